\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE HthDecisions ----------------------------
(***************************************************************************)
(* What a message, and the end of the liveness timer, is to the handshake  *)
(* task: which facts about it make which event of the machine Hth.         *)
(***************************************************************************)
EXTENDS Decisions

Syntax == <<"Good", "UnknownCritical", "Broken">>

FactDocs == <<
  \* Of every message.
  FactOf("Syntax", Syntax, "Whether the payloads parse, and whether one of unknown type is critical."),
  Fact("MajorVersionHigher", "The major version of the header is higher than 2."),
  Fact("ShapeFits",        "The payloads are those that the message must have."),
  Fact("Encrypted",        "There is an SK payload."),
  Fact("Verified",         "It opens with the keys of the IKE SA, and its ICV is right."),
  \* Of an IKE_SA_INIT request.
  Fact("CookieRequired",   "As many are half open as may be without cookies."),
  Fact("CookieValid",      "It bears a cookie that we gave to this initiator not long ago."),
  Fact("PeerKnown",        "A peer is configured between these addresses."),
  Fact("ProposalFound",    "A proposal that we accept was offered; in an answer: the proposal is one that we offered."),
  Fact("GroupMatches",     "The KE payload is of the group that the proposal names."),
  Fact("TaskFree",         "The pool has a handshake task beyond those that are kept for handshakes of our own, and gives it out: not when the host shuts down."),
  Fact("PublicValueGood",  "The peer's public value has the length of its group, and is a number or point of it."),
  \* Of an IKE_SA_INIT response.
  FactOf("Notification", <<"None", "Cookie", "InvalidKe", "Error">>, "What the responder notifies instead of an answer."),
  Fact("CookieWellFormed", "The cookie has 1 to 64 octets."),
  Fact("CookieNew",        "The cookie differs from the one that the request bore."),
  Fact("GroupOffered",     "The group that is wanted is one that we offered."),
  Fact("GroupNew",         "The group that is wanted differs from the one of the request."),
  Fact("RestartsRemain",   "IKE_SA_INIT may be repeated in another form once more."),
  Fact("SpiPresent",       "The responder's SPI is not zero."),
  Fact("NonceForeign",     "The nonce is not our own."),
  \* Of a key exchange that was computed.
  Fact("SecretAgreed",     "The peer's public value gives a shared secret that is not all zero."),
  \* Of IKE_AUTH.
  Fact("HandshakeOpen",    "Nonces and signed octets are kept, and the peer has this role."),
  Fact("AuthPresent",      "There is an AUTH payload."),
  Fact("IdentityKnown",    "A peer with this identity and these algorithms is configured."),
  Fact("AuthVerifies",     "AUTH is what RFC 7296 section 2.15 makes of the peer's secret."),
  Fact("ChildAcceptable",  "The first Child SA is acceptable."),
  Fact("ErrorNotified",    "The responder reports an error."),
  \* Of requests after IKE_AUTH.
  FactOf("Exchange", <<"Auth", "CreateChild", "Informational", "Other">>, "The exchange type."),
  Fact("AuthErrorNotified", "The peer reports AUTHENTICATION_FAILED, or in its first request after IKE_AUTH that it could not take that message."),
  Fact("DeletesIke",       "A Delete payload names the IKE SA."),
  Fact("DeletesChildren",  "A Delete payload names Child SAs."),
  \* Of responses after IKE_AUTH.
  FactOf("Asked", <<"Auth", "Liveness", "DeleteIke", "DeleteChild">>, "What the request was that is answered."),
  \* Of the liveness timer.
  Fact("EspHeard",         "ESP of one of the Child SAs proved authentic within the liveness interval.")
>>

\* What is unauthenticated is decided first.
Unverified == <<
  \* R7296-2.4-1, R7296-2.21.4-1
  When(<<Not("Encrypted")>>, "RcvUnauthenticatedNotify", "RFC 7296 2.21", "A message in clear."),
  \* R7296-2.21.3-1
  When(<<Not("Verified")>>, "RcvNotAuthentic", "RFC 7296 2.21.3", "There are no keys for it, or its integrity check failed.")
>>

InitRequest == Decision("InitRequest", "A request that belongs to no IKE SA.", <<
  \* R7296-2.5-3
  When(<<Is("MajorVersionHigher")>>, "RcvMajorVersionOther", "RFC 7296 2.5", "Only the header can be read."),
  When(<<IsValue("Syntax", "UnknownCritical")>>, "RcvInitRequestUnknownCritical", "RFC 7296 2.5", "The whole message is refused."),
  When(<<IsValue("Syntax", "Broken")>>, "RcvInitRequestMalformed", "RFC 7296 2.21.1", "It does not parse."),
  When(<<Not("ShapeFits")>>, "RcvInitRequestMalformed", "RFC 7296 1.2", "SA, KE or nonce is missing or duplicate."),
  \* R7296-2.6-1
  When(<<Is("CookieRequired"), Not("CookieValid")>>, "RcvInitRequestNeedsCookie", "RFC 7296 2.6", "Before anything that costs."),
  When(<<Not("PeerKnown")>>, "RcvInitRequestNoProposal", "RFC 7296 2.7", "No peer is configured between these addresses."),
  When(<<Not("ProposalFound")>>, "RcvInitRequestNoProposal", "RFC 7296 2.7", "Nothing acceptable was offered."),
  When(<<Not("GroupMatches")>>, "RcvInitRequestOtherGroup", "RFC 7296 1.2", "The initiator guessed another group."),
  When(<<Not("TaskFree")>>, "RcvInitRequestNoTask", "RFC 7296 2.6", "Before the key exchange is computed."),
  When(<<Not("PublicValueGood")>>, "RcvInitRequestMalformed", "RFC 7296 3.4, RFC 6989 2", "A public value that is none of its group."),
  Otherwise("RcvInitRequest", "RFC 7296 1.2", "Acceptable.")
>>)

