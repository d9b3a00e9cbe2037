\* SPDX-License-Identifier: Apache-2.0
------------------------- MODULE SendCounterSystem -------------------------
(***************************************************************************)
(* The sender of an ESP SA in its world: packets ask for numbers again and *)
(* again, also after the last one. The counter lives in a register that is *)
(* either just wide enough, so that it wraps to zero after the last number *)
(* (64-bit extended numbers), or wider (32-bit numbers).                   *)
(*                                                                         *)
(* The counter moves only through SendCounter!Step.                        *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, Firings

CONSTANTS Lasts   \* the last numbers to try, each at least 1

Counter == INSTANCE SendCounter

VARIABLES
  last,        \* the last number of the SA, chosen once
  soft,        \* the number from which a new SA is asked for, chosen once
  wraps,       \* whether the register wraps to zero after the last number, chosen once
  state,       \* the counter's state
  next,        \* the register: the number the next packet would get
  used,        \* the numbers packets have got; for the properties only
  asked,       \* how often a new SA was asked for; for the properties only
  lastAction   \* what the last step was; for the reader only

view == <<last, soft, wraps, state, next, used, asked>>
vars == <<last, soft, wraps, state, next, used, asked, lastAction>>

TypeOk ==
  /\ last \in Lasts
  /\ soft \in 0..last
  /\ wraps \in BOOLEAN
  /\ state \in Counter!States
  /\ next \in 0..(last + 1)
  /\ used \subseteq 1..last
  /\ asked \in 0..2

-----------------------------------------------------------------------------
(* Helpers *)

Event ==
  IF next >= last THEN "SendLast"
  ELSE IF next >= soft THEN "SendPastSoft"
  ELSE "SendEarly"

After(n) == IF n = last /\ wraps THEN 0 ELSE n + 1

Does(row, action) == \E i \in DOMAIN row.actions : row.actions[i] = action

-----------------------------------------------------------------------------
(* Actions *)

\* A packet asks for a number.
SendPacket ==
  LET row == Counter!Step(state, Event)
  IN  /\ state' = row.next
      /\ next' = IF Does(row, "AssignNumber") THEN After(next) ELSE next
      /\ used' = IF Does(row, "AssignNumber") THEN used \cup {next} ELSE used
      /\ asked' = IF Does(row, "AskRekey") /\ asked < 2 THEN asked + 1 ELSE asked
      /\ lastAction' = Told("sender", "SendPacket", <<[number |-> next]>>,
                            <<Firing("sender", "SendCounter", row)>>, <<>>)
      /\ UNCHANGED <<last, soft, wraps>>

Init ==
  /\ StartNoting
  /\ last \in Lasts
  /\ soft \in 0..last
  /\ wraps \in BOOLEAN
  /\ state = "Counting"
  /\ next = 1
  /\ used = {}
  /\ asked = 0
  /\ lastAction = Untold

Next == SendPacket

Spec == Init /\ [][Next]_vars

FairSpec == Spec /\ WF_view(SendPacket)

NoteRows == Note(lastAction')

-----------------------------------------------------------------------------
(* Properties *)

\* A number is given to one packet only: to give one again would leave the set of used numbers as it is
\* and move the register.
NeverRepeats == [][used' = used => next' = next]_vars

\* The first packet has number one and numbers follow one another without a gap.
WithoutGap == used = 1..Cardinality(used)

\* Every number up to the last is a number of the SA; the register never gives out zero.
NeverCycles == used \subseteq 1..last

\* A new SA is asked for once, and before a number at or past the soft limit is used up.
AskedOnceInTime ==
  /\ asked <= 1
  /\ asked = 1 <=> \E n \in used : n >= soft \/ n = last

\* A sender that goes on sending uses every number and then stops.
StopsAtLast == <>[](state = "Exhausted" /\ used = 1..last)
=============================================================================
