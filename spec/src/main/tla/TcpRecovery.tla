\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE TcpRecovery ----------------------------
(***************************************************************************)
(* How much one TCP connection may have under way, and how it finds and    *)
(* repairs a loss: slow start, congestion avoidance, fast retransmit and   *)
(* fast recovery (RFC 5681, with the partial acknowledgments of RFC 6582), *)
(* what follows a time-out (RFC 6298 section 5, RFC 6582 section 3.2 step  *)
(* 4), and the probing of a closed window (RFC 9293 section 3.8.6.1).      *)
(*                                                                         *)
(* It moves within the rows of Tcp, whose actions bring it its events:     *)
(* AdvanceUnacknowledged an acknowledgment of new text, NoteDuplicate a    *)
(* duplicate, Retransmit a time-out, UpdateWindow and TransmitQueued what  *)
(* becomes of the peer's window.                                           *)
(***************************************************************************)
EXTENDS TransitionTable

StateDocs == <<
  <<"SlowStart",           "The congestion window is below the threshold and grows by a segment for every acknowledgment.">>,
  <<"CongestionAvoidance", "The congestion window has reached the threshold and grows by a segment for every round trip.">>,
  <<"FastRecovery",        "Duplicates have shown a loss; it is being repaired until all is acknowledged that was outstanding then.">>,
  <<"Resending",           "All that was outstanding is sent again: it timed out, or waited at a closed window.">>,
  <<"Persist",             "The peer's window is closed and something waits: it is probed.">> >>

EventDocs == <<
  <<"FlowBegins",        "A new connection has taken the block.">>,
  <<"AckPartial",        "New text is acknowledged, but not all that was outstanding when the last loss was found.">>,
  <<"AckBelowThreshold", "New text is acknowledged, all of that included; the window is below the threshold.">>,
  <<"AckAtThreshold",    "The same, and the window has reached the threshold.">>,
  <<"Duplicate",         "A duplicate acknowledgment that shows no loss, or none that is not being repaired.">>,
  <<"LossIndicated",     "The third duplicate in a row, and more is acknowledged than the last repair was for.">>,
  <<"TimedOut",          "The retransmission timer has run out for the first unacknowledged segment.">>,
  <<"WindowClosed",      "The peer's window is closed, and something is outstanding or waits to be sent.">>,
  <<"WindowStillClosed", "The peer has answered, and its window stays closed.">>,
  <<"WindowOpened",      "The peer's window was closed and opens.">> >>

ActionDocs == <<
  <<"ResetWindow",       "The initial window, and a threshold that is out of reach.">>,
  <<"GrowBySegment",     "Let the window grow by what was acknowledged, a segment at most.">>,
  <<"GrowToThreshold",   "The same, but not past the threshold.">>,
  <<"GrowByShare",       "Let the window grow by the share of a segment that makes one in a round trip.">>,
  <<"HalveThreshold",    "Set the threshold to half of what is outstanding, two segments at least.">>,
  <<"InflateByThree",    "Set the window to the threshold and the three segments that have left the network.">>,
  <<"InflateBySegment",  "Let the window grow by the segment that has left the network.">>,
  <<"DeflateByAcked",    "Take from the window what was acknowledged, and give it a segment if that was one.">>,
  <<"DeflateWindow",     "Set the window to the threshold.">>,
  <<"CollapseWindow",    "Set the window to one segment.">>,
  <<"NoteRecover",       "Note the highest number sent: what is repaired lies below it.">>,
  <<"CountDuplicate",    "One more duplicate in a row.">>,
  <<"ForgetDuplicates",  "None in a row.">>,
  <<"ResendFirst",       "Send the first unacknowledged segment again at once.">>,
  <<"GoBack",            "What is sent next begins with the first unacknowledged octet.">>,
  <<"RenewTries",        "The peer is alive: probe it as often as at first.">>,
  <<"RestartTimer",      "Forget the patience of the probes; the timer starts with what is sent next.">>,
  <<"KeepWindow",        "It says nothing about the network here.">> >>

States  == Names(StateDocs)
Events  == Names(EventDocs)
Actions == Names(ActionDocs)

\* The same row for several states.
FromEach(states, on, to, actions, rfc, story) ==
    [i \in DOMAIN states |-> Row("both", states[i], on, to, actions, rfc, story)]
StayIn(states, on, actions, rfc, story) ==
    [i \in DOMAIN states |-> Row("both", states[i], on, states[i], actions, rfc, story)]

Growing == <<"SlowStart", "CongestionAvoidance">>
Open    == <<"SlowStart", "CongestionAvoidance", "FastRecovery", "Resending">>

Rows ==
  FromEach(Open \o <<"Persist">>, "FlowBegins", "SlowStart", <<"ResetWindow">>,
      "RFC 6928 2", "Nothing is known of the path.")
  \* ------------------------------------------------- acknowledgments of new text
  \o <<
  Row("both", "SlowStart", "AckBelowThreshold", "SlowStart", <<"ForgetDuplicates", "GrowBySegment">>,
      "RFC 5681 3.1", "Twice as much every round trip."),
  Row("both", "SlowStart", "AckAtThreshold", "CongestionAvoidance", <<"ForgetDuplicates", "GrowByShare">>,
      "RFC 5681 3.1", "Here a loss was met before: more slowly from now on."),
  Row("both", "CongestionAvoidance", "AckAtThreshold", "CongestionAvoidance", <<"ForgetDuplicates", "GrowByShare">>,
      "RFC 5681 3.1", "A segment more every round trip."),
  Row("both", "FastRecovery", "AckPartial", "FastRecovery", <<"DeflateByAcked", "ResendFirst">>,
      "RFC 6582 3.2", "The next segment is missing too: it is repaired without three duplicates of its own."),
  Row("both", "FastRecovery", "AckBelowThreshold", "CongestionAvoidance", <<"ForgetDuplicates", "DeflateWindow">>,
      "RFC 6582 3.2", "Everything is repaired."),
  Row("both", "FastRecovery", "AckAtThreshold", "CongestionAvoidance", <<"ForgetDuplicates", "DeflateWindow">>,
      "RFC 6582 3.2", "Everything is repaired."),
  Row("both", "Resending", "AckPartial", "Resending", <<"ForgetDuplicates", "GrowToThreshold">>,
      "RFC 5681 3.1", "What was outstanding is sent again in slow start."),
  Row("both", "Resending", "AckBelowThreshold", "SlowStart", <<"ForgetDuplicates", "GrowBySegment">>,
      "RFC 5681 3.1", "All of it has arrived."),
  Row("both", "Resending", "AckAtThreshold", "CongestionAvoidance", <<"ForgetDuplicates", "GrowByShare">>,
      "RFC 5681 3.1", "All of it has arrived.") >>
  \* ------------------------------------------------- duplicates
  \o StayIn(Growing \o <<"Resending">>, "Duplicate", <<"CountDuplicate">>,
      "RFC 5681 3.2", "Segments may have been reordered, or sent twice.")
  \o StayIn(<<"FastRecovery">>, "Duplicate", <<"InflateBySegment">>,
      "RFC 5681 3.2", "Another segment has left the network.")
  \o FromEach(Growing, "LossIndicated", "FastRecovery",
      <<"ForgetDuplicates", "HalveThreshold", "NoteRecover", "InflateByThree", "ResendFirst">>,
      "RFC 5681 3.2", "Three segments have arrived behind one that has not.")
  \* ------------------------------------------------- the retransmission timer
  \o FromEach(Open, "TimedOut", "Resending",
      <<"ForgetDuplicates", "HalveThreshold", "NoteRecover", "CollapseWindow", "GoBack", "ResendFirst">>,
      "RFC 5681 3.1, RFC 6582 3.2", "Nothing comes back: begin with one segment. As nothing else was sent since, a second time halves nothing more.")
  \* ------------------------------------------------- the peer's window
  \o FromEach(<<"SlowStart", "CongestionAvoidance", "Resending">>, "WindowClosed", "Persist", <<"ForgetDuplicates">>,
      "RFC 9293 3.8.6.1", "The peer takes nothing more; what the network carries is not in question.")
  \o FromEach(<<"FastRecovery">>, "WindowClosed", "Persist", <<"ForgetDuplicates", "DeflateWindow">>,
      "RFC 9293 3.8.6.1", "The repair ends here: what is missing is probed with.")
  \o StayIn(<<"Persist">>, "WindowClosed", <<>>,
      "RFC 9293 3.8.6.1", "More waits.")
  \o StayIn(<<"Persist">>, "WindowStillClosed", <<"RenewTries">>,
      "RFC 9293 3.8.6.1", "A peer that answers is probed for as long as it likes.")
  \o StayIn(<<"Persist">>, "AckPartial", <<"KeepWindow">>,
      "RFC 9293 3.8.6.1", "A probe was taken; it says nothing of what the network carries.")
  \o StayIn(<<"Persist">>, "AckBelowThreshold", <<"KeepWindow">>,
      "RFC 9293 3.8.6.1", "A probe was taken; it says nothing of what the network carries.")
  \o StayIn(<<"Persist">>, "AckAtThreshold", <<"KeepWindow">>,
      "RFC 9293 3.8.6.1", "A probe was taken; it says nothing of what the network carries.")
  \o FromEach(<<"Persist">>, "WindowOpened", "Resending", <<"RenewTries", "NoteRecover", "GoBack", "RestartTimer">>,
      "RFC 9293 3.8.6.1", "Text flows again, the octets of the probes included.")

\* Events that no decision makes.
LocalEvents == {"FlowBegins", "TimedOut"}

\* A pair without a row cannot come about, or says nothing.
Refusal(s, e) == Refuse(s, e, <<"KeepWindow">>, "RFC 5681 3", "It says nothing about the network here.")

\* Events that no state answers, on purpose; the generator refuses any other that has no row.
AlwaysRefused == {}

Table == TableOf(Rows, States, Events, Refusal)

Step(state, event) == Table[state][event]

ASSUME WellFormed(Rows, States, Events, Actions)
=============================================================================
