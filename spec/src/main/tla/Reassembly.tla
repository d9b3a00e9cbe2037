\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE Reassembly -----------------------------
(***************************************************************************)
(* One datagram that is put together from fragments (RFC 791 section 3.2,  *)
(* RFC 8200 section 4.5). Overlap is never resolved: a datagram of which   *)
(* fragments overlap, or that would have two ends, is refused with all     *)
(* that still comes of it, until its time is over (RFC 5722). A fragment   *)
(* that is sound in no datagram is dropped alone.                          *)
(***************************************************************************)
EXTENDS TransitionTable

StateDocs == <<
  <<"Absent",     "No slot has fragments of the datagram.">>,
  <<"Collecting", "Some fragments are there, and none of them overlap.">>,
  <<"Refused",    "Fragments overlapped: nothing of the datagram is taken until its time is over.">> >>

EventDocs == <<
  <<"RcvPiece",     "A fragment that fits between those that are there.">>,
  <<"RcvFinal",     "The same, and with it the datagram is whole.">>,
  <<"RcvRepeated",  "A fragment that is there already, octet for octet.">>,
  <<"RcvConflict",  "A fragment that overlaps others, or contradicts the end that is known.">>,
  <<"RcvMalformed", "A fragment that is empty, or whose length leaves a gap before the next.">>,
  <<"RcvTooLong",   "A fragment whose end lies past the longest datagram that is put together.">>,
  <<"TimeOver",     "The datagram has had its time.">>,
  <<"SlotWanted",   "A newer datagram needs the slot, and this one is the oldest.">> >>

ActionDocs == <<
  <<"TakeSlot",      "Take a free slot for the datagram, or that of the oldest one.">>,
  <<"StartTimer",    "Start the timer of the datagram; later fragments do not prolong it.">>,
  <<"StorePiece",    "Copy the octets to their place.">>,
  <<"HoldFragment",  "Report that more fragments are needed.">>,
  <<"DeliverWhole",  "Hand the datagram on with a header that is no fragment's.">>,
  <<"ReleaseSlot",   "Forget the datagram; its slot is free, its timer stopped.">>,
  <<"ForgetPieces",  "Forget the octets, but not which datagram it is.">>,
  <<"DropConflict",  "Count and drop a fragment of a refused datagram.">>,
  <<"DropMalformed", "Count and drop a malformed fragment.">>,
  <<"DropTooLong",   "Count and drop a fragment that is too long.">>,
  <<"CountTimeout",  "Count a datagram that stayed incomplete.">>,
  <<"CountEviction", "Count a datagram that gave way.">> >>

States  == Names(StateDocs)
Events  == Names(EventDocs)
Actions == Names(ActionDocs)

Rows == <<
  Row("both", "Absent", "RcvPiece", "Collecting", <<"TakeSlot", "StartTimer", "StorePiece", "HoldFragment">>,
      "RFC 8200 4.5", "The first fragment to arrive, whichever it is."),
  Row("both", "Collecting", "RcvPiece", "Collecting", <<"StorePiece", "HoldFragment">>,
      "RFC 8200 4.5", "Another one."),
  Row("both", "Collecting", "RcvRepeated", "Collecting", <<"HoldFragment">>,
      "RFC 5722 4", "The network repeats packets; an exact repetition is no overlap."),
  Row("both", "Collecting", "RcvFinal", "Absent", <<"StorePiece", "DeliverWhole", "ReleaseSlot">>,
      "RFC 8200 4.5", "Whole."),
  Row("both", "Collecting", "RcvConflict", "Refused", <<"ForgetPieces", "DropConflict">>,
      "RFC 5722 4", "Overlap is an attack or a defect: the datagram is given up."),
  Row("both", "Collecting", "TimeOver", "Absent", <<"ReleaseSlot", "CountTimeout">>,
      "RFC 8200 4.5, RFC 1122 3.3.2", "The rest was lost."),
  Row("both", "Refused", "TimeOver", "Absent", <<"ReleaseSlot">>,
      "RFC 5722 4", "What comes now is another datagram."),
  Row("both", "Collecting", "SlotWanted", "Absent", <<"ReleaseSlot", "CountEviction">>,
      "RFC 1122 3.3.2", "Memory is bounded; the newer one is more likely to become whole."),
  Row("both", "Refused", "SlotWanted", "Absent", <<"ReleaseSlot">>,
      "RFC 1122 3.3.2", "Memory is bounded.")
>>

Refusal(s, e) ==
  CASE e = "RcvMalformed" ->
         Refuse(s, e, <<"DropMalformed">>, "RFC 8200 4.5", "That fragment is discarded; it says nothing of the others.")
    [] e = "RcvTooLong" ->
         Refuse(s, e, <<"DropTooLong">>, "RFC 8200 4.5", "That fragment is discarded; it says nothing of the others.")
    [] OTHER ->
         Refuse(s, e, <<"DropConflict">>, "RFC 5722 4", "Nothing of such a datagram is taken.")

\* Events that no state answers, on purpose; the generator refuses any other that has no row.
AlwaysRefused == {"RcvMalformed", "RcvTooLong"}

\* Events that no decision makes.
LocalEvents == {"TimeOver", "SlotWanted"}

Table == TableOf(Rows, States, Events, Refusal)

Step(state, event) == Table[state][event]

ASSUME WellFormed(Rows, States, Events, Actions)
=============================================================================
