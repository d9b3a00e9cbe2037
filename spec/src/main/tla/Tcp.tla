\* SPDX-License-Identifier: Apache-2.0
-------------------------------- MODULE Tcp --------------------------------
(***************************************************************************)
(* The server side of one TCP connection, RFC 9293, with the defences of   *)
(* RFC 5961 against blind attackers and SYN cookies (RFC 4987 section 3.6) *)
(* when too many connections are half open.                                *)
(*                                                                         *)
(* The machine is a connection block. In Listen it lies in its pool and a  *)
(* SYN may take it; what is answered there without keeping state is fired  *)
(* in Listen too, or in Closed where no application listens on the port.   *)
(*                                                                         *)
(* An event says what a segment is, after its checksum was verified and    *)
(* its numbers were compared with those of the connection. One segment can *)
(* be up to three events, in the order of RFC 9293 section 3.10.7.4: first *)
(* what its acknowledgment says, then its text, then its FIN. A segment    *)
(* that is not acceptable, a SYN and an RST are one event and no more.     *)
(***************************************************************************)
EXTENDS TransitionTable

StateDocs == <<
  <<"Closed",      "No connection; the block waits to be put back into its pool.">>,
  <<"Listen",      "The block is in its pool: a SYN may take it.">>,
  <<"SynReceived", "Half open: our SYN is sent and not acknowledged.">>,
  <<"Established", "Both directions are open.">>,
  <<"FinWait1",    "We have closed; our FIN is not acknowledged.">>,
  <<"FinWait2",    "Our FIN is acknowledged; the peer has not closed.">>,
  <<"CloseWait",   "The peer has closed; we have not.">>,
  <<"Closing",     "Both have closed; our FIN is not acknowledged.">>,
  <<"LastAck",     "The peer closed first, then we did; our FIN is not acknowledged.">>,
  <<"TimeWait",    "Both FINs are acknowledged; the numbers rest for a while.">> >>

EventDocs == <<
  \* What the listener, the application and the timers say.
  <<"PassiveOpen",           "The listener takes the block into its pool.">>,
  <<"AppHasText",            "The application has something to send.">>,
  <<"AppHasRead",            "The application has taken octets: the receive window may open.">>,
  <<"AppClose",              "The application has nothing more to send.">>,
  <<"AppAbort",              "The application gives the connection up.">>,
  <<"RetransmissionTimeout", "What was sent is not acknowledged in time; tries remain.">>,
  <<"RetriesExhausted",      "The same, and no tries remain.">>,
  <<"ProbeDue",              "The peer's window is closed and something waits to be sent.">>,
  <<"DelayedAckDue",         "An acknowledgment was put off long enough.">>,
  <<"FinWaitExpired",        "The peer does not close.">>,
  <<"TimeWaitOver",          "The numbers have rested long enough.">>,
  <<"Evicted",               "The pool is empty and this block has rested longest.">>,
  \* Segments that belong to no connection.
  <<"RcvSyn",            "A SYN; on a port where we listen there is a block and room for a half-open one.">>,
  <<"RcvSynBacklogFull", "A SYN where we listen, but as many are half open as may be.">>,
  <<"RcvSynNoBlock",     "A SYN where we listen, but the pool is empty.">>,
  <<"RcvCookieEcho",     "An ACK that bears a SYN cookie of ours, still valid.">>,
  <<"RcvAckStray",       "An ACK that belongs to no connection and bears no cookie.">>,
  <<"RcvRstStray",       "An RST that belongs to no connection.">>,
  \* Segments of a connection that are not processed further.
  <<"RcvUnacceptable", "No part of it lies in the receive window.">>,
  <<"RcvTextOld",      "Its text was received before: our acknowledgment was lost.">>,
  <<"RcvFinOld",       "Its FIN was accepted before: our acknowledgment was lost.">>,
  <<"RcvRstExact",     "An RST with exactly the next expected number.">>,
  <<"RcvRstInWindow",  "An RST with another number of the receive window.">>,
  <<"RcvRstOutside",   "An RST outside the receive window.">>,
  <<"RcvSynRepeated",  "The very SYN that opened the connection.">>,
  <<"RcvSynOther",     "A SYN with any other number, or with an ACK.">>,
  <<"RcvWithoutAck",   "Acceptable numbers, but no acknowledgment; or, with no connection, nothing at all.">>,
  \* What an acknowledgment says.
  <<"RcvAckOfSyn",        "It acknowledges our SYN.">>,
  <<"RcvAckNew",          "It acknowledges text that was not acknowledged before, and not our FIN.">>,
  <<"RcvAckOfFin",        "It acknowledges our FIN.">>,
  <<"RcvAckCurrent",      "It acknowledges nothing new.">>,
  <<"RcvAckDuplicate",    "It acknowledges nothing new, says nothing else, and something is outstanding.">>,
  <<"RcvAckOld",          "It acknowledges less than was acknowledged before.">>,
  <<"RcvAckUnacceptable", "It acknowledges what was never sent, or is older than any window.">>,
  \* What the text brings.
  <<"RcvTextInOrder",    "The next octets; nothing is held behind them.">>,
  <<"RcvTextFillsGap",   "The next octets; others are held behind a gap.">>,
  <<"RcvTextOutOfOrder", "Octets behind a gap.">>,
  <<"RcvTextNoRoom",     "Octets for which there is no room.">>,
  \* What the FIN says.
  <<"RcvFin",           "The peer has closed, and all that it sent was received.">>,
  <<"RcvFinOutOfOrder", "The peer has closed, and something before its FIN is missing.">> >>

