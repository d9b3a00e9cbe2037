\* SPDX-License-Identifier: Apache-2.0
-------------------------- MODULE ReassemblySystem --------------------------
(***************************************************************************)
(* Reassembly in its world: datagrams whose fragments arrive in any order, *)
(* any number of times or never, and an attacker who sends any fragment    *)
(* under the same identification. Octets are counted in units of eight; a  *)
(* unit says who sent it. There are fewer slots than datagrams.            *)
(*                                                                         *)
(* Slots move only through Reassembly!Step, for events that the rules of   *)
(* ReassemblyDecisions make.                                               *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, Firings

CONSTANTS
  Datagrams,   \* their identifications
  Units,       \* units of the longest datagram that is put together
  Slots        \* datagrams that are put together at once

Slot == INSTANCE Reassembly
D    == INSTANCE ReassemblyDecisions

VARIABLES
  state,       \* of each datagram
  there,       \* what lies in each unit: who sent it, "none" for nothing
  end,         \* the end that is known, 0 for none
  armed,       \* whether the datagram's timer runs
  order,       \* the datagrams that have slots, oldest first
  arrived,     \* ghost: the fragments that came since the datagram began
  delivered,   \* ghost: the fragments of which the last delivery was made, {} before
  started,     \* ghost: the datagrams whose timer the last step started
  counts,      \* what the last step counted
  lastAction

view == <<state, there, end, armed, order, arrived>>
vars == <<state, there, end, armed, order, arrived, delivered, started, counts, lastAction>>

Senders == {"sender", "attacker"}

\* The sender's fragments are units and the last one says so; the attacker's are whatever he likes.
Fragments ==
  [from : {"sender"}, start : 0..(Units - 1), length : {1}, more : {TRUE}, sound : {TRUE}]
    \cup [from : {"sender"}, start : {Units - 1}, length : {1}, more : {FALSE}, sound : {TRUE}]
    \cup [from : {"attacker"}, start : 0..Units, length : 1..2, more : BOOLEAN, sound : {TRUE}]
    \cup [from : {"attacker"}, start : {0}, length : {1}, more : {TRUE}, sound : {FALSE}]

\* What is whole by itself is no fragment, whatever its header (RFC 6946).
Possible(f) ==
  /\ f.from = "sender" => (f.more <=> f.start < Units - 1)
  /\ f.start > 0 \/ f.more

EndOf(f)  == f.start + f.length
PlaceOf(f) == f.start..(EndOf(f) - 1)

None == [u \in 0..(Units - 1) |-> "none"]

TypeOk ==
  /\ state \in [Datagrams -> Slot!States]
  /\ there \in [Datagrams -> [0..(Units - 1) -> Senders \cup {"none"}]]
  /\ end \in [Datagrams -> 0..Units]
  /\ armed \in [Datagrams -> BOOLEAN]
  /\ \A i \in DOMAIN order : order[i] \in Datagrams

-----------------------------------------------------------------------------
(* Facts about a fragment, from what lies in its slot. *)

Overlapping(d, f) == {u \in PlaceOf(f) : there[d][u] # "none"}

FactOf(d, f, name) ==
  CASE name = "LengthSound" -> f.sound
    [] name = "WithinBound" -> EndOf(f) <= Units
    [] name = "EndAgrees" ->
         /\ end[d] # 0 => IF f.more THEN EndOf(f) < end[d] ELSE EndOf(f) = end[d]
         /\ ~f.more => \A u \in 0..(Units - 1) : there[d][u] # "none" => u < EndOf(f)
    [] name = "Overlap" ->
         IF Overlapping(d, f) = {} THEN "None"
         ELSE IF (\A u \in PlaceOf(f) : there[d][u] = f.from) /\ (f.more \/ end[d] # 0) THEN "Exact" ELSE "Other"
    [] name = "Completes" ->
         LET total == IF f.more THEN end[d] ELSE EndOf(f)
         IN  total # 0 /\ \A u \in 0..(total - 1) : u \in PlaceOf(f) \/ there[d][u] # "none"

EventOf(d, f) == D!Decide(D!Fragment.rules, LAMBDA name : FactOf(d, f, name))

Does(row, action) == \E i \in DOMAIN row.actions : row.actions[i] = action

CountOf(row) ==
  {a \in {"HoldFragment", "DropConflict", "DropMalformed", "DropTooLong", "CountTimeout", "CountEviction"} : Does(row, a)}

Without(d, sequence) == SelectSeq(sequence, LAMBDA e : e # d)

-----------------------------------------------------------------------------
(* Firing a row for one datagram, after another one gave way where it had to. *)

\* Where the datagrams stand once the oldest has left its slot for another.
Evicting(row) == Does(row, "TakeSlot") /\ Len(order) = Slots

Arrive(d, f) ==
  \E row \in {Slot!Step(state[d], EventOf(d, f))} :
    \E out \in {IF Evicting(row) THEN Slot!Step(state[order[1]], "SlotWanted") ELSE [actions |-> <<>>]} :
      \E old \in {IF Evicting(row) THEN {order[1]} ELSE {}} :
        LET freed    == IF Does(out, "ReleaseSlot") THEN old ELSE {}
            released == IF Does(row, "ReleaseSlot") THEN {d} ELSE {}
            gone     == freed \cup released
            stored   == IF Does(row, "StorePiece")
                        THEN [u \in 0..(Units - 1) |-> IF u \in PlaceOf(f) THEN f.from ELSE there[d][u]]
                        ELSE there[d]
            kept     == IF Does(row, "ForgetPieces") THEN None ELSE stored
        IN  /\ state' = [e \in Datagrams |-> IF e = d THEN row.next ELSE IF e \in old THEN out.next ELSE state[e]]
            /\ there' = [e \in Datagrams |-> IF e \in gone THEN None ELSE IF e = d THEN kept ELSE there[e]]
            /\ end' = [e \in Datagrams |-> IF e \in gone THEN 0
                                           ELSE IF e = d /\ Does(row, "StorePiece") /\ ~f.more THEN EndOf(f)
                                           ELSE IF e = d /\ Does(row, "ForgetPieces") THEN 0 ELSE end[e]]
            /\ armed' = [e \in Datagrams |-> IF e \in gone THEN FALSE
                                             ELSE IF e = d /\ Does(row, "StartTimer") THEN TRUE ELSE armed[e]]
            /\ order' = LET left == SelectSeq(order, LAMBDA e : e \notin gone)
                        IN  IF Does(row, "TakeSlot") THEN Append(left, d) ELSE left
            /\ arrived' = [e \in Datagrams |->
                 IF e \in old \/ (e = d /\ Does(row, "DeliverWhole")) THEN {}
                 ELSE IF e = d /\ f.sound /\ EndOf(f) <= Units THEN arrived[d] \cup {f} ELSE arrived[e]]
            /\ delivered' = IF Does(row, "DeliverWhole") THEN arrived[d] \cup {f} ELSE {}
            /\ started' = IF Does(row, "StartTimer") THEN {d} ELSE {}
            /\ counts' = CountOf(row) \cup CountOf(out)
            /\ lastAction' = Told("stack", "Arrive", <<f>>,
                 (IF old = {} THEN <<>> ELSE <<Firing("slot", "Reassembly", out)>>)
                   \o <<Firing("slot", "Reassembly", row)>>, <<>>)

