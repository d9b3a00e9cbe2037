\* SPDX-License-Identifier: Apache-2.0
--------------------------- MODULE DescriptorRing ---------------------------
(***************************************************************************)
(* The life of one slot for frames. Every frame of the machine lies in a   *)
(* slot of one slab, and no frame is ever copied: what moves is the right  *)
(* to touch the slot. It belongs to none (Free), to a network interface    *)
(* that may write it (Posted, in a receive ring: the paper's upload        *)
(* pointer descriptors) or read it (Queued, in a transmit ring: download   *)
(* pointer descriptors), to the driver (Filled), or to the protocol        *)
(* (Held), which works in place and turns a received frame round by        *)
(* queueing the very same slot.                                            *)
(*                                                                         *)
(* The rule behind every row: a slot has one owner. Moves that no row      *)
(* allows are mistakes of ours, so refusals stop the machine.              *)
(***************************************************************************)
EXTENDS TransitionTable

StateDocs == <<
  <<"Free",   "Without an owner: on the list of free slots.">>,
  <<"Posted", "In a receive ring: the network interface may write it at any moment.">>,
  <<"Filled", "The network interface has written a frame; the protocol has not taken it yet.">>,
  <<"Held",   "The protocol's: it reads and writes the frame in place.">>,
  <<"Queued", "In a transmit ring: the network interface may read it at any moment.">> >>

EventDocs == <<
  <<"Claim",    "The protocol wants a slot to build a message in.">>,
  <<"Post",     "The driver gives a slot to a receive ring.">>,
  <<"Fill",     "The network interface reports a frame in the slot.">>,
  <<"Take",     "The protocol takes the frame over.">>,
  <<"Queue",    "The protocol hands the frame to a transmit ring.">>,
  <<"Send",     "The network interface reports that the frame was sent.">>,
  <<"Release",  "The protocol is done with the frame.">>,
  <<"Withdraw", "The driver has stopped the network interface and takes the slot out of its ring.">> >>

ActionDocs == <<
  <<"LeaveFreeList", "The slot leaves the list of free slots.">>,
  <<"EmptyFrame",    "The frame is empty and starts behind the head-room.">>,
  <<"JoinFreeList",  "The slot joins the list of free slots.">>,
  <<"RefuseMove",    "Our own mistake: the caller does not own the slot.">> >>

States  == Names(StateDocs)
Events  == Names(EventDocs)
Actions == Names(ActionDocs)

Source == "Paper: UPD/DPD"

Rows == <<
  Row("both", "Free", "Claim", "Held", <<"LeaveFreeList", "EmptyFrame">>,
      Source, "A message of our own is built where it will be sent from."),
  Row("both", "Free", "Post", "Posted", <<"LeaveFreeList", "EmptyFrame">>,
      Source, "The next frame that comes in may land here."),
  Row("both", "Posted", "Fill", "Filled", <<>>,
      Source, "The network interface wrote the slot and gives it back."),
  Row("both", "Filled", "Take", "Held", <<>>,
      Source, "The frame is worked upon where the network interface put it."),
  Row("both", "Held", "Queue", "Queued", <<>>,
      Source, "Sent from where it lies: an answer, or a frame passed on."),
  Row("both", "Held", "Release", "Free", <<"JoinFreeList">>,
      Source, "Dropped, or wholly used up."),
  Row("both", "Queued", "Send", "Free", <<"JoinFreeList">>,
      Source, "The network interface needs the octets no more."),
  Row("both", "Posted", "Withdraw", "Free", <<"JoinFreeList">>,
      Source, "Link reset: the receive ring is emptied."),
  Row("both", "Filled", "Withdraw", "Free", <<"JoinFreeList">>,
      Source, "Link reset: what was not taken yet is dropped."),
  Row("both", "Queued", "Withdraw", "Free", <<"JoinFreeList">>,
      Source, "Link reset: what was not sent yet is dropped.")
>>

Refusal(s, e) == Refuse(s, e, <<"RefuseMove">>, Source, "A slot has one owner, and it is not the one who asks.")

\* Events that no state answers, on purpose; the generator refuses any other that has no row.
AlwaysRefused == {}

Table == TableOf(Rows, States, Events, Refusal)

Step(state, event) == Table[state][event]

ASSUME WellFormed(Rows, States, Events, Actions)
=============================================================================
