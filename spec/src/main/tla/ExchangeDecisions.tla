\* SPDX-License-Identifier: Apache-2.0
------------------------- MODULE ExchangeDecisions -------------------------
(***************************************************************************)
(* What a message is to the exchanges of an IKE SA: which facts about its  *)
(* ID and its octets make which event of the machine Exchange.             *)
(***************************************************************************)
EXTENDS Decisions

FactDocs == <<
  Fact("IdExpected",      "The message ID is the next one of the peer; of an answer: that of the outstanding request."),
  Fact("AnswerPending",   "The HTH computes the answer to the peer's last request."),
  Fact("IdAnsweredLast",  "The message ID is that of the request answered last."),
  Fact("SameOctets",      "The octets are those of the request answered last."),
  Fact("OnPath",          "It came between the addresses and ports in use."),
  Fact("FromOrigin",      "It came from where the request that was answered came from."),
  Fact("AnsweredOnPathJustNow",    "The cached answer was sent on the path less than its interval ago."),
  Fact("AnsweredToOriginJustNow",  "It was sent there, off the path, less than its interval ago."),
  Fact("AnsweredElsewhereJustNow", "It was sent to any other place less than its interval ago."),
  Fact("Verified",        "It is authentic: its ICV is right. IKE_SA_INIT is unauthenticated, and need not be."),
  Fact("Outstanding",     "A request of ours is not answered yet."),
  Fact("ExchangeMatches", "The exchange type is that of the outstanding request."),
  Fact("Completes",       "It is protected. What comes in clear completes nothing by itself."),
  Fact("TriesRemain",     "The request was not sent as often as it may be."),
  Fact("AnswerInWork",    "It was answered, and what comes of the answer is being computed.")
>>

Request == Decision("Request", "A request.", <<
  When(<<Is("IdExpected"), Is("AnswerPending")>>, "RcvRequestBeingAnswered", "RFC 7296 2.1, 2.3", "It acts once; the window is one."),
  When(<<Is("IdExpected"), Not("Verified")>>, "RcvUnverified", "RFC 7296 2.21.3", "It takes part in no exchange."),
  When(<<Is("IdExpected")>>, "RcvRequestNew", "RFC 7296 2.2", "The peer's next request."),
  When(<<Not("IdAnsweredLast")>>, "RcvRequestOther", "RFC 7296 2.3", "Neither the next nor the last."),
  When(<<Not("SameOctets")>>, "RcvRequestOther", "RFC 7296 2.1", "The last one's ID, but other octets."),
  \* Who replays the peer's octets from elsewhere takes nothing from what the peer is answered, where it was known.
  When(<<Is("OnPath"), Is("AnsweredOnPathJustNow")>>, "RcvRequestRepeatedTooSoon", "RFC 7296 2.1", "A storm of repetitions."),
  When(<<Not("OnPath"), Is("FromOrigin"), Is("AnsweredToOriginJustNow")>>, "RcvRequestRepeatedTooSoon", "RFC 7296 2.1", "The same off the path."),
  When(<<Not("OnPath"), Not("FromOrigin"), Is("AnsweredElsewhereJustNow")>>, "RcvRequestRepeatedTooSoon", "RFC 7296 2.1", "A storm of replays from elsewhere."),
  Otherwise("RcvRequestRepeated", "RFC 7296 2.1", "A retransmission.")
>>)

Response == Decision("Response", "A response.", <<
  When(<<Not("Outstanding")>>, "RcvResponseOther", "RFC 7296 2.3", "Nothing was asked."),
  When(<<Not("IdExpected")>>, "RcvResponseOther", "RFC 7296 2.3", "Another ID than the outstanding one."),
  When(<<Not("ExchangeMatches")>>, "RcvResponseOther", "RFC 7296 2.3", "An answer to something else."),
  When(<<Not("Verified")>>, "RcvUnverified", "RFC 7296 2.21.3", "It takes part in no exchange."),
  When(<<Not("Completes")>>, "RcvResponseProvisional", "RFC 7296 2.6, 2.21.1", "In clear: the HTH finds out what it is worth."),
  Otherwise("RcvResponseExpected", "RFC 7296 2.1", "The answer.")
>>)

RetransmitTimer == Decision("RetransmitTimer", "The retransmission timer has run out.", <<
  \* R7296-2.1-1
  When(<<Is("TriesRemain")>>, "RetransmitDue", "RFC 7296 2.1", "Once more."),
  When(<<Is("AnswerInWork")>>, "TriesUsedUpInWork", "RFC 7296 2.4", "That we have not finished is no silence of the peer."),
  Otherwise("TriesUsedUp", "RFC 7296 2.4", "The peer has had every chance.")
>>)

Decisions == <<Request, Response, RetransmitTimer>>
=============================================================================