ActionDocs == <<
  \* Segments.
  <<"SendSynAck",       "SYN and ACK with our initial number, MSS and, if the peer scales, window scale.">>,
  <<"SendSynCookie",    "SYN and ACK whose initial number is a cookie; no state is kept.">>,
  <<"SendAck",          "Acknowledge at once.">>,
  <<"SendChallengeAck", "Say where we are; seldom enough not to amplify or to leak numbers.">>,
  <<"ScheduleAck",      "Acknowledge soon, with text or with the next segment if there is one.">>,
  <<"AnnounceWindow",   "Report the window to the peer when it has opened by enough.">>,
  <<"RejectSegment",    "RST with the numbers of the segment, which belongs to no connection or answers nothing of ours.">>,
  <<"SendReset",        "RST with the number that the peer expects.">>,
  <<"TransmitQueued",   "Send what the windows allow: text, then the FIN.">>,
  <<"Retransmit",       "Send the first unacknowledged segment again; congestion is assumed.">>,
  <<"SendProbe",        "One octet into the closed window.">>,
  \* Numbers and buffers.
  <<"ChooseInitialNumber",   "Our initial number: a clock and a keyed hash of the flow.">>,
  <<"RestoreFromCookie",     "Rebuild from the cookie what was not kept.">>,
  <<"AdvanceUnacknowledged", "Forget what is acknowledged; measure, restart or stop the timer, open the congestion window.">>,
  <<"UpdateWindow",          "Take the peer's window if the segment is newer than the last that told it.">>,
  <<"NoteDuplicate",         "Count it; the third one retransmits.">>,
  <<"AcceptText",            "Give the octets to the application, and what is held behind them.">>,
  <<"HoldText",              "Keep the octets until the gap is filled.">>,
  <<"HoldFin",               "Remember where the peer's FIN stands.">>,
  <<"AcceptFin",             "The FIN takes the next number.">>,
  <<"QueueText",             "What the application offers follows what it offered before.">>,
  <<"QueueFin",              "Our FIN follows the last octet of the application.">>,
  \* Timers.
  <<"ArmRetransmission", "Start the retransmission timer.">>,
  <<"BackOff",           "Start the retransmission timer with twice the interval.">>,
  <<"ArmFinWait",        "Start the timer for the peer's FIN.">>,
  <<"ArmTimeWait",       "Start the timer of two segment lifetimes.">>,
  <<"RestartTimeWait",   "Start it anew.">>,
  \* The block.
  <<"CountHalfOpen",     "One more is half open.">>,
  <<"UncountHalfOpen",   "One fewer is half open.">>,
  <<"ReleaseConnection", "Stop every timer, forget the flow.">>,
  <<"QueueReturn",       "The block is to go back into its pool.">>,
  <<"ReturnBlock",       "The block is in its pool.">>,
  \* What the application is told.
  <<"TellEstablished", "A connection.">>,
  <<"TellPeerClosed",  "The peer will send nothing more.">>,
  <<"TellOver",        "Everything was sent and acknowledged; the connection is over.">>,
  <<"TellBroken",      "The connection broke; what was sent may not have arrived.">>,
  \* What is counted.
  <<"CountNoBlock",   "Count a connection refused because the pool is empty.">>,
  <<"CountBroken",    "Count a half-open connection that came to nothing.">>,
  <<"DropReset",      "Count and drop an RST that proves nothing.">>,
  <<"DropUnexpected", "Count and drop a segment that does not belong here.">>,
  <<"DropAfterFin",   "Count and drop what comes after the peer's FIN.">>,
  <<"IgnoreOldAck",   "An acknowledgment that was overtaken.">>,
  <<"IgnoreStale",    "A timer or an operator request that has been overtaken.">> >>