InitResponse == Decision("InitResponse", "An answer to our IKE_SA_INIT request.", <<
  When(<<IsValue("Syntax", "UnknownCritical")>>, "RcvInitResponseMalformed", "RFC 7296 2.5", "It cannot be understood."),
  When(<<IsValue("Syntax", "Broken")>>, "RcvInitResponseMalformed", "RFC 7296 2.21.1", "It does not parse."),
  \* R7296-2.6-4
  When(<<IsValue("Notification", "Cookie"), Not("CookieWellFormed")>>, "RcvInitResponseMalformed", "RFC 7296 2.6", "A cookie has 1 to 64 octets."),
  When(<<IsValue("Notification", "Cookie"), Not("CookieNew")>>, "RcvInitRefused", "RFC 7296 2.6", "A copy of the demand that was met: no new try."),
  When(<<IsValue("Notification", "Cookie"), Not("RestartsRemain")>>, "RcvInitRefused", "RFC 7296 2.6", "Cookies without end."),
  When(<<IsValue("Notification", "Cookie")>>, "RcvInitCookie", "RFC 7296 2.6", "A cookie is demanded."),
  When(<<IsValue("Notification", "InvalidKe"), Not("GroupOffered")>>, "RcvInitResponseMalformed", "RFC 7296 1.2", "Another group must be one that was offered."),
  When(<<IsValue("Notification", "InvalidKe"), Not("GroupNew")>>, "RcvInitRefused", "RFC 7296 1.2", "A copy of the demand that was met: no new try."),
  When(<<IsValue("Notification", "InvalidKe"), Not("RestartsRemain")>>, "RcvInitRefused", "RFC 7296 1.2", "Other groups without end."),
  When(<<IsValue("Notification", "InvalidKe")>>, "RcvInitInvalidKe", "RFC 7296 1.2", "Another group is wanted."),
  \* R7296-2.21.1-1
  When(<<IsValue("Notification", "Error")>>, "RcvInitRefused", "RFC 7296 2.21.1", "An error, which anyone may have sent."),
  When(<<Not("ShapeFits")>>, "RcvInitResponseMalformed", "RFC 7296 1.2", "SA, KE or nonce is missing or duplicate."),
  When(<<Not("SpiPresent")>>, "RcvInitResponseMalformed", "RFC 7296 2.6", "The responder has no SPI."),
  When(<<Not("NonceForeign")>>, "RcvInitResponseMalformed", "RFC 7296 2.10", "Our own message came back."),
  When(<<Not("ProposalFound")>>, "RcvInitResponseMalformed", "RFC 7296 2.7", "What was not offered cannot be chosen."),
  When(<<Not("GroupMatches")>>, "RcvInitResponseMalformed", "RFC 7296 1.2", "Proposal and KE payload are of another group than ours."),
  When(<<Not("PublicValueGood")>>, "RcvInitResponseMalformed", "RFC 7296 3.4, RFC 6989 2", "A public value that is none of its group."),
  Otherwise("RcvInitResponse", "RFC 7296 1.2", "Acceptable.")
>>)

