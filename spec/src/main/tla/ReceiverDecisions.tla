\* SPDX-License-Identifier: Apache-2.0
-------------------------- MODULE ReceiverDecisions --------------------------
(***************************************************************************)
(* What the header of a message is to the IKE SAs that there are: which    *)
(* facts make which event of the machine Receiver.                         *)
(***************************************************************************)
EXTENDS Decisions

FactDocs == <<
  FactOf("Length", <<"Whole", "Truncated", "Other">>, "Whether the header is there, and its length field is the length of the datagram."),
  FactOf("MajorVersion", <<"Spoken", "Lower", "Higher">>, "The major version of the header, compared with 2."),
  Fact("Response",            "The flag R is set."),
  FactOf("Exchange", <<"Init", "Later", "Unknown">>, "The exchange type: IKE_SA_INIT, one that follows it, or another."),
  Fact("InitiatorSpiPresent", "The initiator's SPI is not zero."),
  Fact("ResponderSpiPresent", "The responder's SPI is not zero."),
  Fact("FromInitiator",       "The flag I is set: the sender says that it opened the IKE SA."),
  Fact("SpiOurs",             "The initiator's SPI is one of ours."),
  Fact("InitKnown",           "The same octets came from the same place before, and the IKE SA that they made is still there."),
  Fact("AnswerLeft",          "An answer in clear is left in the budget of its kind, which it takes; or none would be sent."),
  Fact("BeginsIkeSa",         "The row of Hth for what it is leads out of Idle."),
  Fact("IkeSaKnown",          "The SPI of the side that did not send it is ours, and in this IKE SA we are on that side."),
  Fact("PeerSpiFits",         "The SPI of the side that sent it is the peer's in this IKE SA."),
  Fact("Parses",              "Its payloads parse.")
>>

Init == IsValue("Exchange", "Init")

\* Of a request that is to begin an IKE SA.
InitRequest(condition, event, rfc, story) == When(<<Init, Not("Response")>> \o condition, event, rfc, story)

Message == Decision("Message", "A message has come in.", <<
  When(<<IsValue("Length", "Truncated")>>, "RcvTruncated", "RFC 7296 3.1", "There is no header."),
  When(<<IsValue("Length", "Other")>>, "RcvLengthOther", "RFC 7296 3.1", "Something was cut off or added."),
  When(<<IsValue("MajorVersion", "Higher"), Not("Response"), Not("AnswerLeft")>>, "RcvTooMany", "RFC 7296 2.21.4", "Who has proved nothing is not answered without end."),
  When(<<IsValue("MajorVersion", "Higher"), Not("Response")>>, "RcvHigherVersion", "RFC 7296 2.5", "Whatever else it says."),
  When(<<IsValue("MajorVersion", "Higher")>>, "RcvOtherVersion", "RFC 7296 2.5", "A response is not answered."),
  When(<<IsValue("MajorVersion", "Lower")>>, "RcvOtherVersion", "RFC 7296 2.5", "IKEv1 is not spoken."),
  When(<<Not("InitiatorSpiPresent")>>, "RcvWrongSpi", "RFC 7296 3.1", "It is never zero."),
  InitRequest(<<Is("ResponderSpiPresent")>>, "RcvWrongSpi", "RFC 7296 3.1", "The responder has none before it answers."),
  InitRequest(<<Not("FromInitiator")>>, "RcvWrongSpi", "RFC 7296 3.1", "Who asks for an IKE SA is its initiator."),
  InitRequest(<<Is("SpiOurs")>>, "RcvReflected", "RFC 7296 2.1", "Our own message came back."),
  \* R7296-2.1-4
  InitRequest(<<Is("InitKnown")>>, "RcvInitRepeated", "RFC 7296 2.1", "By its octets and origin; the SPI alone says nothing."),
  InitRequest(<<Not("BeginsIkeSa"), Not("AnswerLeft")>>, "RcvTooMany", "RFC 7296 2.21.4", "Who has proved nothing is not answered without end."),
  InitRequest(<<Not("BeginsIkeSa")>>, "RcvInitRefused", "RFC 7296 2.6", "Nothing would be kept."),
  InitRequest(<<>>, "RcvInitRequest", "RFC 7296 1.2", "Acceptable."),
  When(<<IsValue("Exchange", "Unknown"), Not("IkeSaKnown")>>, "RcvUnknownExchange", "RFC 7296 3.1", "An exchange that was not agreed upon, of nobody we know."),
  When(<<Not("IkeSaKnown")>>, "RcvUnknownSpi", "RFC 7296 2.21.4", "There is no such IKE SA, or not any more."),
  When(<<Init, Is("FromInitiator")>>, "RcvUnknownSpi", "RFC 7296 3.1", "Only a responder answers IKE_SA_INIT."),
  When(<<Init>>, "RcvInitResponse", "RFC 7296 1.2", "The responder's SPI is not known before it."),
  When(<<Not("PeerSpiFits")>>, "RcvUnknownSpi", "RFC 7296 2.6", "Both SPIs name an IKE SA."),
  When(<<Not("Parses")>>, "RcvMalformed", "RFC 7296 2.21.3", "Not even up to the SK payload."),
  When(<<Is("Response")>>, "RcvResponse", "RFC 7296 1.3, 1.4", "An answer."),
  Otherwise("RcvRequest", "RFC 7296 1.3, 1.4", "A request.")
>>)

Decisions == <<Message>>
=============================================================================