States  == Names(StateDocs)
Events  == Names(EventDocs)
Actions == Names(ActionDocs)

\* The same row for several states: they stay, or they end.
Stay(states, on, actions, rfc, story) ==
    [i \in DOMAIN states |-> Row("responder", states[i], on, states[i], actions, rfc, story)]
End(states, on, actions, rfc, story) ==
    [i \in DOMAIN states |-> Row("responder", states[i], on, "Closed", actions, rfc, story)]

Over == <<"ReleaseConnection", "QueueReturn">>

Synchronized == <<"Established", "FinWait1", "FinWait2", "CloseWait", "Closing", "LastAck", "TimeWait">>
Connected    == <<"SynReceived">> \o Synchronized
\* Where something of ours may be unacknowledged, and where text of the peer may come.
Sending      == <<"Established", "FinWait1", "CloseWait", "Closing", "LastAck">>
Receiving    == <<"Established", "FinWait1", "FinWait2">>

Rows ==
  \* ------------------------------------------------- no connection
  <<
  Row("responder", "Closed", "PassiveOpen", "Listen", <<"ReturnBlock">>,
      "RFC 9293 3.10.1", "The block is ready for a SYN."),
  Row("responder", "Closed", "RcvSyn", "Closed", <<"RejectSegment">>,
      "RFC 9293 3.10.7.1", "No application listens on this port."),
  Row("responder", "Closed", "RcvAckStray", "Closed", <<"RejectSegment">>,
      "RFC 9293 3.10.7.1", "The connection is gone; an RST reports it."),
  Row("responder", "Closed", "RcvWithoutAck", "Closed", <<"RejectSegment">>,
      "RFC 9293 3.10.7.1", "There is no such connection; an RST reports it."),
  \* SYN -->
  Row("responder", "Listen", "RcvSyn", "SynReceived",
      <<"ChooseInitialNumber", "SendSynAck", "CountHalfOpen", "ArmRetransmission">>,
      "RFC 9293 3.10.7.2", "A SYN takes the block; half open from here."),
  Row("responder", "Listen", "RcvSynBacklogFull", "Listen", <<"SendSynCookie">>,
      "RFC 4987 3.6", "Too many are half open: answer without keeping anything."),
  Row("responder", "Listen", "RcvSynNoBlock", "Listen", <<"CountNoBlock">>,
      "RFC 4987 2", "The bound on connections is reached; the peer will try again."),
  Row("responder", "Listen", "RcvCookieEcho", "SynReceived", <<"RestoreFromCookie", "CountHalfOpen">>,
      "RFC 4987 3.6", "Only who received the cookie can send it back: as if it had been half open all along."),
  Row("responder", "Listen", "RcvAckStray", "Listen", <<"RejectSegment">>,
      "RFC 9293 3.10.7.2", "An ACK on a port that only listens; an RST reports it.") >>

  \* ------------------------------------------------- half open
  \o <<
  Row("responder", "SynReceived", "RcvSynRepeated", "SynReceived", <<"SendSynAck">>,
      "RFC 9293 3.8.1", "Our SYN was lost: the same again."),
  Row("responder", "SynReceived", "RcvRstExact", "Listen",
      <<"UncountHalfOpen", "CountBroken", "ReleaseConnection", "ReturnBlock">>,
      "RFC 9293 3.10.7.4", "The peer does not want it: back to the listener without a word to the application."),
  Row("responder", "SynReceived", "RcvAckUnacceptable", "SynReceived", <<"RejectSegment">>,
      "RFC 9293 3.10.7.4", "Not an answer to our SYN: an RST reports it, and we wait on."),
  \* <-- SYN, ACK; ACK -->
  Row("responder", "SynReceived", "RcvAckOfSyn", "Established",
      <<"UncountHalfOpen", "AdvanceUnacknowledged", "UpdateWindow", "TellEstablished">>,
      "RFC 9293 3.10.7.4", "The peer has seen our number: established."),
  Row("responder", "SynReceived", "RetransmissionTimeout", "SynReceived", <<"SendSynAck", "BackOff">>,
      "RFC 6298 5", "The same SYN again, and more patience."),
  Row("responder", "SynReceived", "RetriesExhausted", "Closed",
      <<"UncountHalfOpen", "CountBroken">> \o Over,
      "RFC 9293 3.8.3", "The peer does not answer.") >>

  \* ------------------------------------------------- segments that are not processed further
  \o Stay(Connected, "RcvUnacceptable", <<"SendChallengeAck">>,
      "RFC 9293 3.10.7.4", "Outside the window: say where we are and drop it.")
  \o Stay(<<"SynReceived">>, "RcvTextOld", <<"SendChallengeAck">>,
      "RFC 9293 3.10.7.4", "Text from before the SYN, of an earlier connection: say where we are and drop it.")
  \o Stay(Synchronized, "RcvTextOld", <<"SendAck">>,
      "RFC 9293 3.10.7.4", "The peer repeats what we have: acknowledge it again.")
  \o Stay(<<"CloseWait", "Closing", "LastAck">>, "RcvFinOld", <<"SendAck">>,
      "RFC 9293 3.10.7.4", "The peer repeats its FIN: acknowledge it again.")
  \o Stay(<<"TimeWait">>, "RcvFinOld", <<"SendAck", "RestartTimeWait">>,
      "RFC 9293 3.10.7.4", "The peer missed our last acknowledgment: again, and the rest begins anew.")
  \o End(<<"Established", "FinWait1", "FinWait2", "CloseWait", "Closing", "LastAck">>, "RcvRstExact",
      <<"TellBroken">> \o Over,
      "RFC 5961 3.2", "Only the exact number proves that the peer means it.")
  \o End(<<"TimeWait">>, "RcvRstExact", Over,
      "RFC 9293 3.10.7.4", "All was said already.")
  \o Stay(Connected, "RcvRstInWindow", <<"SendChallengeAck">>,
      "RFC 5961 3.2", "A guess, or a peer behind its own numbers: the true peer will answer with the exact one.")
  \o Stay(Synchronized, "RcvSynRepeated", <<"SendChallengeAck">>,
      "RFC 5961 4.2", "An old duplicate, or a peer that restarted: the challenge sorts it out.")
  \o Stay(Connected, "RcvSynOther", <<"SendChallengeAck">>,
      "RFC 5961 4.2", "A SYN never ends a connection, and no rest: a peer that means it answers with the exact RST.")

  \* ------------------------------------------------- acknowledgments
  \o Stay(Sending, "RcvAckNew", <<"AdvanceUnacknowledged", "UpdateWindow", "TransmitQueued">>,
      "RFC 9293 3.10.7.4", "Text has arrived; more may be sent.")
  \o Stay(Sending, "RcvAckCurrent", <<"UpdateWindow", "TransmitQueued">>,
      "RFC 9293 3.10.7.4", "The window may have changed.")
  \o Stay(<<"FinWait2">>, "RcvAckCurrent", <<"UpdateWindow">>,
      "RFC 9293 3.10.7.4", "Nothing is left to send.")
  \o Stay(Sending, "RcvAckDuplicate", <<"NoteDuplicate", "TransmitQueued">>,
      "RFC 5681 3.2", "Something behind a gap has arrived.")
  \o Stay(Synchronized, "RcvAckUnacceptable", <<"SendChallengeAck">>,
      "RFC 5961 5.2", "It acknowledges what was never sent: neither it nor its text is believed.")
  \o <<
  Row("responder", "FinWait1", "RcvAckOfFin", "FinWait2",
      <<"AdvanceUnacknowledged", "UpdateWindow", "ArmFinWait">>,
      "RFC 9293 3.10.7.4", "Our half is closed."),
  Row("responder", "Closing", "RcvAckOfFin", "TimeWait",
      <<"AdvanceUnacknowledged", "TellOver", "ArmTimeWait">>,
      "RFC 9293 3.10.7.4", "Both halves are closed."),
  Row("responder", "LastAck", "RcvAckOfFin", "Closed",
      <<"AdvanceUnacknowledged", "TellOver">> \o Over,
      "RFC 9293 3.10.7.4", "The peer closed first and keeps the rest.") >>

  \* ------------------------------------------------- text
  \o Stay(Receiving, "RcvTextInOrder", <<"AcceptText", "ScheduleAck">>,
      "RFC 9293 3.10.7.4", "The next octets go to the application.")
  \o Stay(Receiving, "RcvTextFillsGap", <<"AcceptText", "SendAck">>,
      "RFC 5681 4.2", "The gap is filled: the peer shall know at once.")
  \o Stay(Receiving, "RcvTextOutOfOrder", <<"HoldText", "SendAck">>,
      "RFC 5681 4.2", "Kept until the gap is filled; a duplicate acknowledgment says so.")
  \o Stay(Receiving, "RcvTextNoRoom", <<"SendAck">>,
      "RFC 9293 3.10.7.4", "Dropped; the acknowledgment repeats where we are.")

  \* ------------------------------------------------- the peer's FIN
  \o Stay(Receiving, "RcvFinOutOfOrder", <<"HoldFin", "SendAck">>,
      "RFC 9293 3.10.7.4", "Remembered until all before it has arrived.")
  \o <<
  Row("responder", "Established", "RcvFin", "CloseWait", <<"AcceptFin", "SendAck", "TellPeerClosed">>,
      "RFC 9293 3.10.7.4", "The peer has closed its half."),
  Row("responder", "FinWait1", "RcvFin", "Closing", <<"AcceptFin", "SendAck", "TellPeerClosed">>,
      "RFC 9293 3.10.7.4", "Both close at once."),
  Row("responder", "FinWait2", "RcvFin", "TimeWait", <<"AcceptFin", "SendAck", "TellOver", "ArmTimeWait">>,
      "RFC 9293 3.10.7.4", "Both halves are closed.") >>

  \* ------------------------------------------------- the application
  \o Stay(<<"Established", "CloseWait">>, "AppHasText", <<"QueueText", "TransmitQueued">>,
      "RFC 9293 3.10.2", "Send what the windows allow.")
  \o Stay(Receiving, "AppHasRead", <<"AnnounceWindow">>,
      "RFC 9293 3.8.6.2.2", "The peer may send again.")
  \o <<
  Row("responder", "Established", "AppClose", "FinWait1", <<"QueueFin", "TransmitQueued">>,
      "RFC 9293 3.10.4", "The FIN follows what is queued."),
  Row("responder", "CloseWait", "AppClose", "LastAck", <<"QueueFin", "TransmitQueued">>,
      "RFC 9293 3.10.4", "The FIN follows what is queued.") >>
  \o End(<<"Established", "FinWait1", "FinWait2", "CloseWait">>, "AppAbort", <<"SendReset">> \o Over,
      "RFC 9293 3.10.5", "An RST reports that the rest does not come.")
  \o End(<<"Closing", "LastAck">>, "AppAbort", Over,
      "RFC 9293 3.10.5", "Both have closed already: nothing need be said.")

  \* ------------------------------------------------- timers
  \o Stay(Sending, "RetransmissionTimeout", <<"Retransmit", "BackOff">>,
      "RFC 6298 5", "The first unacknowledged segment again, and more patience.")
  \o End(Sending, "RetriesExhausted", <<"SendReset", "TellBroken">> \o Over,
      "RFC 9293 3.8.3", "The peer does not answer.")
  \o Stay(Sending, "ProbeDue", <<"SendProbe", "BackOff">>,
      "RFC 9293 3.8.6.1", "The announcement that the window opened may have been lost.")
  \o Stay(Receiving, "DelayedAckDue", <<"SendAck">>,
      "RFC 9293 3.8.6.3", "Nothing came that could carry the acknowledgment.")
  \o End(<<"FinWait2">>, "FinWaitExpired", <<"TellBroken">> \o Over,
      "RFC 9293 3.6.1", "The peer is not waited for without end.")
  \o End(<<"TimeWait">>, "TimeWaitOver", Over,
      "RFC 9293 3.10.8", "The numbers have rested.")
  \o End(<<"TimeWait">>, "Evicted", Over,
      "RFC 9293 3.6.1", "A live connection needs the block more.")