Request == Decision("Request", "A request on an IKE SA, whose message ID is the expected one.", Unverified \o <<
  When(<<IsValue("Exchange", "Auth"), Not("HandshakeOpen")>>, "RcvAuthRequestLate", "RFC 7296 1.2", "IKE_AUTH is over, or it is ours to begin it."),
  When(<<IsValue("Exchange", "Auth"), IsValue("Syntax", "UnknownCritical")>>, "RcvAuthRequestUnknownCritical", "RFC 7296 2.5", "The whole message is refused."),
  When(<<IsValue("Exchange", "Auth"), IsValue("Syntax", "Broken")>>, "RcvAuthRequestMalformed", "RFC 7296 2.21.2", "It does not parse."),
  When(<<IsValue("Exchange", "Auth"), Not("ShapeFits")>>, "RcvAuthRequestMalformed", "RFC 7296 1.2", "IDi, SA or selectors are missing or duplicate."),
  \* R7296-2.16-1
  When(<<IsValue("Exchange", "Auth"), Not("AuthPresent")>>, "RcvAuthRequestInvalid", "RFC 7296 2.16", "The initiator wants EAP, which is not spoken."),
  When(<<IsValue("Exchange", "Auth"), Not("IdentityKnown")>>, "RcvAuthRequestInvalid", "RFC 7296 2.15", "No peer of this identity is configured."),
  \* R7296-2.15-2
  When(<<IsValue("Exchange", "Auth"), Not("AuthVerifies")>>, "RcvAuthRequestInvalid", "RFC 7296 2.15", "The initiator does not have the secret."),
  When(<<IsValue("Exchange", "Auth"), Not("ChildAcceptable")>>, "RcvAuthRequestChildRefused", "RFC 7296 1.2, 2.9", "The peer is who it says; the Child SA is not acceptable."),
  When(<<IsValue("Exchange", "Auth")>>, "RcvAuthRequest", "RFC 7296 1.2", "Acceptable."),
  When(<<IsValue("Syntax", "UnknownCritical")>>, "RcvRequestUnknownCritical", "RFC 7296 2.5", "The whole message is refused."),
  When(<<IsValue("Syntax", "Broken")>>, "RcvRequestMalformed", "RFC 7296 2.21.3", "It does not parse."),
  When(<<IsValue("Exchange", "Other")>>, "RcvRequestMalformed", "RFC 7296 2.21.3", "An exchange that was not agreed upon."),
  When(<<Not("ShapeFits")>>, "RcvRequestMalformed", "RFC 7296 1.3, 1.4", "A payload is missing or duplicate."),
  \* R7296-2.8-2
  When(<<IsValue("Exchange", "CreateChild")>>, "RcvCreateChildRequest", "RFC 7296 1.3", "A new or rekeyed SA."),
  When(<<Is("AuthErrorNotified")>>, "RcvDeleteIke", "RFC 7296 2.21.2", "The peer did not accept our IKE_AUTH message."),
  When(<<Is("DeletesIke")>>, "RcvDeleteIke", "RFC 7296 1.4.1", "It settles everything else that the message says."),
  When(<<Is("DeletesChildren")>>, "RcvDeleteChild", "RFC 7296 1.4.1", "Child SAs are deleted."),
  Otherwise("RcvInformationalRequest", "RFC 7296 1.4, 2.4", "A liveness check or notifications.")
>>)

Response == Decision("Response", "An answer to the outstanding request, IKE_SA_INIT excepted.", Unverified \o <<
  When(<<IsValue("Asked", "Liveness")>>, "RcvLivenessResponse", "RFC 7296 2.4", "Whatever it holds: the peer is alive."),
  When(<<IsValue("Asked", "DeleteIke")>>, "RcvDeleteIkeResponse", "RFC 7296 1.4.1", "Whatever it holds: the IKE SA is over."),
  When(<<IsValue("Asked", "DeleteChild")>>, "RcvDeleteChildResponse", "RFC 7296 1.4.1", "Whatever it holds: the pair is gone."),
  When(<<IsValue("Syntax", "UnknownCritical")>>, "RcvAuthResponseInvalid", "RFC 7296 2.5", "It cannot be understood."),
  When(<<IsValue("Syntax", "Broken")>>, "RcvAuthResponseInvalid", "RFC 7296 2.21.2", "It does not parse."),
  When(<<Not("AuthPresent"), Is("ErrorNotified")>>, "RcvAuthResponseRefused", "RFC 7296 2.21.2", "The responder does not accept us."),
  When(<<Not("ShapeFits")>>, "RcvAuthResponseInvalid", "RFC 7296 1.2", "IDr or AUTH is missing or duplicate."),
  When(<<Not("IdentityKnown")>>, "RcvAuthResponseInvalid", "RFC 7296 2.15", "Another peer than the configured one."),
  When(<<Not("AuthVerifies")>>, "RcvAuthResponseInvalid", "RFC 7296 2.15", "The responder does not have the secret."),
  When(<<Is("ErrorNotified")>>, "RcvAuthResponseChildRefused", "RFC 7296 1.2", "The peer is who it says; it refuses the Child SA."),
  When(<<Not("ChildAcceptable")>>, "RcvAuthResponseInvalid", "RFC 7296 2.7, 2.9", "A Child SA that was not offered."),
  Otherwise("RcvAuthResponse", "RFC 7296 1.2", "Acceptable.")
>>)

KeyExchange == Decision("KeyExchange", "The job that computes a shared secret has ended.", <<
  When(<<Not("SecretAgreed")>>, "KeyExchangeFailed", "RFC 8031 3.1, RFC 7748 6", "Of small order: the secret would be known in advance."),
  Otherwise("KeyExchangeDone", "RFC 7296 2.14", "The secret is shared.")
>>)

LivenessTimer == Decision("LivenessTimer", "The liveness timer has run out.", <<
  When(<<Is("EspHeard")>>, "EspHeardInTime", "RFC 7296 2.4", "Who sends ESP need not be asked."),
  Otherwise("LivenessDue", "RFC 7296 2.4", "Nothing was heard.")
>>)

Decisions == <<InitRequest, InitResponse, Request, Response, KeyExchange, LivenessTimer>>
=============================================================================
