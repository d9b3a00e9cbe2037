\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Receiver ------------------------------
(***************************************************************************)
(* Which IKE SA a message belongs to, by its header: RFC 7296 sections     *)
(* 2.1, 2.5, 2.6 and 3.1. Nothing here is authenticated; what the message  *)
(* is to its IKE SA, Exchange and Hth say. What belongs to no IKE SA is    *)
(* dropped for a reason, or answered without anything being kept.          *)
(***************************************************************************)
EXTENDS TransitionTable

StateDocs == <<
  <<"Listening", "Messages are received: one says nothing about the next.">> >>

EventDocs == <<
  <<"RcvTruncated",       "It is shorter than an IKE header.">>,
  <<"RcvLengthOther",     "Its length field is not the length of the datagram.">>,
  <<"RcvHigherVersion",   "A request of a higher major version.">>,
  <<"RcvOtherVersion",    "Of another major version, and not to be answered.">>,
  <<"RcvUnknownExchange", "Its exchange type is unknown, and it names no IKE SA.">>,
  <<"RcvTooMany",         "It would be answered in clear, and the budget for such answers is used up.">>,
  <<"RcvWrongSpi",        "SPIs and flags that no IKE_SA_INIT request has, or no initiator's SPI.">>,
  <<"RcvReflected",       "An IKE_SA_INIT request under an SPI of our own.">>,
  <<"RcvInitRepeated",    "The IKE_SA_INIT request that has made an IKE SA, once more.">>,
  <<"RcvInitRefused",     "An IKE_SA_INIT request that begins no IKE SA.">>,
  <<"RcvInitRequest",     "An IKE_SA_INIT request that begins an IKE SA.">>,
  <<"RcvUnknownSpi",      "It names no IKE SA in which sender and receiver have these parts.">>,
  <<"RcvInitResponse",    "An IKE_SA_INIT response to an IKE SA that we open.">>,
  <<"RcvMalformed",       "It names an IKE SA, but its payloads do not parse.">>,
  <<"RcvResponse",        "A later response on an IKE SA.">>,
  <<"RcvRequest",         "A later request on an IKE SA.">> >>

ActionDocs == <<
  <<"HandToVacant",        "Hand it to the task that answers and keeps nothing.">>,
  <<"BeginIkeSa",          "Take a task from the pool for a new IKE SA, and hand it the request.">>,
  <<"HandRequest",         "Hand it to its IKE SA as a request.">>,
  <<"HandInitResponse",    "Hand it to its IKE SA as the response to IKE_SA_INIT.">>,
  <<"HandResponse",        "Hand it to its IKE SA as a response.">>,
  <<"DropTruncated",       "Count and drop what is no message.">>,
  <<"DropLengthOther",     "Count and drop a message of another length than it says.">>,
  <<"DropOtherVersion",    "Count a message of another major version, whether it is answered or not.">>,
  <<"DropUnknownExchange", "Count and drop a message of an unknown exchange.">>,
  <<"DropTooMany",         "Count and drop a message whose answer would be one too many.">>,
  <<"DropWrongSpi",        "Count and drop a message with SPIs that it cannot have.">>,
  <<"DropReflected",       "Count and drop our own message.">>,
  <<"DropUnknownSpi",      "Count and drop a message of no IKE SA.">>,
  <<"DropMalformed",       "Count and drop a message that does not parse.">> >>

States  == Names(StateDocs)
Events  == Names(EventDocs)
Actions == Names(ActionDocs)

Rows == <<
  \* R7296-2.5-1, R7296-2.5-3
  Row("responder", "Listening", "RcvHigherVersion", "Listening", <<"HandToVacant", "DropOtherVersion">>,
      "RFC 7296 2.5", "It is told the version that we speak."),
  Row("responder", "Listening", "RcvInitRefused", "Listening", <<"HandToVacant">>,
      "RFC 7296 2.6", "A cookie, another group or a refusal: for none of them a task is taken."),
  Row("responder", "Listening", "RcvInitRequest", "Listening", <<"BeginIkeSa">>,
      "RFC 7296 1.2", "The responder's half of an IKE SA begins."),
  Row("responder", "Listening", "RcvInitRepeated", "Listening", <<"HandRequest">>,
      "RFC 7296 2.1", "It begins nothing again; its IKE SA repeats the answer."),
  Row("initiator", "Listening", "RcvInitResponse", "Listening", <<"HandInitResponse">>,
      "RFC 7296 1.2", "Its IKE SA finds out what it is worth."),
  Row("both", "Listening", "RcvRequest", "Listening", <<"HandRequest">>,
      "RFC 7296 1.3, 1.4", "Its IKE SA verifies it."),
  Row("both", "Listening", "RcvResponse", "Listening", <<"HandResponse">>,
      "RFC 7296 1.3, 1.4", "Its IKE SA verifies it.")
>>

Refusal(s, e) ==
  CASE e = "RcvTruncated" ->
         Refuse(s, e, <<"DropTruncated">>, "RFC 7296 3.1", "There is no header.")
    [] e = "RcvLengthOther" ->
         Refuse(s, e, <<"DropLengthOther">>, "RFC 7296 3.1", "Something was cut off or added.")
    [] e = "RcvOtherVersion" ->
         Refuse(s, e, <<"DropOtherVersion">>, "RFC 7296 2.5", "It cannot be read, and is not ours to answer.")
    [] e = "RcvUnknownExchange" ->
         Refuse(s, e, <<"DropUnknownExchange">>, "RFC 7296 3.1", "An exchange that was not agreed upon.")
    [] e = "RcvTooMany" ->
         Refuse(s, e, <<"DropTooMany">>, "RFC 7296 2.21.4", "Answers to nobody in particular are limited in rate.")
    [] e = "RcvWrongSpi" ->
         Refuse(s, e, <<"DropWrongSpi">>, "RFC 7296 3.1", "It cannot begin an IKE SA, and names none.")
    [] e = "RcvReflected" ->
         Refuse(s, e, <<"DropReflected">>, "RFC 7296 2.1", "We do not open IKE SAs with ourselves.")
    [] e = "RcvMalformed" ->
         Refuse(s, e, <<"DropMalformed">>, "RFC 7296 2.21.3", "Unauthenticated: it changes nothing.")
    [] OTHER ->
         Refuse(s, e, <<"DropUnknownSpi">>, "RFC 7296 2.21.4", "There is no such IKE SA, or not any more.")

\* Events that no state answers, on purpose; the generator refuses any other that has no row.
AlwaysRefused ==
  {"RcvTruncated", "RcvLengthOther", "RcvOtherVersion", "RcvUnknownExchange", "RcvTooMany", "RcvWrongSpi", "RcvReflected",
   "RcvUnknownSpi", "RcvMalformed"}

\* Every event is decided; see ReceiverDecisions.
LocalEvents == {}

Table == TableOf(Rows, States, Events, Refusal)

Step(state, event) == Table[state][event]

ASSUME WellFormed(Rows, States, Events, Actions)
=============================================================================