AtRest == {"Closed", "Listen"}

\* Events that no facts about a segment or a count of tries make.
LocalEvents == {"PassiveOpen", "AppHasText", "AppHasRead", "AppClose", "AppAbort", "DelayedAckDue",
                "FinWaitExpired", "TimeWaitOver", "Evicted"}
Retries     == {"RetransmissionTimeout", "RetriesExhausted", "ProbeDue"}
Late   == {"RcvTextInOrder", "RcvTextFillsGap", "RcvTextOutOfOrder", "RcvTextNoRoom", "RcvFin", "RcvFinOutOfOrder"}

\* Why a pair without a row of its own is refused.
Refusal(s, e) ==
  CASE e \in LocalEvents \cup Retries ->
         Refuse(s, e, <<"IgnoreStale">>, "RFC 9293 3.10", "Overtaken by events: there is nothing to do.")
    [] e \in {"RcvRstOutside", "RcvRstStray"} ->
         Refuse(s, e, <<"DropReset">>, "RFC 5961 3.2", "An RST with a wrong number is dropped in silence.")
    [] e = "RcvAckOld" ->
         Refuse(s, e, <<"IgnoreOldAck">>, "RFC 9293 3.10.7.4", "It was overtaken; the text behind it counts.")
    [] e \in Late /\ s \notin AtRest ->
         Refuse(s, e, <<"DropAfterFin">>, "RFC 9293 3.10.7.4", "Nothing can come after the FIN.")
    [] OTHER ->
         Refuse(s, e, <<"DropUnexpected">>, "RFC 9293 3.10.7", "A segment that does not belong here changes nothing.")

\* Events that no state answers, on purpose; the generator refuses any other that has no row.
AlwaysRefused == {"RcvRstOutside", "RcvRstStray", "RcvAckOld"}

Table == TableOf(Rows, States, Events, Refusal)

Step(state, event) == Table[state][event]

\* Figure 5 of RFC 9293, as far as it is a server's.
Figure5 == {
  <<"Closed", "Listen">>, <<"Listen", "SynReceived">>, <<"SynReceived", "Listen">>,
  <<"SynReceived", "Established">>, <<"SynReceived", "FinWait1">>, <<"Established", "FinWait1">>,
  <<"Established", "CloseWait">>, <<"FinWait1", "FinWait2">>, <<"FinWait1", "Closing">>,
  <<"FinWait1", "TimeWait">>, <<"FinWait2", "TimeWait">>, <<"Closing", "TimeWait">>,
  <<"CloseWait", "LastAck">>, <<"LastAck", "Closed">>, <<"TimeWait", "Closed">> }

\* What the figure leaves to the text: resets, aborts, the user timeout and give-ups end any connection.
Endings == {"RcvRstExact", "AppAbort", "RetriesExhausted", "FinWaitExpired"}

ASSUME WellFormed(Rows, States, Events, Actions)
=============================================================================