\* The timer of a datagram ends.
EndTime(d) ==
  /\ armed[d]
  /\ \E row \in {Slot!Step(state[d], "TimeOver")} :
       /\ state' = [state EXCEPT ![d] = row.next]
       /\ there' = IF Does(row, "ReleaseSlot") THEN [there EXCEPT ![d] = None] ELSE there
       /\ end' = IF Does(row, "ReleaseSlot") THEN [end EXCEPT ![d] = 0] ELSE end
       /\ armed' = [armed EXCEPT ![d] = FALSE]
       /\ order' = IF Does(row, "ReleaseSlot") THEN Without(d, order) ELSE order
       /\ arrived' = [arrived EXCEPT ![d] = {}]
       /\ delivered' = {}
       /\ started' = IF Does(row, "StartTimer") THEN {d} ELSE {}
       /\ counts' = CountOf(row)
       /\ lastAction' = Told("time", "EndTime", <<>>, <<Firing("slot", "Reassembly", row)>>, <<>>)

Init ==
  /\ StartNoting
  /\ state = [d \in Datagrams |-> "Absent"]
  /\ there = [d \in Datagrams |-> None]
  /\ end = [d \in Datagrams |-> 0]
  /\ armed = [d \in Datagrams |-> FALSE]
  /\ order = <<>>
  /\ arrived = [d \in Datagrams |-> {}]
  /\ delivered = {}
  /\ started = {}
  /\ counts = {}
  /\ lastAction = Untold

