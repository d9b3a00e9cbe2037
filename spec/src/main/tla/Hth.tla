\* SPDX-License-Identifier: Apache-2.0
-------------------------------- MODULE Hth --------------------------------
(***************************************************************************)
(* The handshake task handler (HTH): the life of one IKE SA, initiator and *)
(* responder, RFC 7296.                                                    *)
(*                                                                         *)
(* An event names what a message turned out to be after it was parsed,     *)
(* decrypted and verified; so no row has a guard and no action can fail.   *)
(* Message IDs, retransmission and cached responses are the machine        *)
(* Exchange's; it has already refused what is old, ahead or repeated.      *)
(*                                                                         *)
(* A multiplication in the group of a key exchange takes long. It is a job *)
(* that the task submits and waits for; its end is an event like another.  *)
(***************************************************************************)
EXTENDS TransitionTable

StateDocs == <<
  <<"Idle",         "The task is in its pool; no IKE SA exists.">>,
  <<"Generating",   "Initiator: our key pair is being computed; nothing was sent.">>,
  <<"InitSent",     "Initiator: IKE_SA_INIT request sent.">>,
  <<"Regenerating", "Initiator: a key pair of another group is being computed; the request is still outstanding.">>,
  <<"Deriving",     "Initiator: answered; the shared secret is being computed, the request is still outstanding.">>,
  <<"AuthSent",     "Initiator: keys derived, IKE_AUTH request sent.">>,
  <<"Abandoning",   "Initiator: closed by the operator while IKE_AUTH is under way.">>,
  <<"Answering",    "Responder: key pair and shared secret are being computed; half open.">>,
  <<"InitAnswered", "Responder: IKE_SA_INIT answered; half open.">>,
  <<"Established",  "The peer has proved its identity.">>,
  <<"Deleting",     "Our request to delete the IKE SA is under way.">>,
  <<"Lingering",    "The IKE SA is over; its last answer is kept for retransmissions.">>,
  <<"Closed",       "Nothing is left but the task, which waits to be reclaimed.">> >>

EventDocs == <<
  \* What the operator, the policy and the timers say.
  <<"InitiateRequested",   "The policy or the operator wants an IKE SA with this peer.">>,
  <<"CloseRequested",      "The operator wants the IKE SA closed.">>,
  <<"CloseChildRequested", "The operator wants one Child SA closed.">>,
  <<"LivenessDue",         "Nothing was heard from the peer for the liveness interval.">>,
  <<"EspHeardInTime",      "The liveness timer has run out; ESP of the peer was heard within the interval.">>,
  <<"HalfOpenExpired",     "The initiator did not authenticate in time.">>,
  <<"LingerExpired",       "The last answer need not be kept any longer.">>,
  <<"RetriesExhausted",    "A request was retransmitted as often as allowed, without an answer.">>,
  <<"Superseded",          "The same peer has authenticated anew with INITIAL_CONTACT.">>,
  <<"TaskReclaimed",       "The task scheduler takes the finished task back.">>,
  \* Jobs that the task waits for.
  <<"KeyPairReady",        "Our key pair is computed.">>,
  <<"KeyExchangeDone",     "The shared secret is computed.">>,
  <<"KeyExchangeFailed",   "The peer's public value gives no shared secret.">>,
  \* IKE_SA_INIT requests.
  <<"RcvInitRequest",                "Acceptable: proposal, group, nonce and public value are good.">>,
  <<"RcvInitRequestNeedsCookie",     "Too many are half open and the request bears no valid cookie.">>,
  <<"RcvInitRequestOtherGroup",      "The chosen proposal needs another group than the KE payload's.">>,
  <<"RcvInitRequestNoProposal",      "No proposal is acceptable.">>,
  <<"RcvInitRequestMalformed",       "The request breaks the syntax or bears an invalid public value.">>,
  <<"RcvInitRequestUnknownCritical", "A payload of unknown type has its critical bit set.">>,
  <<"RcvInitRequestNoTask",          "Acceptable, but the task pool is exhausted.">>,
  <<"RcvMajorVersionOther",          "The major version is higher than 2.">>,
  \* IKE_SA_INIT responses: all of them unauthenticated.
  <<"RcvInitResponse",          "Acceptable: chosen proposal was offered, public value is good.">>,
  <<"RcvInitCookie",            "The responder demands a cookie.">>,
  <<"RcvInitInvalidKe",         "The responder prefers another group that we offered.">>,
  <<"RcvInitRefused",           "The responder reports an error; anyone may have sent it.">>,
  <<"RcvInitResponseMalformed", "The response breaks the syntax or chooses what was not offered.">>,
  \* IKE_AUTH requests whose ICV is good.
  <<"RcvAuthRequest",                "AUTH verifies and the Child SA is acceptable.">>,
  <<"RcvAuthRequestChildRefused",    "AUTH verifies but the Child SA is not acceptable.">>,
  <<"RcvAuthRequestInvalid",         "AUTH does not verify, or no secret or policy is known for the peer.">>,
  <<"RcvAuthRequestMalformed",       "The decrypted content breaks the syntax.">>,
  <<"RcvAuthRequestUnknownCritical", "A decrypted payload of unknown type has its critical bit set.">>,
  <<"RcvAuthRequestLate",            "No handshake waits for it here.">>,
  \* IKE_AUTH responses whose ICV is good.
  <<"RcvAuthResponse",             "AUTH verifies and the Child SA was accepted.">>,
  <<"RcvAuthResponseChildRefused", "AUTH verifies but the responder refused the Child SA.">>,
  <<"RcvAuthResponseInvalid",      "AUTH is missing, malformed or does not verify.">>,
  <<"RcvAuthResponseRefused",      "The responder refuses us, for instance with AUTHENTICATION_FAILED.">>,
  \* Everything else whose ICV is good.
  <<"RcvInformationalRequest",   "Liveness check or notifications.">>,
  <<"RcvDeleteIke",              "The peer deletes the IKE SA or reports AUTHENTICATION_FAILED.">>,
  <<"RcvDeleteChild",            "The peer deletes Child SAs.">>,
  <<"RcvCreateChildRequest",     "The peer wants a new or rekeyed SA.">>,
  <<"RcvRequestMalformed",       "The decrypted content of a request breaks the syntax.">>,
  <<"RcvRequestUnknownCritical", "A decrypted payload of unknown type has its critical bit set.">>,
  <<"RcvLivenessResponse",       "Answer to our liveness check.">>,
  <<"RcvDeleteIkeResponse",      "Answer to our delete of the IKE SA.">>,
  <<"RcvDeleteChildResponse",    "Answer to our delete of a Child SA.">>,
  \* What is unauthenticated.
  <<"RcvNotAuthentic",          "The integrity check failed.">>,
  <<"RcvUnauthenticatedNotify", "An error notification in clear.">> >>

ActionDocs == <<
  \* Messages. The request actions hand the request to the machine Exchange.
  <<"SendInitRequest",           "HDR, SAi1, KEi, Ni and NAT detection.">>,
  <<"RestartInitWithCookie",     "The same request again, N(COOKIE) first.">>,
  <<"RestartInitWithGroup",      "The new KE payload, the same SPI and nonce.">>,
  <<"SendInitResponse",          "HDR, SAr1, KEr, Nr and NAT detection.">>,
  <<"SendCookie",                "HDR, N(COOKIE); no state is kept.">>,
  <<"SendInvalidKe",             "HDR, N(INVALID_KE_PAYLOAD, group); no state is kept.">>,
  <<"SendNoProposalChosen",      "HDR, N(NO_PROPOSAL_CHOSEN); no state is kept.">>,
  <<"SendInvalidSyntaxInClear",  "HDR, N(INVALID_SYNTAX); no state is kept.">>,
  <<"SendUnsupportedCriticalInClear", "HDR, N(UNSUPPORTED_CRITICAL_PAYLOAD); no state is kept.">>,
  <<"SendInvalidMajorVersion",   "HDR, N(INVALID_MAJOR_VERSION); no state is kept.">>,
  <<"SendAuthRequest",           "HDR, SK{IDi, AUTH, SAi2, TSi, TSr}.">>,
  <<"SendAuthResponse",          "HDR, SK{IDr, AUTH, SAr2, TSi, TSr}.">>,
  <<"SendAuthResponseWithoutChild", "HDR, SK{IDr, AUTH, N(why no Child SA)}.">>,
  <<"SendAuthenticationFailed",  "HDR, SK{N(AUTHENTICATION_FAILED)} as the answer.">>,
  <<"SendAuthFailedDelete",      "HDR, SK{N(AUTHENTICATION_FAILED), D} as a request of our own.">>,
  <<"SendInvalidSyntax",         "HDR, SK{N(INVALID_SYNTAX)} as the answer.">>,
  <<"SendUnsupportedCritical",   "HDR, SK{N(UNSUPPORTED_CRITICAL_PAYLOAD)} as the answer.">>,
  <<"SendEmptyResponse",         "HDR, SK{}.">>,
  <<"SendDeleteChildResponse",   "HDR, SK{D} with our half of the deleted pairs, but of those that we are deleting too.">>,
  <<"SendNoAdditionalSas",       "HDR, SK{N(NO_ADDITIONAL_SAS)}.">>,
  <<"SendTemporaryFailure",      "HDR, SK{N(TEMPORARY_FAILURE)}.">>,
  <<"SendLivenessRequest",       "HDR, SK{} as a request.">>,
  <<"SendDeleteRequest",         "HDR, SK{D} for the IKE SA.">>,
  <<"SendDeleteChildRequest",    "HDR, SK{D} for one Child SA.">>,
  <<"StopExchange",              "Forget the outstanding request.">>,
  \* Keys and Child SAs.
  <<"StartKeyExchange",          "Draw SPI, nonce and private value; submit the job that computes our public value.">>,
  <<"ChangeGroup",               "Zero the private value and draw one of the wanted group; submit the job for its public value.">>,
  <<"AgreeAsInitiator",          "Submit the job that computes the shared secret.">>,
  <<"AgreeAsResponder",          "Draw SPI, nonce and private value; submit the job that computes public value and shared secret.">>,
  <<"HoldRequest",               "The request waits for its answer; repetitions are dropped until that is ready.">>,
  <<"CancelJob",                 "The job is not computed any further, and its values are zeroed.">>,
  <<"DeriveIkeKeys",             "SKEYSEED and the seven SK_ keys.">>,
  <<"ReleasePrivateValue",       "Zero the private value: the shared secret is computed.">>,
  <<"InstallChild",              "Derive KEYMAT, put both directions into SAD and SPD.">>,
  <<"WithdrawChildren",          "Send on no Child SA any more; each still receives.">>,
  <<"WithdrawNamedChildren",     "Send on the named Child SAs no more; they still receive.">>,
  <<"UninstallChildren",         "Take every Child SA out of SAD and SPD, zero its keys.">>,
  <<"UninstallNamedChildren",    "Take the named Child SAs out of SAD and SPD, zero their keys.">>,
  <<"SupersedeOthers",           "If the peer sent INITIAL_CONTACT, report it to its other IKE SAs.">>,
  <<"ReleaseHandshakeSecrets",   "Zero what only the handshake needed: nonces, signed octets, a private value that was not used.">>,
  <<"ReleaseKeys",               "Zero every key of the IKE SA.">>,
  \* Timers and the task.
  <<"ArmHalfOpenExpiry",         "Start the half-open timer and count this task as half open.">>,
  <<"DisarmHalfOpenExpiry",      "Stop the half-open timer; the task counts as half open no more.">>,
  <<"ArmLiveness",               "Start the liveness timer.">>,
  <<"DisarmLiveness",            "Stop the liveness timer.">>,
  <<"RestartLiveness",           "The peer was heard: start the liveness timer anew.">>,
  <<"ExtendLiveness",            "Start the liveness timer for what is left of the interval since ESP was heard.">>,
  <<"ArmLinger",                 "Start the linger timer.">>,
  <<"QueueReclaim",              "Report to the task scheduler that the task is finished.">>,
  <<"ReleaseTask",               "Put the task back into its pool.">>,
  \* What the operator reads and what is counted.
  <<"AuditEstablished",     "Log: established, with identities and suite.">>,
  <<"AuditChildRefused",    "Log: no Child SA, and why.">>,
  <<"AuditRefused",         "Log: the peer refuses, and why; it proves nothing in clear.">>,
  <<"AuditInitRefused",     "Log: we refuse an IKE_SA_INIT request, and why.">>,
  <<"AuditAuthFailed",      "Log: the peer failed to authenticate, and why.">>,
  <<"AuditPeerDead",        "Log: the peer does not answer.">>,
  <<"AuditHalfOpenExpired", "Log: the initiator did not finish.">>,
  <<"AuditDeleted",         "Log: closed, and by whom.">>,
  <<"AuditUnauthenticated", "Count and log an unauthenticated notification.">>,
  <<"CountNoTask",          "Count a request refused because the pool is exhausted.">>,
  <<"DropNotAuthentic",     "Count and drop; nothing changes.">>,
  <<"DropUnexpected",       "Count and drop a message that does not belong here.">>,
  <<"IgnoreStale",          "A timer or request that has been overtaken.">> >>

States  == Names(StateDocs)
Events  == Names(EventDocs)
Actions == Names(ActionDocs)

Opening == {"Generating", "InitSent", "Regenerating", "Deriving", "AuthSent"}
Alive   == States \ {"Idle", "Lingering", "Closed"}

\* What machines and models ask of a state: a method of the Java enum each.
StateSetDocs == <<
  <<"Opening", "A handshake that we began is under way, and was not given up.", Opening>>,
  <<"Alive",   "An IKE SA is under way, stands or is being closed.", Alive>> >>

Over == <<"ReleaseKeys", "QueueReclaim">>

Rows == <<
  \* ------------------------------------------------- initiator
  \* HDR, SAi1, KEi, Ni -->
  Row("initiator", "Idle", "InitiateRequested", "Generating",
      <<"StartKeyExchange">>,
      "RFC 7296 1.2", "The KE payload needs a public value."),
  Row("initiator", "Generating", "KeyPairReady", "InitSent",
      <<"SendInitRequest">>,
      "RFC 7296 1.2", "The initiator opens with IKE_SA_INIT."),
  Row("initiator", "Generating", "CloseRequested", "Closed",
      <<"CancelJob", "AuditDeleted">> \o Over,
      "RFC 7296 2.4", "Nothing was sent yet."),
  Row("initiator", "InitSent", "RcvInitCookie", "InitSent",
      <<"RestartInitWithCookie">>,
      "RFC 7296 2.6", "The request is repeated with the cookie first."),
  Row("initiator", "InitSent", "RcvInitInvalidKe", "Regenerating",
      <<"ChangeGroup">>,
      "RFC 7296 1.2", "The responder wants a KE payload of another group."),
  Row("initiator", "Regenerating", "KeyPairReady", "InitSent",
      <<"RestartInitWithGroup">>,
      "RFC 7296 1.2", "The request is repeated with the group the responder wants."),
  Row("initiator", "Regenerating", "CloseRequested", "Closed",
      <<"CancelJob", "StopExchange", "AuditDeleted">> \o Over,
      "RFC 7296 2.4", "Nothing is shared with the peer yet, so nothing need be said."),
  Row("initiator", "InitSent", "RcvInitRefused", "InitSent",
      <<"AuditRefused">>,
      "RFC 7296 2.21.1", "An error in clear proves nothing: keep waiting, report it to the operator."),
  Row("initiator", "InitSent", "RcvInitResponseMalformed", "InitSent",
      <<"AuditRefused">>,
      "RFC 7296 2.21.1", "A bad answer in clear may be forged: keep waiting, report it to the operator."),
  Row("initiator", "InitSent", "RcvInitResponse", "Deriving",
      <<"AgreeAsInitiator">>,
      "RFC 7296 1.2, 2.14", "The exchange stays open until the answer has proved good."),
  \* HDR, SK{IDi, AUTH, SAi2, TSi, TSr} -->
  Row("initiator", "Deriving", "KeyExchangeDone", "AuthSent",
      <<"StopExchange", "DeriveIkeKeys", "ReleasePrivateValue", "SendAuthRequest">>,
      "RFC 7296 1.2, 2.14", "Keys are derived and the initiator authenticates itself."),
  Row("initiator", "Deriving", "KeyExchangeFailed", "InitSent",
      <<"AuditRefused">>,
      "RFC 7296 2.21.1", "A bad answer in clear may be forged: keep waiting, report it to the operator."),
  Row("initiator", "Deriving", "CloseRequested", "Closed",
      <<"CancelJob", "StopExchange", "AuditDeleted">> \o Over,
      "RFC 7296 2.4", "Nothing is shared with the peer yet, so nothing need be said."),
  Row("initiator", "InitSent", "RetriesExhausted", "Closed",
      <<"AuditPeerDead">> \o Over,
      "RFC 7296 2.4", "The opening request is not answered."),
  Row("initiator", "InitSent", "CloseRequested", "Closed",
      <<"StopExchange", "AuditDeleted">> \o Over,
      "RFC 7296 2.4", "Nothing is shared with the peer yet, so nothing need be said."),
  Row("initiator", "AuthSent", "RcvAuthResponse", "Established",
      <<"InstallChild", "ReleaseHandshakeSecrets", "ArmLiveness", "AuditEstablished">>,
      "RFC 7296 1.2, 2.15", "The responder has proved its identity."),
  Row("initiator", "AuthSent", "RcvAuthResponseChildRefused", "Established",
      <<"ReleaseHandshakeSecrets", "ArmLiveness", "AuditEstablished", "AuditChildRefused">>,
      "RFC 7296 1.2", "The IKE SA stands although its first Child SA was refused."),
  Row("initiator", "AuthSent", "RcvAuthResponseInvalid", "Deleting",
      <<"AuditAuthFailed", "SendAuthFailedDelete", "ReleaseHandshakeSecrets">>,
      "RFC 7296 2.21.2", "The responder believes that the IKE SA stands, so it is told that it does not."),
  Row("initiator", "AuthSent", "RcvAuthResponseRefused", "Closed",
      <<"AuditRefused">> \o Over,
      "RFC 7296 2.21.2", "The responder does not accept us."),
  Row("initiator", "AuthSent", "RetriesExhausted", "Closed",
      <<"AuditPeerDead">> \o Over,
      "RFC 7296 2.4", "The peer fell silent before it authenticated itself."),
  Row("initiator", "AuthSent", "CloseRequested", "Abandoning",
      <<>>,
      "RFC 7296 2.3", "The window is full until IKE_AUTH is answered; the delete follows then."),
  Row("initiator", "Abandoning", "RcvAuthResponse", "Deleting",
      <<"SendDeleteRequest", "ReleaseHandshakeSecrets">>,
      "RFC 7296 1.4.1", "Authenticated, but no longer wanted."),
  Row("initiator", "Abandoning", "RcvAuthResponseChildRefused", "Deleting",
      <<"SendDeleteRequest", "ReleaseHandshakeSecrets">>,
      "RFC 7296 1.4.1", "Authenticated, but no longer wanted."),
  Row("initiator", "Abandoning", "RcvAuthResponseInvalid", "Deleting",
      <<"AuditAuthFailed", "SendAuthFailedDelete", "ReleaseHandshakeSecrets">>,
      "RFC 7296 2.21.2", "The responder believes that the IKE SA stands, so it is told that it does not."),
  Row("initiator", "Abandoning", "RcvAuthResponseRefused", "Closed",
      <<"AuditRefused">> \o Over,
      "RFC 7296 2.21.2", "The responder does not accept us."),
  Row("initiator", "Abandoning", "RetriesExhausted", "Closed",
      <<"AuditPeerDead">> \o Over,
      "RFC 7296 2.4", "The peer fell silent before it authenticated itself."),

  \* ------------------------------------------------- responder
  \* <-- HDR, SAr1, KEr, Nr
  Row("responder", "Idle", "RcvInitRequest", "Answering",
      <<"AgreeAsResponder", "HoldRequest", "ArmHalfOpenExpiry">>,
      "RFC 7296 1.2", "The responder chooses a proposal and computes its part; half open from here."),
  Row("responder", "Answering", "KeyExchangeDone", "InitAnswered",
      <<"DeriveIkeKeys", "ReleasePrivateValue", "SendInitResponse">>,
      "RFC 7296 1.2, 2.14", "The answer leaves when the keys exist."),
  Row("responder", "Answering", "KeyExchangeFailed", "Closed",
      <<"DisarmHalfOpenExpiry", "SendInvalidSyntaxInClear", "AuditInitRefused">> \o Over,
      "RFC 7296 2.21.1, RFC 8031 3.1", "A public value of small order is refused; nothing is kept."),
  Row("responder", "Answering", "HalfOpenExpired", "Closed",
      <<"DisarmHalfOpenExpiry", "CancelJob", "AuditHalfOpenExpired">> \o Over,
      "RFC 7296 2.6", "A half-open task goes back to its pool, computed or not."),
  Row("responder", "Answering", "CloseRequested", "Closed",
      <<"DisarmHalfOpenExpiry", "CancelJob", "AuditDeleted">> \o Over,
      "RFC 7296 2.6", "The peer is not authenticated: nothing is owed to it."),
  Row("responder", "Idle", "RcvInitRequestNeedsCookie", "Idle",
      <<"SendCookie">>,
      "RFC 7296 2.6", "Under load the initiator first has to show that it can receive."),
  Row("responder", "Idle", "RcvInitRequestOtherGroup", "Idle",
      <<"SendInvalidKe">>,
      "RFC 7296 1.2, 1.3", "The wanted group is named; nothing is kept."),
  Row("responder", "Idle", "RcvInitRequestNoProposal", "Idle",
      <<"SendNoProposalChosen", "AuditInitRefused">>,
      "RFC 7296 2.7", "Nothing acceptable was offered; nothing is kept."),
  Row("responder", "Idle", "RcvInitRequestMalformed", "Idle",
      <<"SendInvalidSyntaxInClear", "AuditInitRefused">>,
      "RFC 7296 2.21.1", "Malformed; nothing is kept."),
  Row("responder", "Idle", "RcvInitRequestUnknownCritical", "Idle",
      <<"SendUnsupportedCriticalInClear", "AuditInitRefused">>,
      "RFC 7296 2.5", "The whole message is refused; nothing is kept."),
  Row("responder", "Idle", "RcvInitRequestNoTask", "Idle",
      <<"CountNoTask">>,
      "RFC 7296 2.6", "The bound on handshakes is reached; the initiator will retransmit."),
  Row("responder", "Idle", "RcvMajorVersionOther", "Idle",
      <<"SendInvalidMajorVersion">>,
      "RFC 7296 2.5", "Only version 2 is spoken."),
  \* <-- HDR, SK{IDr, AUTH, SAr2, TSi, TSr}
  Row("responder", "InitAnswered", "RcvAuthRequest", "Established",
      <<"DisarmHalfOpenExpiry", "InstallChild", "SendAuthResponse", "SupersedeOthers",
        "ReleaseHandshakeSecrets", "ArmLiveness", "AuditEstablished">>,
      "RFC 7296 1.2, 2.15", "The initiator has proved its identity. The SAs receive before the answer leaves."),
  Row("responder", "InitAnswered", "RcvAuthRequestChildRefused", "Established",
      <<"DisarmHalfOpenExpiry", "SendAuthResponseWithoutChild", "SupersedeOthers",
        "ReleaseHandshakeSecrets", "ArmLiveness", "AuditEstablished", "AuditChildRefused">>,
      "RFC 7296 1.2, 2.7, 2.9", "The IKE SA stands although its first Child SA is refused."),
  Row("responder", "InitAnswered", "RcvAuthRequestInvalid", "Lingering",
      <<"SendAuthenticationFailed", "AuditAuthFailed", "ReleaseKeys">>,
      "RFC 7296 2.21.2", "Refused. The answer is kept for retransmissions, and the task counts as half open until its time is over."),
  Row("responder", "InitAnswered", "RcvAuthRequestMalformed", "Lingering",
      <<"SendInvalidSyntax", "AuditAuthFailed", "ReleaseKeys">>,
      "RFC 7296 2.21.2", "Refused before it was authenticated, so nothing is established."),
  Row("responder", "InitAnswered", "RcvAuthRequestUnknownCritical", "Lingering",
      <<"SendUnsupportedCritical", "AuditAuthFailed", "ReleaseKeys">>,
      "RFC 7296 2.5", "Refused before it was authenticated, so nothing is established."),
  Row("responder", "InitAnswered", "HalfOpenExpired", "Closed",
      <<"DisarmHalfOpenExpiry", "AuditHalfOpenExpired">> \o Over,
      "RFC 7296 2.6", "A half-open task goes back to its pool."),
  Row("responder", "InitAnswered", "CloseRequested", "Closed",
      <<"DisarmHalfOpenExpiry", "AuditDeleted">> \o Over,
      "RFC 7296 2.6", "The peer is not authenticated: nothing is owed to it."),

  \* What only an authenticated peer may ask, before IKE_AUTH: it has used up the message ID of IKE_AUTH.
  Row("responder", "InitAnswered", "RcvInformationalRequest", "Lingering",
      <<"SendInvalidSyntax", "AuditAuthFailed", "ReleaseKeys">>,
      "RFC 7296 1.2, 2.21.3", "Its keys fit, but nobody has been authenticated: an error, and nothing is established."),
  Row("responder", "InitAnswered", "RcvDeleteIke", "Lingering",
      <<"SendInvalidSyntax", "AuditAuthFailed", "ReleaseKeys">>,
      "RFC 7296 1.2, 2.21.3", "There is nothing to delete yet; the handshake is over."),
  Row("responder", "InitAnswered", "RcvDeleteChild", "Lingering",
      <<"SendInvalidSyntax", "AuditAuthFailed", "ReleaseKeys">>,
      "RFC 7296 1.2, 2.21.3", "There is no Child SA yet; the handshake is over."),
  Row("responder", "InitAnswered", "RcvCreateChildRequest", "Lingering",
      <<"SendInvalidSyntax", "AuditAuthFailed", "ReleaseKeys">>,
      "RFC 7296 1.3, 2.21.3", "Nothing is created for somebody who is not authenticated."),
  Row("responder", "InitAnswered", "RcvRequestMalformed", "Lingering",
      <<"SendInvalidSyntax", "AuditAuthFailed", "ReleaseKeys">>,
      "RFC 7296 2.21.3", "Not even the right exchange."),
  Row("responder", "InitAnswered", "RcvRequestUnknownCritical", "Lingering",
      <<"SendUnsupportedCritical", "AuditAuthFailed", "ReleaseKeys">>,
      "RFC 7296 2.5", "The whole request is refused, and nothing is established."),

  \* ------------------------------------------------- established, both roles
  Row("both", "Established", "RcvInformationalRequest", "Established",
      <<"SendEmptyResponse", "RestartLiveness">>,
      "RFC 7296 1.4, 2.4", "A liveness check or notification is answered."),
  Row("both", "Established", "RcvDeleteChild", "Established",
      <<"SendDeleteChildResponse", "UninstallNamedChildren", "RestartLiveness">>,
      "RFC 7296 1.4.1", "Our half of each pair is deleted too, and named in the answer unless our own request names it."),
  Row("both", "Established", "RcvDeleteIke", "Lingering",
      <<"SendEmptyResponse", "StopExchange", "UninstallChildren", "DisarmLiveness", "AuditDeleted",
        "ReleaseKeys", "ArmLinger">>,
      "RFC 7296 1.4.1", "The peer deletes the IKE SA and with it every Child SA."),
  \* R7296-2.8-2
  Row("both", "Established", "RcvCreateChildRequest", "Established",
      <<"SendNoAdditionalSas", "RestartLiveness">>,
      "RFC 7296 1.3", "Rekeying and further Child SAs are refused by this version; the SA stays."),
  \* R7296-2.21.3-2
  Row("both", "Established", "RcvRequestMalformed", "Established",
      <<"SendInvalidSyntax", "RestartLiveness">>,
      "RFC 7296 2.21.3", "Authentic but malformed: reported to the peer, nothing established is lost."),
  Row("both", "Established", "RcvAuthRequestLate", "Established",
      <<"SendInvalidSyntax", "RestartLiveness">>,
      "RFC 7296 2.21.3", "Authentic, and IKE_AUTH is over: reported to the peer, nothing established is lost."),
  Row("both", "Established", "RcvRequestUnknownCritical", "Established",
      <<"SendUnsupportedCritical", "RestartLiveness">>,
      "RFC 7296 2.5", "The whole request is refused, nothing established is lost."),
  Row("both", "Established", "LivenessDue", "Established",
      <<"SendLivenessRequest">>,
      "RFC 7296 2.4", "Silence is probed."),
  Row("both", "Established", "EspHeardInTime", "Established",
      <<"ExtendLiveness">>,
      "RFC 7296 2.4", "ESP that proves authentic is life too."),
  Row("both", "Established", "RcvLivenessResponse", "Established",
      <<"RestartLiveness">>,
      "RFC 7296 2.4", "The peer is alive."),
  Row("both", "Established", "CloseChildRequested", "Established",
      <<"WithdrawNamedChildren", "SendDeleteChildRequest">>,
      "RFC 7296 1.4.1", "Our inbound SA is named to the peer; it receives until that is answered."),
  Row("both", "Established", "RcvDeleteChildResponse", "Established",
      <<"UninstallNamedChildren", "RestartLiveness">>,
      "RFC 7296 1.4.1", "Both halves of the pair are gone."),
  Row("both", "Established", "CloseRequested", "Deleting",
      <<"DisarmLiveness", "WithdrawChildren", "SendDeleteRequest">>,
      "RFC 7296 1.4.1", "A delete is sent; what the peer sends is received until that is answered."),
  Row("both", "Established", "RetriesExhausted", "Closed",
      <<"AuditPeerDead", "DisarmLiveness", "UninstallChildren">> \o Over,
      "RFC 7296 2.4", "The peer is dead, and so is what was shared with it."),
  Row("both", "Established", "Superseded", "Closed",
      <<"AuditDeleted", "StopExchange", "DisarmLiveness", "UninstallChildren">> \o Over,
      "RFC 7296 2.4", "The peer has restarted: the old IKE SA is forgotten without a word."),

  \* ------------------------------------------------- deleting, both roles
  Row("both", "Deleting", "RcvDeleteIkeResponse", "Closed",
      <<"UninstallChildren", "AuditDeleted">> \o Over,
      "RFC 7296 1.4.1", "Both sides have let go."),
  \* R7296-2.25-2
  Row("both", "Deleting", "RcvDeleteIke", "Lingering",
      <<"SendEmptyResponse", "StopExchange", "UninstallChildren", "AuditDeleted", "ReleaseKeys", "ArmLinger">>,
      "RFC 7296 2.25.2", "Both sides close at once: answer as usual and forget our own request."),
  Row("both", "Deleting", "RcvInformationalRequest", "Deleting",
      <<"SendEmptyResponse">>,
      "RFC 7296 1.4", "The peer did not know yet."),
  \* R7296-2.25-2
  Row("both", "Deleting", "RcvDeleteChild", "Deleting",
      <<"SendDeleteChildResponse", "UninstallNamedChildren">>,
      "RFC 7296 2.25.2", "The peer did not know yet."),
  \* R7296-2.25-1
  Row("both", "Deleting", "RcvCreateChildRequest", "Deleting",
      <<"SendTemporaryFailure">>,
      "RFC 7296 2.25.2", "Nothing new on an SA that is being closed."),
  Row("both", "Deleting", "RcvRequestMalformed", "Deleting",
      <<"SendInvalidSyntax">>,
      "RFC 7296 2.21.3", "Authentic but malformed: reported to the peer."),
  Row("both", "Deleting", "RcvAuthRequestLate", "Deleting",
      <<"SendInvalidSyntax">>,
      "RFC 7296 2.21.3", "Authentic, and IKE_AUTH is over: reported to the peer."),
  Row("both", "Deleting", "RcvRequestUnknownCritical", "Deleting",
      <<"SendUnsupportedCritical">>,
      "RFC 7296 2.5", "The whole request is refused."),
  Row("both", "Deleting", "RcvLivenessResponse", "Deleting",
      <<>>,
      "RFC 7296 2.4", "An earlier request is answered; the delete goes next."),
  Row("both", "Deleting", "RcvDeleteChildResponse", "Deleting",
      <<"UninstallNamedChildren">>,
      "RFC 7296 1.4.1", "An earlier request is answered; the delete goes next."),
  Row("both", "Deleting", "RetriesExhausted", "Closed",
      <<"AuditPeerDead", "UninstallChildren">> \o Over,
      "RFC 7296 2.4", "The peer does not answer; closed all the same."),
  Row("both", "Deleting", "Superseded", "Closed",
      <<"AuditDeleted", "StopExchange", "UninstallChildren">> \o Over,
      "RFC 7296 2.4", "The peer has restarted: the old IKE SA is forgotten without a word."),

  \* ------------------------------------------------- the end, both roles
  Row("responder", "Lingering", "HalfOpenExpired", "Closed",
      <<"DisarmHalfOpenExpiry", "QueueReclaim">>,
      "RFC 7296 2.6", "The initiator that was refused has had its time."),
  Row("both", "Lingering", "LingerExpired", "Closed",
      <<"QueueReclaim">>,
      "RFC 7296 2.1", "Retransmissions of the last request are no longer expected."),
  Row("both", "Closed", "TaskReclaimed", "Idle",
      <<"ReleaseTask">>,
      "Bare PC paper, HTH", "The task returns to its pool.")
>>

\* Events that no message and no decision makes.
LocalEvents == {"InitiateRequested", "CloseRequested", "CloseChildRequested", "HalfOpenExpired", "LingerExpired",
          "RetriesExhausted", "Superseded", "TaskReclaimed", "KeyPairReady"}

JobEvents == {"KeyPairReady", "KeyExchangeDone", "KeyExchangeFailed"}

LivenessEvents == {"LivenessDue", "EspHeardInTime"}

\* Why a pair without a row of its own is refused.
Refusal(s, e) ==
  CASE e = "RcvNotAuthentic" ->
         Refuse(s, e, <<"DropNotAuthentic">>, "RFC 7296 2.21.3", "A message whose integrity check failed changes nothing.")
    [] e = "RcvUnauthenticatedNotify" ->
         Refuse(s, e, <<"AuditUnauthenticated">>, "RFC 7296 2.21", "A notification in clear never changes an IKE SA.")
    [] e \in LocalEvents \cup JobEvents \cup LivenessEvents ->
         Refuse(s, e, <<"IgnoreStale">>, "RFC 7296 2.4", "Overtaken by events: there is nothing to do.")
    [] OTHER ->
         Refuse(s, e, <<"DropUnexpected">>, "RFC 7296 2.2", "A message that does not belong to this state changes nothing; a request that comes before its time will be sent again.")

\* Events that no state answers, on purpose; the generator refuses any other that has no row.
AlwaysRefused == {"RcvNotAuthentic", "RcvUnauthenticatedNotify"}

Table == TableOf(Rows, States, Events, Refusal)

Step(state, event) == Table[state][event]

ASSUME WellFormed(Rows, States, Events, Actions)
=============================================================================
