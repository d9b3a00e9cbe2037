\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE TurnOrder -----------------------------
(***************************************************************************)
(* Whose turn it is: the paper's Receive and Main tasks go before all      *)
(* others, but after each of them one other task gets its turn, so that    *)
(* load cannot starve the handshakes.                                      *)
(***************************************************************************)
EXTENDS TransitionTable

StateDocs == <<
  <<"PriorityFirst", "A task that goes first has its turn, if one is pending.">>,
  <<"OrdinaryFirst", "One has just had its turn: an ordinary task is next, if one is pending.">> >>

EventDocs == <<
  <<"OrdinaryPending", "Only tasks of the ATCL are pending.">>,
  <<"PriorityPending", "Only tasks that go first are pending.">>,
  <<"BothPending",     "Tasks of both kinds are pending.">> >>

ActionDocs == <<
  <<"DispatchOrdinary", "The task at the head of the ATCL gets the processor.">>,
  <<"DispatchPriority", "The task that goes first and has waited longest gets the processor.">> >>

States  == Names(StateDocs)
Events  == Names(EventDocs)
Actions == Names(ActionDocs)

Source == "Paper: TS, Receive and Main"

Rows == <<
  Row("both", "PriorityFirst", "OrdinaryPending", "PriorityFirst", <<"DispatchOrdinary">>,
      Source, "No priority task is pending."),
  Row("both", "PriorityFirst", "PriorityPending", "OrdinaryFirst", <<"DispatchPriority">>,
      Source, "Priority."),
  Row("both", "PriorityFirst", "BothPending", "OrdinaryFirst", <<"DispatchPriority">>,
      Source, "Priority, and the others may count on the next turn."),
  Row("both", "OrdinaryFirst", "OrdinaryPending", "PriorityFirst", <<"DispatchOrdinary">>,
      Source, "The turn that priority left to the others."),
  Row("both", "OrdinaryFirst", "PriorityPending", "OrdinaryFirst", <<"DispatchPriority">>,
      Source, "No ordinary task is pending."),
  Row("both", "OrdinaryFirst", "BothPending", "PriorityFirst", <<"DispatchOrdinary">>,
      Source, "The turn that priority left to the others.")
>>

\* Every pair has a row: a turn is given only when a task is pending.
Refusal(s, e) == Refuse(s, e, <<>>, Source, "No task is pending.")

\* Events that no state answers, on purpose; the generator refuses any other that has no row.
AlwaysRefused == {}

Table == TableOf(Rows, States, Events, Refusal)

Step(state, event) == Table[state][event]

ASSUME WellFormed(Rows, States, Events, Actions)
=============================================================================