Next == \E d \in Datagrams : EndTime(d) \/ \E f \in {g \in Fragments : Possible(g)} : Arrive(d, f)

Spec == Init /\ [][Next]_vars

FairSpec == Spec /\ \A d \in Datagrams : WF_vars(EndTime(d))

NoteRows == Note(lastAction')

-----------------------------------------------------------------------------
(* Properties *)

\* No more datagrams are put together than there are slots, and each in one slot.
SlotsBounded ==
  /\ Len(order) <= Slots
  /\ \A d \in Datagrams : Cardinality({i \in DOMAIN order : order[i] = d}) = (IF state[d] = "Absent" THEN 0 ELSE 1)

\* A timer runs exactly while a datagram has a slot.
TimerWithSlot == \A d \in Datagrams : armed[d] <=> state[d] # "Absent"

Differ(f, g) == f.from # g.from /\ PlaceOf(f) \cap PlaceOf(g) # {}

\* Of whatever is delivered no octet came with two values, whichever of them was first.
NoOverlapDelivered ==
  [][\A f, g \in delivered' : ~Differ(f, g)]_vars

\* Whatever is delivered has every octet up to one end.
WholeDelivered ==
  [][delivered' # {} =>
       \E total \in 1..Units :
         /\ \E f \in delivered' : ~f.more /\ EndOf(f) = total
         /\ UNION {PlaceOf(f) : f \in delivered'} = 0..(total - 1)]_vars

\* A datagram is delivered at most once of what came: afterwards nothing is left of it.
DeliveredOnce ==
  [][delivered' # {} => \A d \in Datagrams : (arrived'[d] = {} /\ arrived[d] # {}) => state'[d] = "Absent"]_vars

\* Nothing of a datagram whose fragments overlapped is kept.
NothingKeptOfOverlap ==
  \A d \in Datagrams :
    (\E f, g \in arrived[d] : Differ(f, g)) => there[d] = None

\* A fragment that is unsound leaves the datagram alone.
UnsoundDroppedAlone ==
  [][\A f \in {lastAction'.received[i] : i \in DOMAIN lastAction'.received} :
       (~f.sound \/ EndOf(f) > Units)
         => UNCHANGED <<state, there, end, armed, order>> /\ counts' \cap {"DropMalformed", "DropTooLong"} # {}]_vars

\* Every fragment is held, delivered or counted as dropped; a datagram that is given up is counted.
EverythingCounted ==
  [][/\ lastAction'.does = "Arrive" => delivered' # {} \/ counts' # {}
     /\ lastAction'.does = "EndTime"
          => \A d \in Datagrams : (state[d] = "Collecting" /\ state'[d] = "Absent") => "CountTimeout" \in counts'
     /\ (lastAction'.does = "Arrive" /\ delivered' = {})
          => \A d \in Datagrams : (state[d] = "Collecting" /\ state'[d] = "Absent") => "CountEviction" \in counts'
    ]_vars

\* The time of a datagram is that since the first of its fragments to arrive: no later one prolongs it (RFC 8200 section 4.5).
NothingProlongs ==
  [][\A d \in Datagrams : d \in started' => state[d] = "Absent"]_vars

\* No datagram has a slot for ever.
SlotsReturn == \A d \in Datagrams : []<>(state[d] = "Absent")
=============================================================================
