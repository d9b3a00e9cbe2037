\* SPDX-License-Identifier: Apache-2.0
------------------------ MODULE DescriptorRingSystem ------------------------
(***************************************************************************)
(* The slots of one pool in their world: a receive ring (UPD) and a        *)
(* transmit ring (DPD) whose indices wrap, a network interface that writes *)
(* and reads slots whenever it likes, a driver that posts, collects, reaps *)
(* and resets the link, and a protocol that claims, answers and drops.     *)
(*                                                                         *)
(* A ring has three indices. The driver puts slots in at tail; the network *)
(* interface works on the one at nic; the driver takes out what is done at *)
(* clean. One place stays empty, so that a full ring is told from an empty *)
(* one. The network interface knows the rings and not the table: that it   *)
(* touches no slot but its own is a property, not a rule that it follows.  *)
(*                                                                         *)
(* Slots move only through DescriptorRing!Step. Misuse lets a caller ask   *)
(* for any move that is not its own: the table has to refuse it.           *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, Firings

CONSTANTS
  Slots,         \* the slots of the slab
  ReceivePlaces, \* places of the receive ring, one of which stays empty
  TransmitPlaces \* places of the transmit ring, one of which stays empty

Slot == INSTANCE DescriptorRing

NoSlot == "none"

VARIABLES
  state,       \* the state of every slot
  free,        \* the list of free slots; its order does not matter here
  stale,       \* slots that hold what an earlier frame left there
  receive,     \* the receive ring
  burst,       \* filled slots that the driver has collected, in order
  hand,        \* the slots that the protocol works on
  transmit,    \* the transmit ring
  running,     \* whether the network interface runs
  arrived,     \* slots in the order in which frames came in; for the properties only
  due,         \* slots in the order in which they were queued; for the properties only
  lastAction   \* what the last step was; for the reader only

view == <<state, free, stale, receive, burst, hand, transmit, running, arrived, due>>
vars == <<state, free, stale, receive, burst, hand, transmit, running, arrived, due, lastAction>>

Ring(places) ==
  [slots : [0..(places - 1) -> Slots \cup {NoSlot}],
   tail : 0..(places - 1), nic : 0..(places - 1), clean : 0..(places - 1)]

EmptyRing(places) ==
  [slots |-> [i \in 0..(places - 1) |-> NoSlot], tail |-> 0, nic |-> 0, clean |-> 0]

TypeOk ==
  /\ state \in [Slots -> Slot!States]
  /\ free \subseteq Slots
  /\ stale \subseteq Slots
  /\ receive \in Ring(ReceivePlaces)
  /\ Len(burst) <= Cardinality(Slots)
  /\ hand \subseteq Slots
  /\ transmit \in Ring(TransmitPlaces)
  /\ running \in BOOLEAN
  /\ Len(arrived) <= Cardinality(Slots)
  /\ Len(due) <= Cardinality(Slots)

-----------------------------------------------------------------------------
(* Helpers *)

Places(ring) == Cardinality(DOMAIN ring.slots)

After(ring, index) == (index + 1) % Places(ring)

Full(ring) == After(ring, ring.tail) = ring.clean

Distance(ring, from, to) == (to - from + Places(ring)) % Places(ring)

\* The slots of a ring from one index up to, and not with, another.
Entries(ring, from, to) ==
  [k \in 1..Distance(ring, from, to) |-> ring.slots[(from + k - 1) % Places(ring)]]

Inside(ring) == Entries(ring, ring.clean, ring.tail)

Put(ring, s) == [ring EXCEPT !.slots[ring.tail] = s, !.tail = After(ring, @)]

Advance(ring) == [ring EXCEPT !.nic = After(ring, @)]

\* What the driver takes out need not have been done when the network interface was stopped.
TakeOut(ring) ==
  [ring EXCEPT !.slots[ring.clean] = NoSlot,
               !.clean = After(ring, @),
               !.nic = IF @ = ring.clean THEN After(ring, @) ELSE @]

Does(row, action) == \E i \in DOMAIN row.actions : row.actions[i] = action

\* Slot s makes the move, and the actions of the row are done on the free list.
Move(who, does, s, event) ==
  \E row \in {Slot!Step(state[s], event)} :
    /\ state' = [state EXCEPT ![s] = row.next]
    /\ free' = IF Does(row, "JoinFreeList") THEN free \cup {s}
               ELSE IF Does(row, "LeaveFreeList") THEN free \ {s}
               ELSE free
    \* What a slot holds when it becomes free is another frame's.
    /\ stale' = IF Does(row, "EmptyFrame") THEN stale \ {s}
                ELSE IF Does(row, "JoinFreeList") THEN stale \cup {s}
                ELSE stale
    /\ lastAction' = Told(who, does, <<[slot |-> s]>>, <<Firing("pool", "DescriptorRing", row)>>, <<>>)

Quietly(who, does, s) ==
  /\ lastAction' = Told(who, does, <<[slot |-> s]>>, <<>>, <<>>)
  /\ UNCHANGED <<state, free, stale>>

-----------------------------------------------------------------------------
(* Actions of the driver *)

PostSlot ==
  /\ running
  /\ ~Full(receive)
  /\ \E s \in free : Move("driver", "PostSlot", s, "Post") /\ receive' = Put(receive, s)
  /\ UNCHANGED <<burst, hand, transmit, running, arrived, due>>

CollectFilled ==
  /\ running
  /\ receive.clean # receive.nic
  /\ \E s \in {receive.slots[receive.clean]} :
       /\ Move("driver", "CollectFilled", s, "Fill")
       /\ burst' = Append(burst, s)
  /\ receive' = TakeOut(receive)
  /\ UNCHANGED <<hand, transmit, running, arrived, due>>

ReapSent ==
  /\ running
  /\ transmit.clean # transmit.nic
  /\ Move("driver", "ReapSent", transmit.slots[transmit.clean], "Send")
  /\ transmit' = TakeOut(transmit)
  /\ UNCHANGED <<receive, burst, hand, running, arrived, due>>

\* The link is reset: first the network interface is stopped, then the rings are emptied.
StopInterface ==
  /\ running
  /\ running' = FALSE
  /\ lastAction' = Told("driver", "StopInterface", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, free, stale, receive, burst, hand, transmit, arrived, due>>

WithdrawBurst ==
  /\ ~running
  /\ burst # <<>>
  /\ Move("driver", "WithdrawBurst", Head(burst), "Withdraw")
  /\ burst' = Tail(burst)
  /\ arrived' = Tail(arrived)
  /\ UNCHANGED <<receive, hand, transmit, running, due>>

WithdrawReceive ==
  /\ ~running
  /\ burst = <<>>
  /\ receive.clean # receive.tail
  /\ Move("driver", "WithdrawReceive", receive.slots[receive.clean], "Withdraw")
  /\ arrived' = IF receive.clean = receive.nic THEN arrived ELSE Tail(arrived)
  /\ receive' = TakeOut(receive)
  /\ UNCHANGED <<burst, hand, transmit, running, due>>

WithdrawTransmit ==
  /\ ~running
  /\ transmit.clean # transmit.tail
  /\ Move("driver", "WithdrawTransmit", transmit.slots[transmit.clean], "Withdraw")
  /\ due' = IF transmit.clean = transmit.nic THEN Tail(due) ELSE due
  /\ transmit' = TakeOut(transmit)
  /\ UNCHANGED <<receive, burst, hand, running, arrived>>

StartInterface ==
  /\ ~running
  /\ burst = <<>>
  /\ receive.clean = receive.tail
  /\ transmit.clean = transmit.tail
  /\ running' = TRUE
  /\ receive' = EmptyRing(ReceivePlaces)
  /\ transmit' = EmptyRing(TransmitPlaces)
  /\ lastAction' = Told("driver", "StartInterface", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, free, stale, burst, hand, arrived, due>>

-----------------------------------------------------------------------------
(* Actions of the network interface: it follows the rings. *)

WriteFrame ==
  /\ running
  /\ receive.nic # receive.tail
  /\ arrived' = Append(arrived, receive.slots[receive.nic])
  /\ Quietly("interface", "WriteFrame", receive.slots[receive.nic])
  /\ receive' = Advance(receive)
  /\ UNCHANGED <<burst, hand, transmit, running, due>>

SendFrame ==
  /\ running
  /\ transmit.nic # transmit.tail
  /\ due' = Tail(due)
  /\ Quietly("interface", "SendFrame", transmit.slots[transmit.nic])
  /\ transmit' = Advance(transmit)
  /\ UNCHANGED <<receive, burst, hand, running, arrived>>

-----------------------------------------------------------------------------
(* Actions of the protocol *)

TakeFrame ==
  /\ burst # <<>>
  /\ Move("protocol", "TakeFrame", Head(burst), "Take")
  /\ hand' = hand \cup {Head(burst)}
  /\ burst' = Tail(burst)
  /\ arrived' = Tail(arrived)
  /\ UNCHANGED <<receive, transmit, running, due>>

ClaimFrame ==
  /\ \E s \in free : Move("protocol", "ClaimFrame", s, "Claim") /\ hand' = hand \cup {s}
  /\ UNCHANGED <<receive, burst, transmit, running, arrived, due>>

\* An answer, or a frame passed on: the very slot that came in goes out.
QueueFrame(s) ==
  /\ running
  /\ s \in hand
  /\ ~Full(transmit)
  /\ Move("protocol", "QueueFrame", s, "Queue")
  /\ hand' = hand \ {s}
  /\ transmit' = Put(transmit, s)
  /\ due' = Append(due, s)
  /\ UNCHANGED <<receive, burst, running, arrived>>

\* Dropped, used up, or refused by a full ring.
ReleaseFrame(s) ==
  /\ s \in hand
  /\ Move("protocol", "ReleaseFrame", s, "Release")
  /\ hand' = hand \ {s}
  /\ UNCHANGED <<receive, burst, transmit, running, arrived, due>>

-----------------------------------------------------------------------------
(* Mistakes *)

\* The moves that an owner makes above; every other one is a caller's mistake.
Rightful ==
  { <<"Free", "Claim">>, <<"Free", "Post">>, <<"Posted", "Fill">>, <<"Filled", "Take">>,
    <<"Held", "Queue">>, <<"Held", "Release">>, <<"Queued", "Send">>,
    <<"Posted", "Withdraw">>, <<"Filled", "Withdraw">>, <<"Queued", "Withdraw">> }

Misuse ==
  /\ \E s \in Slots : \E e \in Slot!Events :
       /\ <<state[s], e>> \notin Rightful
       /\ Move("caller", "Misuse", s, e)
  /\ UNCHANGED <<receive, burst, hand, transmit, running, arrived, due>>

Init ==
  /\ StartNoting
  /\ state = [s \in Slots |-> "Free"]
  /\ free = Slots
  /\ stale = Slots
  /\ receive = EmptyRing(ReceivePlaces)
  /\ burst = <<>>
  /\ hand = {}
  /\ transmit = EmptyRing(TransmitPlaces)
  /\ running = TRUE
  /\ arrived = <<>>
  /\ due = <<>>
  /\ lastAction = Untold

Withdraw == WithdrawBurst \/ WithdrawReceive \/ WithdrawTransmit

Next ==
  \/ PostSlot \/ CollectFilled \/ ReapSent
  \/ StopInterface \/ Withdraw \/ StartInterface
  \/ WriteFrame \/ SendFrame
  \/ TakeFrame \/ ClaimFrame
  \/ \E s \in Slots : QueueFrame(s) \/ ReleaseFrame(s)
  \/ Misuse

Spec == Init /\ [][Next]_vars

\* The driver polls, the network interface sends what is queued, and the protocol comes to an end
\* with each frame. Nothing need ever arrive.
FairSpec ==
  /\ Spec
  /\ WF_view(CollectFilled \/ Withdraw \/ StartInterface)
  /\ WF_view(ReapSent)
  /\ WF_view(SendFrame)
  /\ WF_view(TakeFrame)
  /\ \A s \in Slots : WF_view(QueueFrame(s) \/ ReleaseFrame(s))

NoteRows == Note(lastAction')

Symmetry == Permutations(Slots)

-----------------------------------------------------------------------------
(* Properties *)

Times(s, sequence) == Cardinality({k \in DOMAIN sequence : sequence[k] = s})

In(s, set) == IF s \in set THEN 1 ELSE 0

\* In how many places slot s is.
Count(s) ==
  In(s, free) + Times(s, Inside(receive)) + Times(s, burst) + In(s, hand) + Times(s, Inside(transmit))

\* No slot is lost.
NoSlotLost == \A s \in Slots : Count(s) >= 1

\* No slot has two owners.
NoSlotTwice == \A s \in Slots : Count(s) <= 1

\* The state of a slot says where it is.
StateIsThePlace ==
  \A s \in Slots :
    CASE state[s] = "Free"   -> s \in free
      [] state[s] = "Posted" -> Times(s, Inside(receive)) = 1
      [] state[s] = "Filled" -> Times(s, burst) = 1
      [] state[s] = "Held"   -> s \in hand
      [] state[s] = "Queued" -> Times(s, Inside(transmit)) = 1

\* Nothing of an earlier frame is in a slot that has an owner.
FramesStartEmpty == \A s \in Slots : state[s] # "Free" => s \notin stale

\* Frames are handed to the protocol in the order in which they came in, also across the wrap.
ReceivedInOrder == arrived = burst \o Entries(receive, receive.clean, receive.nic)

\* Frames are sent in the order in which they were queued, also across the wrap.
SentInOrder == due = Entries(transmit, transmit.nic, transmit.tail)

\* The network interface writes only slots that are posted, and reads only such as are queued.
InterfaceKeepsToItsOwn ==
  [][ /\ (receive'.nic # receive.nic /\ running /\ running') => state[receive.slots[receive.nic]] = "Posted"
      /\ (transmit'.nic # transmit.nic /\ running /\ running') => state[transmit.slots[transmit.nic]] = "Queued" ]_vars

\* What a caller asks for that does not own the slot changes nothing.
MisuseMovesNothing == [][lastAction'.does = "Misuse" => UNCHANGED view]_vars

\* A ring that is full takes nothing: no entry is written over, and what is in it is not forgotten.
Takes(before, after) ==
  (running /\ running' /\ after.tail # before.tail)
    => before.slots[before.tail] = NoSlot /\ after.tail # after.clean

FullRingsRefuse == [][Takes(receive, receive') /\ Takes(transmit, transmit')]_vars

\* What is queued is sent, or dropped by a reset: the slot is free again.
QueuedIsSent == \A s \in Slots : state[s] = "Queued" ~> state[s] = "Free"

\* What the network interface wrote does not stay with the driver.
FilledIsTaken == \A s \in Slots : state[s] = "Filled" ~> state[s] # "Filled"

\* The protocol comes to an end with every frame.
HeldIsLetGo == \A s \in Slots : state[s] = "Held" ~> state[s] # "Held"
=============================================================================
