\* SPDX-License-Identifier: Apache-2.0
-------------------------- MODULE TransitionTable --------------------------
(***************************************************************************)
(* What every Sallyport state machine is made of: a list of documented     *)
(* names and a list of rows. A row says                                    *)
(*                                                                         *)
(*   in state  from,  when  on  happens, do  actions  and go to  to.       *)
(*                                                                         *)
(* A pair of state and event without a row of its own is answered by the   *)
(* machine's Refusal operator, so that a table is total by construction:   *)
(* a refusal is a row with a reason, never a missing case.                 *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

\* docs is a sequence of <<name, sentence>>; the order is the order of the Java enum.
Names(docs) == {docs[i][1] : i \in DOMAIN docs}

\* A row; role groups the state diagram: "initiator", "responder" or "both".
Row(role, from, on, to, actions, rfc, story) ==
    [role |-> role, from |-> from, on |-> on, next |-> to,
     actions |-> actions, rfc |-> rfc, story |-> story, refusal |-> FALSE]

\* A refusal leaves the state alone and names what is done instead (count, audit, drop).
Refuse(state, event, actions, rfc, story) ==
    [role |-> "both", from |-> state, on |-> event, next |-> state,
     actions |-> actions, rfc |-> rfc, story |-> story, refusal |-> TRUE]

\* All rows of the sequence rows that speak of this pair: the checks below want one or none.
RowsFor(rows, state, event) ==
    {i \in DOMAIN rows : rows[i].from = state /\ rows[i].on = event}

\* The whole table as a function, so that TLC computes it once.
\* Refusal(s, e) answers the pairs that have no row.
TableOf(rows, states, events, Refusal(_, _)) ==
    [s \in states |-> [e \in events |->
        LET hits == RowsFor(rows, s, e)
        IN  IF hits = {} THEN Refusal(s, e)
            ELSE rows[CHOOSE i \in hits : TRUE]]]

\* No pair has two rows, and rows use declared names only.
WellFormed(rows, states, events, actions) ==
    /\ \A i, j \in DOMAIN rows :
          (rows[i].from = rows[j].from /\ rows[i].on = rows[j].on) => i = j
    /\ \A i \in DOMAIN rows :
          /\ rows[i].from \in states
          /\ rows[i].next \in states
          /\ rows[i].on \in events
          /\ \A k \in DOMAIN rows[i].actions : rows[i].actions[k] \in actions
=============================================================================
