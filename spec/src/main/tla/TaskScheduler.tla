\* SPDX-License-Identifier: Apache-2.0
--------------------------- MODULE TaskScheduler ---------------------------
(***************************************************************************)
(* One transition control block (TCB) of the paper's task scheduler: the   *)
(* life of one task. A task is of a pool; taken from it, it is idle until  *)
(* it is resumed or a deadline of its own passes; then it is pending       *)
(* in the active tasks circular list (ATCL), or in the list of the tasks   *)
(* that go first, until its turn comes; it runs to the end of what it has  *)
(* to do, and a resumption meanwhile makes it pending again.               *)
(*                                                                         *)
(* The rule behind every row: a task is in one list at most, and what was  *)
(* wanted of a task is forgotten only together with the task. Moves that   *)
(* no row allows are mistakes of ours, so refusals stop the machine.       *)
(***************************************************************************)
EXTENDS TransitionTable

StateDocs == <<
  <<"Pooled",            "Without an owner: on the list of free tasks of its pool.">>,
  <<"Idle",              "Taken; it has nothing to do and waits to be resumed.">>,
  <<"Pending",           "In its list: it will get the processor.">>,
  <<"Executing",         "It has the processor.">>,
  <<"ExecutingResumed",  "It has the processor and will get it once more.">>,
  <<"ExecutingReleased", "It has the processor for the last time: its owner has given it back.">> >>

EventDocs == <<
  <<"Take",           "A task of the pool is wanted.">>,
  <<"Resume",         "There is something to do.">>,
  <<"Arm",            "A deadline of the task is set or moved.">>,
  <<"DeadlinePassed", "A deadline of the task has passed.">>,
  <<"Dispatch",       "Its turn has come.">>,
  <<"Finish",         "Its body has returned.">>,
  <<"Release",        "Its owner has no more use for it.">> >>

ActionDocs == <<
  <<"LeavePool",       "The task leaves the list of free tasks.">>,
  <<"EnterPool",       "The task joins the list of free tasks.">>,
  <<"EnterList",       "The task joins its list at the end.">>,
  <<"LeaveList",       "The task leaves its list.">>,
  <<"ArmDeadline",     "The deadline counts from now on; that it had passed before is forgotten.">>,
  <<"NoteDeadline",    "The task will be told which deadline has passed.">>,
  <<"ShowDeadlines",   "The task is told which deadlines have passed since it ran last.">>,
  <<"ForgetDeadlines", "Every deadline of the task is disarmed, and those that have passed are forgotten.">>,
  <<"RefuseMove",      "Our own mistake: the task is not where it was believed to be.">> >>

States  == Names(StateDocs)
Events  == Names(EventDocs)
Actions == Names(ActionDocs)

Source == "Paper: TS, TCB, ATCL"

Rows == <<
  Row("both", "Pooled", "Take", "Idle", <<"LeavePool">>,
      Source, "A task begins without anything to do."),

  Row("both", "Idle", "Resume", "Pending", <<"EnterList">>,
      Source, "It waits for its turn behind those who waited before."),
  Row("both", "Idle", "DeadlinePassed", "Pending", <<"NoteDeadline", "EnterList">>,
      Source, "A deadline is a reason to run."),
  Row("both", "Idle", "Arm", "Idle", <<"ArmDeadline">>,
      Source, "Timers cost an idle task nothing."),
  Row("both", "Idle", "Release", "Pooled", <<"ForgetDeadlines", "EnterPool">>,
      Source, "The next owner finds no deadline of the last one."),

  Row("both", "Pending", "Resume", "Pending", <<>>,
      Source, "It will run in any case."),
  Row("both", "Pending", "DeadlinePassed", "Pending", <<"NoteDeadline">>,
      Source, "It will run in any case, and will be told."),
  Row("both", "Pending", "Arm", "Pending", <<"ArmDeadline">>,
      Source, "Timers may change while it waits."),
  Row("both", "Pending", "Dispatch", "Executing", <<"LeaveList", "ShowDeadlines">>,
      Source, "Its turn."),
  Row("both", "Pending", "Release", "Pooled", <<"LeaveList", "ForgetDeadlines", "EnterPool">>,
      Source, "What it was resumed for is forgotten with it."),

  Row("both", "Executing", "Resume", "ExecutingResumed", <<>>,
      Source, "What it may have looked at already has changed: it runs once more."),
  Row("both", "Executing", "DeadlinePassed", "ExecutingResumed", <<"NoteDeadline">>,
      Source, "It runs once more, and will be told then."),
  Row("both", "Executing", "Arm", "Executing", <<"ArmDeadline">>,
      Source, "A task arms its own timers while it runs."),
  Row("both", "Executing", "Finish", "Idle", <<>>,
      Source, "Nothing is left to do."),
  Row("both", "Executing", "Release", "ExecutingReleased", <<"ForgetDeadlines">>,
      Source, "It goes back to its pool when its body returns, not before."),

  Row("both", "ExecutingResumed", "Resume", "ExecutingResumed", <<>>,
      Source, "It runs once more in any case."),
  Row("both", "ExecutingResumed", "DeadlinePassed", "ExecutingResumed", <<"NoteDeadline">>,
      Source, "It runs once more in any case, and will be told."),
  Row("both", "ExecutingResumed", "Arm", "ExecutingResumed", <<"ArmDeadline">>,
      Source, "A task arms its own timers while it runs."),
  Row("both", "ExecutingResumed", "Finish", "Pending", <<"EnterList">>,
      Source, "Once more, but after the others."),
  Row("both", "ExecutingResumed", "Release", "ExecutingReleased", <<"ForgetDeadlines">>,
      Source, "What it was resumed for is forgotten with it."),

  Row("both", "ExecutingReleased", "Finish", "Pooled", <<"EnterPool">>,
      Source, "Now it may be taken again.")
>>

Refusal(s, e) == Refuse(s, e, <<"RefuseMove">>, Source, "The task is not where its caller believes it to be.")

\* Events that no state answers, on purpose; the generator refuses any other that has no row.
AlwaysRefused == {}

Table == TableOf(Rows, States, Events, Refusal)

Step(state, event) == Table[state][event]

ASSUME WellFormed(Rows, States, Events, Actions)
=============================================================================
