\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Exchange ------------------------------
(***************************************************************************)
(* Message IDs, retransmission and cached responses of one IKE SA with a   *)
(* window of one, RFC 7296 sections 2.1 to 2.3.                            *)
(*                                                                         *)
(* The state speaks of our own requests; what the peer's requests are      *)
(* (new, repeated, other) is told by the event, which comes from comparing *)
(* the message ID with the expected one, after the ICV has been verified.  *)
(***************************************************************************)
EXTENDS TransitionTable

StateDocs == <<
  <<"Quiet",    "No request of ours is outstanding.">>,
  <<"Awaiting", "One request of ours is outstanding.">>,
  <<"Dead",     "The peer did not answer; no further requests.">> >>

EventDocs == <<
  <<"SendRequested",             "The HTH has a request to send.">>,
  <<"RestartRequested",          "The HTH repeats IKE_SA_INIT with a cookie or another group.">>,
  <<"StopRequested",             "The outstanding request is answered for the HTH, or no longer matters.">>,
  <<"RetransmitDue",             "The retransmission timer has run out and tries remain.">>,
  <<"TriesUsedUp",               "The retransmission timer has run out and no tries remain.">>,
  <<"TriesUsedUpInWork",         "The same, while what comes of an answer is being computed.">>,
  <<"RcvResponseExpected",       "An answer with the outstanding ID, good to complete the exchange.">>,
  <<"RcvResponseProvisional",    "An answer in clear: it completes nothing before the HTH says so.">>,
  <<"RcvResponseOther",          "An answer with any other ID.">>,
  <<"RcvRequestNew",             "A request with the expected ID, verified.">>,
  <<"RcvRequestRepeated",        "The very request answered last, to the octet.">>,
  <<"RcvRequestRepeatedTooSoon", "The same, more often than a cached answer is sent.">>,
  <<"RcvRequestBeingAnswered",   "The request that the HTH computes an answer for, or another with its ID.">>,
  <<"RcvRequestOther",           "A request with an ID that is neither expected nor the last.">>,
  <<"RcvUnverified",             "Its ID fits, but it is not authentic.">>,
  <<"ResponseReady",             "The HTH has made the answer to the new request.">> >>

ActionDocs == <<
  <<"AssignMessageId",      "The next ID of our own; it is never used again for another request.">>,
  <<"TransmitRequest",      "Put the request on the wire.">>,
  <<"ArmRetransmit",        "Start the retransmission timer with its first interval.">>,
  <<"BackOff",              "Start the retransmission timer with a longer interval.">>,
  <<"WaitOn",               "Start the retransmission timer with the interval that it had.">>,
  <<"StopRetransmit",       "Stop the retransmission timer.">>,
  <<"ForgetRequest",        "The outstanding request is not kept any longer.">>,
  <<"KeepQueued",           "The request waits until the outstanding one is answered.">>,
  <<"DeliverResponse",      "Hand the answer to the HTH.">>,
  <<"DeliverRequest",       "Hand the request to the HTH.">>,
  <<"DeliverUnverified",    "Hand it to the HTH, which refuses it: it takes part in no exchange.">>,
  <<"CacheResponse",        "Keep the answer and a digest of the request it belongs to.">>,
  <<"AdvanceExpectedId",    "The next request of the peer has the next ID.">>,
  <<"ReportOrigin",         "Report to the PeerPath where the request that is answered came from.">>,
  <<"TransmitResponse",     "Put the answer on the wire.">>,
  <<"ResendCachedResponse", "Put the same octets on the wire again.">>,
  <<"ReportDead",           "Report to the HTH that the tries are used up.">>,
  <<"DropOther",            "Count and drop a message whose ID does not fit.">>,
  <<"DropTooSoon",          "Count and drop a repetition that comes too soon.">>,
  <<"DropBeingAnswered",    "Count and drop a request whose answer is being computed.">>,
  <<"IgnoreStale",          "A timer or request that has been overtaken.">> >>

States  == Names(StateDocs)
Events  == Names(EventDocs)
Actions == Names(ActionDocs)

Rows == <<
  \* ------------------------------------------------- our requests
  Row("initiator", "Quiet", "SendRequested", "Awaiting",
      <<"AssignMessageId", "TransmitRequest", "ArmRetransmit">>,
      "RFC 7296 2.2, 2.3", "One request at a time, each with an ID of its own."),
  Row("initiator", "Awaiting", "SendRequested", "Awaiting",
      <<"KeepQueued">>,
      "RFC 7296 2.3", "The window is one: wait."),
  Row("initiator", "Awaiting", "RestartRequested", "Awaiting",
      <<"StopRetransmit", "TransmitRequest", "ArmRetransmit">>,
      "RFC 7296 2.6", "IKE_SA_INIT is repeated with the ID zero it had."),
  Row("initiator", "Awaiting", "RetransmitDue", "Awaiting",
      <<"TransmitRequest", "BackOff">>,
      "RFC 7296 2.1", "The same octets again, and more patience."),
  Row("initiator", "Awaiting", "TriesUsedUp", "Dead",
      <<"StopRetransmit", "ForgetRequest", "ReportDead">>,
      "RFC 7296 2.4", "The peer is taken for dead."),
  Row("initiator", "Awaiting", "TriesUsedUpInWork", "Awaiting",
      <<"WaitOn">>,
      "RFC 7296 2.4", "The peer has answered: it is not taken for dead before we know with what."),
  Row("initiator", "Awaiting", "RcvResponseExpected", "Quiet",
      <<"StopRetransmit", "ForgetRequest", "DeliverResponse">>,
      "RFC 7296 2.1", "The answer ends the exchange."),
  Row("initiator", "Awaiting", "RcvResponseProvisional", "Awaiting",
      <<"DeliverResponse">>,
      "RFC 7296 2.6, 2.21.1", "The HTH decides; the exchange is open until it stops it."),
  Row("initiator", "Awaiting", "StopRequested", "Quiet",
      <<"StopRetransmit", "ForgetRequest">>,
      "RFC 7296 2.1, 2.25.2", "The answer has proved good, or no longer matters."),

  \* ------------------------------------------------- the peer's requests
  Row("responder", "Quiet", "RcvRequestNew", "Quiet", <<"DeliverRequest">>,
      "RFC 7296 2.2", "A new request goes to the HTH."),
  Row("responder", "Awaiting", "RcvRequestNew", "Awaiting", <<"DeliverRequest">>,
      "RFC 7296 2.3", "The peer's requests do not wait for ours."),
  Row("responder", "Quiet", "RcvRequestRepeated", "Quiet", <<"ResendCachedResponse">>,
      "RFC 7296 2.1", "It acts once and is answered with the same octets."),
  Row("responder", "Awaiting", "RcvRequestRepeated", "Awaiting", <<"ResendCachedResponse">>,
      "RFC 7296 2.1", "It acts once and is answered with the same octets."),
  Row("responder", "Dead", "RcvRequestRepeated", "Dead", <<"ResendCachedResponse">>,
      "RFC 7296 2.1", "It acts once and is answered with the same octets."),
  Row("responder", "Quiet", "ResponseReady", "Quiet",
      <<"CacheResponse", "AdvanceExpectedId", "ReportOrigin", "TransmitResponse">>,
      "RFC 7296 2.1, 2.11", "The answer is kept until the next request replaces it; only what is answered tells where the peer is."),
  Row("responder", "Awaiting", "ResponseReady", "Awaiting",
      <<"CacheResponse", "AdvanceExpectedId", "ReportOrigin", "TransmitResponse">>,
      "RFC 7296 2.1, 2.11", "The answer is kept until the next request replaces it; only what is answered tells where the peer is.")
>>

\* Events that no message and no decision makes.
LocalEvents == {"SendRequested", "RestartRequested", "StopRequested", "ResponseReady"}

Refusal(s, e) ==
  CASE e = "RcvUnverified" ->
         Refuse(s, e, <<"DeliverUnverified">>, "RFC 7296 2.21.3", "What is not authentic moves no exchange.")
    [] e = "RcvRequestBeingAnswered" ->
         Refuse(s, e, <<"DropBeingAnswered">>, "RFC 7296 2.1", "Its answer will be sent once, when it is ready.")
    [] e = "RcvRequestRepeatedTooSoon" ->
         Refuse(s, e, <<"DropTooSoon">>, "RFC 7296 2.1", "A storm of repetitions is not answered with a storm.")
    [] e \in {"RcvResponseExpected", "RcvResponseProvisional", "RcvResponseOther",
              "RcvRequestNew", "RcvRequestOther"} ->
         Refuse(s, e, <<"DropOther">>, "RFC 7296 2.3", "The message ID does not fit.")
    [] OTHER ->
         Refuse(s, e, <<"IgnoreStale">>, "RFC 7296 2.1", "Overtaken by events: there is nothing to do.")

\* Events that no state answers, on purpose; the generator refuses any other that has no row.
AlwaysRefused == {"RcvUnverified", "RcvRequestBeingAnswered", "RcvRequestOther", "RcvRequestRepeatedTooSoon", "RcvResponseOther"}

Table == TableOf(Rows, States, Events, Refusal)

Step(state, event) == Table[state][event]

ASSUME WellFormed(Rows, States, Events, Actions)
=============================================================================
