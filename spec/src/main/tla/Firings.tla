\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Firings ------------------------------
(***************************************************************************)
(* What every system module reports of its steps, for the reader of a      *)
(* counterexample and for the count of rows fired, which is not part of    *)
(* the state: models put it outside their VIEW. And how a row is done.     *)
(***************************************************************************)
EXTENDS Naturals, Sequences, TLC

\* The machine called machine of participant who did this row of its table.
Firing(who, machine, row) ==
    [who |-> who, machine |-> machine, from |-> row.from, on |-> row.on,
     next |-> row.next, refusal |-> row.refusal]

\* A step of the system: who did what, the message that came in (none or one),
\* the rows that were fired and the messages that went out, in order.
Told(who, does, received, firings, sent) ==
    [who |-> who, does |-> does, received |-> received, firings |-> firings, sent |-> sent]

Untold == Told("none", "Init", <<>>, <<>>, <<>>)

\* What becomes of s when the actions of a row are done one after another; Do(s, action) is what one of them does.
InOrder(actions, s, Do(_, _)) ==
    LET Done[i \in 0..Len(actions)] == IF i = 0 THEN s ELSE Do(Done[i - 1], actions[i])
    IN  Done[Len(actions)]

\* Rows fired so far are kept in TLC's register 1, one copy per worker.
StartNoting == TLCSet(1, {})

NoteOne(f) ==
    LET key == <<f.machine, f.from, f.on>>
    IN  \/ key \in TLCGet(1)
        \/ TLCSet(1, TLCGet(1) \cup {key}) /\ PrintT(<<"ROW", f.machine, f.from, f.on>>)

\* True; prints each row once per worker. Used as an action constraint, which TLC
\* evaluates for every step it takes.
Note(told) == \A i \in DOMAIN told.firings : NoteOne(told.firings[i])
=============================================================================
