\* SPDX-License-Identifier: Apache-2.0
------------------------ MODULE TaskSchedulerSystem ------------------------
(***************************************************************************)
(* The task scheduler in its world: pools of tasks, the ATCL and the list  *)
(* of the tasks that go first, one deadline for each task, and owners who  *)
(* take, resume and release tasks whenever they like, also while a task    *)
(* runs. Load never ends: fairness is asked of the scheduler only.         *)
(*                                                                         *)
(* Tasks move only through TaskScheduler!Step, turns only through          *)
(* TurnOrder!Step.                                                         *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, Firings

CONSTANTS
  Ordinary,   \* the tasks of the pool of ordinary tasks
  Urgent,     \* the tasks of the pool of tasks that go first
  Armed       \* the tasks that use their deadline

Tcb   == INSTANCE TaskScheduler
Order == INSTANCE TurnOrder

Tasks == Ordinary \cup Urgent

VARIABLES
  state,       \* every task's state
  free,        \* the free tasks of each pool, the next to be taken last
  atcl,        \* the pending ordinary tasks, the next to run first
  first,       \* the pending tasks that go first, likewise
  turn,        \* the state of TurnOrder
  armed,       \* the tasks whose deadline is armed
  noted,       \* the tasks that will be told that their deadline has passed
  holders,     \* how many owners each task has; for the properties only
  wanted,      \* the tasks that were given something to do since they ran; for the properties only
  passed,      \* the tasks whose deadline has passed since they ran; for the properties only
  overtaken,   \* turns that the other kind has had while this one was pending; for the properties only
  lastAction   \* what the last step was; for the reader only

view == <<state, free, atcl, first, turn, armed, noted, holders, wanted, passed, overtaken>>
vars == <<state, free, atcl, first, turn, armed, noted, holders, wanted, passed, overtaken, lastAction>>

Pools == {"ordinary", "urgent"}

PoolOf(t) == IF t \in Urgent THEN "urgent" ELSE "ordinary"

MembersOf(p) == IF p = "urgent" THEN Urgent ELSE Ordinary

InOnce(list) == \A i, j \in DOMAIN list : list[i] = list[j] => i = j

Members(list) == {list[i] : i \in DOMAIN list}

ListsOf(S) == {<<>>} \cup UNION {{list \in [1..n -> S] : InOnce(list)} : n \in 1..Cardinality(S)}

TypeOk ==
  /\ state \in [Tasks -> Tcb!States]
  /\ \A p \in Pools : free[p] \in ListsOf(MembersOf(p))
  /\ atcl \in ListsOf(Ordinary)
  /\ first \in ListsOf(Urgent)
  /\ turn \in Order!States
  /\ armed \subseteq Armed
  /\ noted \subseteq Armed
  /\ holders \in [Tasks -> 0..2]
  /\ wanted \subseteq Tasks
  /\ passed \subseteq Armed
  /\ overtaken \in [Pools -> 0..2]

-----------------------------------------------------------------------------
(* Helpers *)

Does(row, action) == \E i \in DOMAIN row.actions : row.actions[i] = action

Without(list, t) == SelectSeq(list, LAMBDA x : x # t)

Holds(t) == holders[t] = 1

\* The lists after a task has left and joined what its row says.
Listed(list, t, row, belongs) ==
  IF ~belongs THEN list
  ELSE LET left == IF Does(row, "LeaveList") THEN Without(list, t) ELSE list
       IN  IF Does(row, "EnterList") THEN Append(left, t) ELSE left

Freed(list, t, row) ==
  LET left == IF Does(row, "LeavePool") THEN Without(list, t) ELSE list
  IN  IF Does(row, "EnterPool") THEN Append(left, t) ELSE left

\* The task does the row: its state and every list and mark that the actions speak of.
Perform(t, row) ==
  /\ state' = [state EXCEPT ![t] = row.next]
  /\ atcl' = Listed(atcl, t, row, t \in Ordinary)
  /\ first' = Listed(first, t, row, t \in Urgent)
  /\ free' = [free EXCEPT ![PoolOf(t)] = Freed(@, t, row)]
  /\ armed' = IF Does(row, "ArmDeadline") THEN armed \cup {t}
              ELSE IF Does(row, "ForgetDeadlines") THEN armed \ {t}
              ELSE IF row.on = "DeadlinePassed" THEN armed \ {t}
              ELSE armed
  /\ noted' = IF Does(row, "NoteDeadline") THEN noted \cup {t}
              ELSE IF Does(row, "ShowDeadlines") \/ Does(row, "ForgetDeadlines") \/ Does(row, "ArmDeadline")
              THEN noted \ {t}
              ELSE noted

Tells(who, does, firings) == lastAction' = Told(who, does, <<>>, firings, <<>>)

Move(t, does, event) ==
  \E row \in {Tcb!Step(state[t], event)} :
     /\ Perform(t, row)
     /\ Tells(t, does, <<Firing(t, "TaskScheduler", row)>>)

\* The tasks that have the processor.
Runs == {t \in Tasks : state[t] \in {"Executing", "ExecutingResumed", "ExecutingReleased"}}

-----------------------------------------------------------------------------
(* What owners do. A task has at most one owner. *)

TakeTask(p) ==
  /\ free[p] # <<>>
  /\ \E t \in {free[p][Len(free[p])]} :
       /\ Move(t, "TakeTask", "Take")
       /\ holders' = [holders EXCEPT ![t] = IF @ < 2 THEN @ + 1 ELSE @]
  /\ UNCHANGED <<turn, wanted, passed, overtaken>>

ResumeTask(t) ==
  /\ Holds(t)
  /\ Move(t, "ResumeTask", "Resume")
  /\ wanted' = wanted \cup {t}
  /\ UNCHANGED <<turn, holders, passed, overtaken>>

ArmDeadline(t) ==
  /\ Holds(t)
  /\ t \in Armed
  /\ Move(t, "ArmDeadline", "Arm")
  /\ passed' = passed \ {t}
  /\ UNCHANGED <<turn, holders, wanted, overtaken>>

ReleaseTask(t) ==
  /\ Holds(t)
  /\ Move(t, "ReleaseTask", "Release")
  /\ holders' = [holders EXCEPT ![t] = 0]
  /\ wanted' = wanted \ {t}
  /\ passed' = passed \ {t}
  /\ UNCHANGED <<turn, overtaken>>

-----------------------------------------------------------------------------
(* What time and the scheduler do *)

PassDeadline(t) ==
  /\ t \in armed
  /\ Move(t, "PassDeadline", "DeadlinePassed")
  /\ wanted' = wanted \cup {t}
  /\ passed' = passed \cup {t}
  /\ UNCHANGED <<turn, holders, overtaken>>

OrderEvent ==
  CASE first = <<>> -> "OrdinaryPending"
    [] atcl = <<>>  -> "PriorityPending"
    [] OTHER        -> "BothPending"

Chosen(row) == CASE Does(row, "DispatchPriority") -> first[1] [] Does(row, "DispatchOrdinary") -> atcl[1]

\* Those of the other kind who were pending have been overtaken once more.
Overtake(p, others) ==
  [q \in Pools |->
     IF q = p THEN 0
     ELSE IF others = <<>> THEN 0
     ELSE IF overtaken[q] < 2 THEN overtaken[q] + 1 ELSE overtaken[q]]

GiveTurn ==
  /\ Runs = {}
  /\ atcl # <<>> \/ first # <<>>
  /\ \E order \in {Order!Step(turn, OrderEvent)} :
       /\ turn' = order.next
       /\ \E t \in {Chosen(order)} :
            \E row \in {Tcb!Step(state[t], "Dispatch")} :
               /\ Perform(t, row)
               /\ wanted' = wanted \ {t}
               /\ passed' = passed \ {t}
               /\ overtaken' = Overtake(PoolOf(t), IF t \in Urgent THEN atcl ELSE first)
               /\ Tells(t, "GiveTurn", <<Firing("scheduler", "TurnOrder", order), Firing(t, "TaskScheduler", row)>>)
  /\ UNCHANGED holders

FinishTurn ==
  \E t \in Runs :
     /\ Move(t, "FinishTurn", "Finish")
     /\ UNCHANGED <<turn, holders, wanted, passed, overtaken>>

Init ==
  /\ StartNoting
  /\ state = [t \in Tasks |-> "Pooled"]
  /\ free \in {f \in [Pools -> ListsOf(Tasks)] : \A p \in Pools : Members(f[p]) = MembersOf(p)}
  /\ atcl = <<>>
  /\ first = <<>>
  /\ turn = "PriorityFirst"
  /\ armed = {}
  /\ noted = {}
  /\ holders = [t \in Tasks |-> 0]
  /\ wanted = {}
  /\ passed = {}
  /\ overtaken = [p \in Pools |-> 0]
  /\ lastAction = Untold

Next ==
  \/ \E p \in Pools : TakeTask(p)
  \/ \E t \in Tasks : ResumeTask(t) \/ ArmDeadline(t) \/ ReleaseTask(t) \/ PassDeadline(t)
  \/ GiveTurn
  \/ FinishTurn

Spec == Init /\ [][Next]_vars

\* Only the scheduler is fair: bodies return and turns are given, whatever owners and time do.
FairSpec == Spec /\ WF_view(GiveTurn \/ FinishTurn)

NoteRows == Note(lastAction')

-----------------------------------------------------------------------------
(* Properties *)

\* A task is in exactly one list, or in none while it is idle or runs: in its pool, in the ATCL or
\* among those that go first, and the TCB says which.
InOneList ==
  /\ InOnce(atcl) /\ InOnce(first) /\ \A p \in Pools : InOnce(free[p])
  /\ \A t \in Tasks :
       /\ state[t] = "Pooled" <=> t \in Members(free[PoolOf(t)])
       /\ state[t] = "Pending" <=> t \in Members(IF t \in Urgent THEN first ELSE atcl)

\* At most one task has the processor.
OneExecutes == Cardinality(Runs) <= 1

\* A pool hands a task out again only after its owner has given it back.
HandedOutOnce == \A t \in Tasks : holders[t] <= 1

\* A task that was given something to do will run, also if that happened while it ran.
NoResumeLost == \A t \in wanted : state[t] \in {"Pending", "ExecutingResumed"}

\* A task never runs for nothing, nor for what its last owner wanted of it.
NoGhostRun == \A t \in Tasks : state[t] \in {"Pending", "ExecutingResumed"} => t \in wanted

\* A deadline that has passed is shown to its task when that runs next, and only then.
NoDeadlineLost == passed = noted

\* A task that was released has no deadline and will not be told of one.
ReleasedForgets == \A t \in Tasks : holders[t] = 0 => t \notin armed /\ t \notin noted

\* Between two turns of the tasks that go first at most one ordinary task has its turn, while one of
\* them is pending; and the other way round.
TurnsAlternate == \A p \in Pools : overtaken[p] <= 1

\* Pending tasks are served in the order in which they became pending: a task that becomes so joins at
\* the end, and the one that runs leaves from the front.
ServedInOrder ==
  [][\A t \in Tasks :
       \E before \in {IF t \in Urgent THEN first ELSE atcl} :
          \E after \in {IF t \in Urgent THEN first' ELSE atcl'} :
             /\ state[t] # "Pending" /\ state'[t] = "Pending" => after = Append(before, t)
             /\ state[t] = "Pending" /\ state'[t] = "Executing" => before = <<t>> \o after]_vars

\* No task waits for ever, however much the others want.
NoStarvation == \A t \in Tasks : state[t] = "Pending" ~> state[t] # "Pending"
=============================================================================
