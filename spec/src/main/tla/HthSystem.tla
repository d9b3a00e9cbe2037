----------------------------- MODULE HthSystem -----------------------------
(***************************************************************************)
(* Two peers with one handshake task each: alice initiates, bob responds.  *)
(* Every message ever sent may arrive at any time, any number of times or  *)
(* never: the network loses, repeats, delays, reorders and replays. A      *)
(* stranger forges messages in clear and alters IKE_SA_INIT. Operators     *)
(* close, timers run out, peers restart.                                   *)
(*                                                                         *)
(* A task moves only through Hth!Step, its exchanges only through          *)
(* Exchange!Step. What is modelled by hand is what the engine does by      *)
(* hand: telling what a message is (the event) and doing the actions.      *)
(*                                                                         *)
(* Keys are symbols: an ephemeral value is named by its maker and a serial *)
(* number, keys by both values with group and suite; only who has the keys *)
(* can open or make what they protect. AUTH is the term that RFC 7296      *)
(* section 2.15 signs: secret, signer, the signer's own IKE_SA_INIT        *)
(* message to the octet, and the other's nonce.                            *)
(***************************************************************************)
EXTENDS ExchangePeer, TLC

CONSTANTS
  Secrets,      \* pre-shared keys to try: what each peer signs with and checks with
  Groups,       \* groups that bob may want; alice opens with "group1"
  AuthFaults,   \* what may be wrong inside alice's IKE_AUTH request: see InitiatorInner
  ChildRefusals,\* whether bob may refuse the first Child SA
  Loads,        \* whether bob may demand a cookie
  Sessions,     \* how many handshakes each peer starts or answers at most
  MaxTries,     \* how often a request is sent again
  MaxRestarts,  \* how often IKE_SA_INIT is repeated in another form
  Closes,       \* how many times each operator closes the IKE SA
  ChildCloses,  \* how many times each operator closes the Child SA
  Probes,       \* how many liveness checks each peer makes while all is well
  OddRequests,  \* requests of kinds that this engine does not make, from either peer
  Forgeries,    \* what the stranger may send, see Forged
  ForgeryCount, \* and how many of them
  Crashes       \* how many times alice restarts without a word

Hth == INSTANCE Hth

Peers == {"alice", "bob"}
Other(p) == IF p = "alice" THEN "bob" ELSE "alice"

VARIABLES
  task,        \* each peer's task: state of the machine Hth and all that belongs to it
  network,     \* every message ever sent to a peer
  made,        \* how many ephemeral values each peer has made
  budget,      \* what operators, odd peers and the stranger may still do
  world,       \* what this run is about, chosen once: secrets, wanted group, faults
  crashed,     \* whether alice has restarted and bob not yet been told
  lastAction   \* what the last step was; for the reader only

view == <<task, network, made, budget, world, crashed>>
vars == <<task, network, made, budget, world, crashed, lastAction>>

-----------------------------------------------------------------------------
(* Values *)

NoSpi  == <<"nobody", 0>>
NoInit == [kind |-> "none", spi |-> NoSpi]
NoKeys == [initiator |-> NoSpi, responder |-> NoSpi, group |-> "none", suite |-> "none"]
NoMac  == [secret |-> "none", by |-> "nobody", signed |-> NoInit, nonce |-> NoSpi]

Offered == {"strong", "weak"}

InitContent(spi, group, offers, cookie, fault) ==
  [kind |-> "Init", spi |-> spi, group |-> group, offers |-> offers, cookie |-> cookie, fault |-> fault]
AnswerContent(to, spi, group, chosen) ==
  [kind |-> "InitAnswer", about |-> to, spi |-> spi, group |-> group, chosen |-> chosen]
ClearContent(kind, about, detail) == [kind |-> kind, about |-> about, detail |-> detail]
Inner(what, mac) == [what |-> what, mac |-> mac]
Protected(keys, inner) == [kind |-> "Protected", keys |-> keys, inner |-> inner]

Fresh ==
  [state    |-> "Idle",          \* of the machine Hth
   half     |-> Quiescent,       \* the task's half of the exchanges
   myInit   |-> NoInit,          \* our IKE_SA_INIT message
   peerInit |-> NoInit,          \* the peer's
   keys     |-> NoKeys,          \* the IKE SA's keys
   child    |-> FALSE,           \* whether a Child SA is installed
   verified |-> FALSE,           \* whether the peer's AUTH was verified; for the properties only
   halfOpen |-> FALSE,           \* whether the half-open timer runs
   liveness |-> FALSE,           \* whether the liveness timer runs
   linger   |-> FALSE,           \* whether the linger timer runs
   finished |-> FALSE,           \* whether the scheduler was told to reclaim the task
   restarts |-> 0]               \* how often IKE_SA_INIT was repeated in another form

TypeOk ==
  /\ \A p \in Peers :
       /\ task[p].state \in Hth!States
       /\ task[p].half.state \in Exchange!States
       /\ task[p].half.tries \in 0..MaxTries
       /\ task[p].restarts \in 0..MaxRestarts
       /\ \A flag \in {"child", "verified", "halfOpen", "liveness", "linger", "finished"} :
            task[p][flag] \in BOOLEAN
  /\ \A m \in network : m.to \in Peers /\ m.response \in BOOLEAN
  /\ made \in [Peers -> 0..Sessions]
  /\ crashed \in BOOLEAN

Range(s) == {s[i] : i \in DOMAIN s}
DoesAny(row, actions) == \E i \in DOMAIN row.actions : row.actions[i] \in actions

-----------------------------------------------------------------------------
(* What the engine's verification says: messages become events. *)

\* AUTH as RFC 7296 2.15 defines it.
Mac(secret, by, signed, nonce) == [secret |-> secret, by |-> by, signed |-> signed, nonce |-> nonce]

MyMac(p, t) == Mac(world.signs[p], p, t.myInit, t.peerInit.spi)

Verifies(p, t, mac) == mac = Mac(world.checks[p], Other(p), t.peerInit, t.myInit.spi)

\* bob chooses the best suite offered that he accepts.
Choice(offers) == IF "strong" \in offers THEN "strong" ELSE IF "weak" \in offers THEN "weak" ELSE "none"

\* An IKE_SA_INIT request that belongs to no task.
InitRequestEvent(p, c, loaded) ==
  CASE c.fault = "MajorVersion"    -> "RcvMajorVersionOther"
    [] c.fault = "Malformed"       -> "RcvInitRequestMalformed"
    [] c.fault = "UnknownCritical" -> "RcvInitRequestUnknownCritical"
    [] c.fault = "none" /\ loaded /\ c.cookie # "good" -> "RcvInitRequestNeedsCookie"
    [] c.fault = "none" /\ ~(loaded /\ c.cookie # "good") /\ Choice(c.offers) = "none"
         -> "RcvInitRequestNoProposal"
    [] c.fault = "none" /\ ~(loaded /\ c.cookie # "good") /\ Choice(c.offers) # "none" /\ c.group # world.group
         -> "RcvInitRequestOtherGroup"
    [] OTHER -> IF task[p].state = "Idle" THEN "RcvInitRequest" ELSE "RcvInitRequestNoTask"

\* An answer to IKE_SA_INIT; repetitions in another form are bounded.
InitAnswerEvent(t, c) ==
  CASE c.kind = "InitAnswer" /\ c.chosen \in t.myInit.offers /\ c.group = t.myInit.group -> "RcvInitResponse"
    [] c.kind = "Cookie" /\ c.detail # t.myInit.cookie /\ t.restarts < MaxRestarts -> "RcvInitCookie"
    [] c.kind = "InvalidKe" /\ c.detail # t.myInit.group /\ t.restarts < MaxRestarts -> "RcvInitInvalidKe"
    [] c.kind \in {"Cookie", "InvalidKe", "NoProposal", "ErrorNotify"} -> "RcvInitRefused"
    [] OTHER -> "RcvInitResponseMalformed"

\* A request that was decrypted.
RequestContentEvent(p, t, inner) ==
  CASE inner.what = "Auth" ->
         IF ~Verifies(p, t, inner.mac) THEN "RcvAuthRequestInvalid"
         ELSE IF world.refusesChild THEN "RcvAuthRequestChildRefused" ELSE "RcvAuthRequest"
    [] inner.what = "AuthMalformed"       -> "RcvAuthRequestMalformed"
    [] inner.what = "AuthUnknownCritical" -> "RcvAuthRequestUnknownCritical"
    [] inner.what = "Liveness"            -> "RcvInformationalRequest"
    [] inner.what \in {"DeleteIke", "AuthFailedDelete"} -> "RcvDeleteIke"
    [] inner.what = "DeleteChild"         -> "RcvDeleteChild"
    [] inner.what = "CreateChild"         -> "RcvCreateChildRequest"
    [] inner.what = "Malformed"           -> "RcvRequestMalformed"
    [] inner.what = "UnknownCritical"     -> "RcvRequestUnknownCritical"

\* An answer that was decrypted, to the request that was outstanding.
ResponseContentEvent(p, t, inner, asked) ==
  CASE asked \in {"Auth", "AuthMalformed", "AuthUnknownCritical"} ->
         IF inner.what = "Refusal" THEN "RcvAuthResponseRefused"
         ELSE IF ~Verifies(p, t, inner.mac) THEN "RcvAuthResponseInvalid"
         ELSE IF inner.what = "AuthWithoutChild" THEN "RcvAuthResponseChildRefused" ELSE "RcvAuthResponse"
    [] asked \in {"DeleteIke", "AuthFailedDelete"} -> "RcvDeleteIkeResponse"
    [] asked = "DeleteChild" -> "RcvDeleteChildResponse"
    [] OTHER -> "RcvLivenessResponse"

AuthEvents == {"RcvAuthRequest", "RcvAuthRequestChildRefused", "RcvAuthResponse", "RcvAuthResponseChildRefused"}

-----------------------------------------------------------------------------
(* What the actions of a row do. *)

\* What alice's IKE_AUTH request holds; a foreign initiator may get it wrong.
InitiatorInner(p, t) ==
  IF world.authFault = "none" THEN Inner("Auth", MyMac(p, t)) ELSE Inner(world.authFault, NoMac)

RequestInner(p, t, row) ==
  CASE Does(row, "SendAuthRequest")        -> InitiatorInner(p, t)
    [] Does(row, "SendAuthFailedDelete")   -> Inner("AuthFailedDelete", NoMac)
    [] Does(row, "SendLivenessRequest")    -> Inner("Liveness", NoMac)
    [] Does(row, "SendDeleteRequest")      -> Inner("DeleteIke", NoMac)
    [] Does(row, "SendDeleteChildRequest") -> Inner("DeleteChild", NoMac)

ResponseInner(p, t, row) ==
  CASE Does(row, "SendAuthResponse")             -> Inner("Auth", MyMac(p, t))
    [] Does(row, "SendAuthResponseWithoutChild") -> Inner("AuthWithoutChild", MyMac(p, t))
    [] OTHER -> Inner(IF DoesAny(row, {"SendAuthenticationFailed", "SendInvalidSyntax", "SendUnsupportedCritical"})
                      THEN "Refusal" ELSE "Done", NoMac)

ProtectedRequests  == {"SendAuthRequest", "SendAuthFailedDelete", "SendLivenessRequest", "SendDeleteRequest",
                       "SendDeleteChildRequest"}
ProtectedResponses == {"SendAuthResponse", "SendAuthResponseWithoutChild", "SendAuthenticationFailed",
                       "SendInvalidSyntax", "SendUnsupportedCritical", "SendEmptyResponse",
                       "SendDeleteChildResponse", "SendNoAdditionalSas", "SendTemporaryFailure"}

\* Answers in clear for which nothing is kept.
StatelessContent(row, c) ==
  CASE Does(row, "SendCookie")    -> ClearContent("Cookie", c.spi, "good")
    [] Does(row, "SendInvalidKe") -> ClearContent("InvalidKe", c.spi, world.group)
    [] Does(row, "SendNoProposalChosen") -> ClearContent("NoProposal", c.spi, "none")
    [] OTHER -> ClearContent("ErrorNotify", c.spi, "none")
Stateless == {"SendCookie", "SendInvalidKe", "SendNoProposalChosen", "SendInvalidSyntaxInClear",
              "SendUnsupportedCriticalInClear", "SendInvalidMajorVersion"}

\* Our IKE_SA_INIT message after the row, and the peer's.
MyInitAfter(p, t, row, m) ==
  CASE Does(row, "SendInitRequest") -> InitContent(<<p, made[p] + 1>>, "group1", Offered, "none", "none")
    [] Does(row, "SendInitResponse") ->
         AnswerContent(m.content.spi, <<p, made[p] + 1>>, m.content.group, Choice(m.content.offers))
    [] Does(row, "RestartInitWithCookie") -> [t.myInit EXCEPT !.cookie = m.content.detail]
    [] Does(row, "RestartInitWithGroup")  -> [t.myInit EXCEPT !.group = m.content.detail]
    [] OTHER -> t.myInit

KeysAfter(t, row, m) ==
  IF ~Does(row, "DeriveIkeKeys") THEN t.keys
  ELSE IF m.response
       THEN [initiator |-> t.myInit.spi, responder |-> m.content.spi, group |-> t.myInit.group,
             suite |-> m.content.chosen]
       ELSE [initiator |-> m.content.spi, responder |-> <<"bob", made["bob"] + 1>>, group |-> m.content.group,
             suite |-> Choice(m.content.offers)]

Flag(row, on, off, before) == IF DoesAny(row, on) THEN TRUE ELSE IF DoesAny(row, off) THEN FALSE ELSE before

\* Task t of peer p meets event, which message m brought (None for timers and operators).
\* Gives the task afterwards, the messages sent and the rows fired.
React(p, t, event, m) ==
  LET row   == Hth!Step(t.state, event)
      keys  == KeysAfter(t, row, m)
      mine  == MyInitAfter(p, t, row, m)
      known == [t EXCEPT !.keys = keys, !.myInit = mine,
                         !.peerInit = IF Does(row, "DeriveIkeKeys") THEN m.content ELSE @]
      \* What the row asks of the exchanges.
      asks  == IF DoesAny(row, ProtectedRequests)
               THEN Meet(p, Other(p), t.half, "SendRequested", Protected(keys, RequestInner(p, known, row)), None)
               ELSE IF Does(row, "SendInitRequest")
               THEN Meet(p, Other(p), t.half, "SendRequested", mine, None)
               ELSE IF DoesAny(row, {"RestartInitWithCookie", "RestartInitWithGroup"})
               THEN Meet(p, Other(p), t.half, "RestartRequested", mine, None)
               ELSE IF DoesAny(row, ProtectedResponses)
               THEN Meet(p, Other(p), t.half, "ResponseReady", Protected(keys, ResponseInner(p, known, row)), m)
               ELSE IF Does(row, "SendInitResponse")
               THEN Meet(p, Other(p), t.half, "ResponseReady", mine, m)
               ELSE [row |-> row, half |-> t.half, sent |-> <<>>]
      asked == DoesAny(row, ProtectedRequests \cup ProtectedResponses
                            \cup {"SendInitRequest", "SendInitResponse", "RestartInitWithCookie", "RestartInitWithGroup"})
      stops == Meet(p, Other(p), asks.half, "StopRequested", None.content, None)
      half  == IF Does(row, "StopExchange") THEN stops.half ELSE asks.half
      after ==
        [state    |-> row.next,
         half     |-> half,
         myInit   |-> IF DoesAny(row, {"ReleaseHandshakeSecrets", "ReleaseKeys"}) THEN NoInit ELSE mine,
         peerInit |-> IF DoesAny(row, {"ReleaseHandshakeSecrets", "ReleaseKeys"}) THEN NoInit ELSE known.peerInit,
         keys     |-> IF Does(row, "ReleaseKeys") THEN NoKeys ELSE keys,
         child    |-> Flag(row, {"InstallChild"}, {"UninstallChildren", "UninstallNamedChildren"}, t.child),
         verified |-> t.verified \/ event \in AuthEvents,
         halfOpen |-> Flag(row, {"ArmHalfOpenExpiry"}, {"DisarmHalfOpenExpiry"}, t.halfOpen),
         liveness |-> Flag(row, {"ArmLiveness"}, {"DisarmLiveness"}, t.liveness),
         linger   |-> Flag(row, {"ArmLinger"}, {}, t.linger /\ event # "LingerExpired"),
         finished |-> Flag(row, {"QueueReclaim"}, {}, t.finished),
         restarts |-> IF DoesAny(row, {"RestartInitWithCookie", "RestartInitWithGroup"})
                      THEN t.restarts + 1 ELSE t.restarts]
  IN  [task    |-> IF Does(row, "ReleaseTask") THEN Fresh ELSE after,
       sent    |-> asks.sent
                   \o IF DoesAny(row, Stateless)
                      THEN <<Message(p, m.from, TRUE, 0, StatelessContent(row, m.content))>> ELSE <<>>,
       makes   |-> DoesAny(row, {"StartKeyExchange", "SendInitResponse"}),
       firings |-> <<Firing(p, "Hth", row)>>
                   \o (IF asked THEN <<Firing(p, "Exchange", asks.row)>> ELSE <<>>)
                   \o (IF Does(row, "StopExchange") THEN <<Firing(p, "Exchange", stops.row)>> ELSE <<>>)]

\* Only what a peer can receive is worth keeping.
Post(sent) == network \cup {m \in Range(sent) : m.to \in Peers}

\* "\E r \in {value}" instead of LET wherever r' is set from r: TLC then computes the value once.

\* Peer p's step: its task after exchange firings xs, then the reaction r.
Finish(p, what, received, xs, r) ==
  /\ task' = [task EXCEPT ![p] = r.task]
  /\ network' = Post(r.sent)
  /\ made' = IF r.makes THEN [made EXCEPT ![p] = @ + 1] ELSE made
  /\ lastAction' = Told(p, what, received, xs \o r.firings, r.sent)
  /\ UNCHANGED world

\* Something local happens to p's task: an operator, a timer, the scheduler.
Local(p, what, event) == \E r \in {React(p, task[p], event, None)} : Finish(p, what, <<>>, <<>>, r)

\* The exchange has dealt with a message, and that is all.
OnlyExchange(p, what, m, r) ==
  /\ task' = [task EXCEPT ![p].half = r.half]
  /\ network' = Post(r.sent)
  /\ lastAction' = Told(p, what, <<m>>, <<Firing(p, "Exchange", r.row)>>, r.sent)
  /\ UNCHANGED <<made, world>>

Spend(p, what) == budget' = [budget EXCEPT ![p][what] = @ - 1]
Keep == UNCHANGED <<budget, crashed>>

-----------------------------------------------------------------------------
(* Actions: messages *)

\* bob is idle, or busy with another initiator.
ReceiveInitRequest(p, m) ==
  /\ p = "bob" /\ m.to = p /\ ~m.response /\ m.content.kind = "Init"
  /\ m # task[p].half.lastRequest
  /\ task[p].state = "Idle" \/ m.content.spi # task[p].peerInit.spi
  /\ \E loaded \in Loads :
       \E event \in {InitRequestEvent(p, m.content, loaded)} :
       \E first \in {Meet(p, Other(p), Quiescent, "RcvRequestNew", None.content, m)} :
       \E r \in {React(p, [Fresh EXCEPT !.half = IF event = "RcvInitRequest" THEN first.half ELSE @], event, m)} :
           /\ event = "RcvInitRequest" => made[p] < Sessions
           /\ IF event = "RcvInitRequest"
              THEN Finish(p, "ReceiveInitRequest", <<m>>, <<Firing(p, "Exchange", first.row)>>, r)
              ELSE \* Nothing is kept: whatever task bob has is not touched.
                   /\ network' = Post(r.sent)
                   /\ lastAction' = Told(p, "ReceiveInitRequest", <<m>>, r.firings, r.sent)
                   /\ UNCHANGED <<task, made, world>>
  /\ Keep

\* A request in clear or protected that the task has answered last, to the octet.
ReceiveRepeatedRequest(p, m) ==
  /\ m.to = p /\ ~m.response /\ task[p].state # "Idle"
  /\ m = task[p].half.lastRequest
  /\ \E r \in {Meet(p, Other(p), task[p].half, RequestEvent(task[p].half, m), None.content, m)} :
       OnlyExchange(p, "ReceiveRepeatedRequest", m, r)
  /\ Keep

\* The initiator's request in another form than the one answered.
ReceiveOtherInitRequest(p, m) ==
  /\ p = "bob" /\ m.to = p /\ ~m.response /\ m.content.kind = "Init" /\ task[p].state = "InitAnswered"
  /\ m # task[p].half.lastRequest
  /\ m.content.spi = task[p].peerInit.spi
  /\ \E r \in {Meet(p, Other(p), task[p].half, RequestEvent(task[p].half, m), None.content, m)} :
       OnlyExchange(p, "ReceiveOtherInitRequest", m, r)
  /\ Keep

\* An answer in clear to our IKE_SA_INIT, from bob or from a stranger.
ReceiveInitAnswer(p, m) ==
  /\ p = "alice" /\ m.to = p /\ m.response /\ m.content.kind \notin {"Protected", "ClearNotify"}
  /\ task[p].state = "InitSent"
  /\ m.content.about = task[p].myInit.spi
  /\ \E t \in {task[p]} : \E event \in {InitAnswerEvent(t, m.content)} :
     \E first \in {Meet(p, Other(p), t.half, ResponseEvent(t.half, m, event # "RcvInitResponse"), None.content, m)} :
       IF Does(first.row, "DeliverResponse")
       THEN \E r \in {React(p, [t EXCEPT !.half = first.half], event, m)} :
              Finish(p, "ReceiveInitAnswer", <<m>>, <<Firing(p, "Exchange", first.row)>>, r)
       ELSE OnlyExchange(p, "ReceiveInitAnswer", m, first)
  /\ Keep

\* A protected request that opens with our keys.
ReceiveRequest(p, m) ==
  /\ m.to = p /\ ~m.response /\ m.content.kind = "Protected"
  /\ task[p].keys # NoKeys /\ m.content.keys = task[p].keys
  /\ m # task[p].half.lastRequest
  /\ \E t \in {task[p]} : \E first \in {Meet(p, Other(p), t.half, RequestEvent(t.half, m), None.content, m)} :
       IF Does(first.row, "DeliverRequest")
       THEN \E r \in {React(p, [t EXCEPT !.half = first.half], RequestContentEvent(p, t, m.content.inner), m)} :
              Finish(p, "ReceiveRequest", <<m>>, <<Firing(p, "Exchange", first.row)>>, r)
       ELSE OnlyExchange(p, "ReceiveRequest", m, first)
  /\ Keep

\* A protected answer that opens with our keys.
ReceiveResponse(p, m) ==
  /\ m.to = p /\ m.response /\ m.content.kind = "Protected"
  /\ task[p].keys # NoKeys /\ m.content.keys = task[p].keys
  /\ \E t \in {task[p]} : \E first \in {Meet(p, Other(p), t.half, ResponseEvent(t.half, m, FALSE), None.content, m)} :
       IF Does(first.row, "DeliverResponse")
       THEN \E r \in {React(p, [t EXCEPT !.half = first.half],
                       ResponseContentEvent(p, t, m.content.inner, t.half.outstanding.content.inner.what), m)} :
              Finish(p, "ReceiveResponse", <<m>>, <<Firing(p, "Exchange", first.row)>>, r)
       ELSE OnlyExchange(p, "ReceiveResponse", m, first)
  /\ Keep

\* A protected message that does not open, or a notification in clear.
ReceiveUnproven(p, m) ==
  /\ m.to = p /\ task[p].state # "Idle" /\ m # task[p].half.lastRequest
  /\ \/ m.content.kind = "ClearNotify"
     \/ m.content.kind = "Protected" /\ (task[p].keys = NoKeys \/ m.content.keys # task[p].keys)
  /\ \E r \in {React(p, task[p],
                    IF m.content.kind = "ClearNotify" THEN "RcvUnauthenticatedNotify" ELSE "RcvNotAuthentic", m)} :
       Finish(p, "ReceiveUnproven", <<m>>, <<>>, r)
  /\ Keep

Receive(p, m) ==
  \/ ReceiveInitRequest(p, m)
  \/ ReceiveRepeatedRequest(p, m)
  \/ ReceiveOtherInitRequest(p, m)
  \/ ReceiveInitAnswer(p, m)
  \/ ReceiveRequest(p, m)
  \/ ReceiveResponse(p, m)
  \/ ReceiveUnproven(p, m)

-----------------------------------------------------------------------------
(* Actions: operators, timers, scheduler *)

\* alice's policy wants an IKE SA.
Initiate(p) ==
  /\ p = "alice" /\ task[p].state = "Idle" /\ made[p] < Sessions
  /\ Local(p, "Initiate", "InitiateRequested")
  /\ Keep

\* The operator closes the IKE SA.
CloseIkeSa(p) ==
  /\ budget[p].close > 0 /\ task[p].state \in {"InitSent", "AuthSent", "InitAnswered", "Established"}
  /\ Local(p, "CloseIkeSa", "CloseRequested")
  /\ Spend(p, "close") /\ UNCHANGED crashed

\* The operator closes the Child SA.
CloseChildSa(p) ==
  /\ budget[p].closeChild > 0 /\ task[p].state = "Established" /\ task[p].child
  /\ Local(p, "CloseChildSa", "CloseChildRequested")
  /\ Spend(p, "closeChild") /\ UNCHANGED crashed

\* Nothing was heard for a while, and nothing is outstanding.
PeerGone(p) == task[Other(p)].keys # task[p].keys
MayProbe(p) == task[p].state = "Established" /\ task[p].liveness /\ task[p].half.state = "Quiet"

ProbeSilence(p) ==
  /\ MayProbe(p) /\ PeerGone(p)
  /\ Local(p, "ProbeSilence", "LivenessDue")
  /\ Keep

ProbePeer(p) ==
  /\ MayProbe(p) /\ ~PeerGone(p) /\ budget[p].probe > 0
  /\ Local(p, "ProbePeer", "LivenessDue")
  /\ Spend(p, "probe") /\ UNCHANGED crashed

\* A peer of another make asks what this engine never asks.
AskOddly(p) ==
  /\ budget[p].odd > 0 /\ task[p].state = "Established" /\ task[p].half.state = "Quiet"
  /\ \E what \in OddRequests :
       \E r \in {Meet(p, Other(p), task[p].half, "SendRequested", Protected(task[p].keys, Inner(what, NoMac)), None)} :
           /\ task' = [task EXCEPT ![p].half = r.half]
           /\ network' = Post(r.sent)
           /\ lastAction' = Told(p, "AskOddly", <<>>, <<Firing(p, "Exchange", r.row)>>, r.sent)
  /\ Spend(p, "odd") /\ UNCHANGED <<made, world, crashed>>

\* The retransmission timer runs out; after the last try the HTH is told.
Retransmit(p) ==
  /\ task[p].half.state = "Awaiting"
  /\ \E t \in {task[p]} :
     \E r \in {Meet(p, Other(p), t.half, IF t.half.tries < MaxTries THEN "RetransmitDue" ELSE "TriesUsedUp",
                   None.content, None)} :
         IF Does(r.row, "ReportDead")
         THEN \E end \in {React(p, [t EXCEPT !.half = r.half], "RetriesExhausted", None)} :
                Finish(p, "Retransmit", <<>>, <<Firing(p, "Exchange", r.row)>>, end)
         ELSE /\ task' = [task EXCEPT ![p].half = r.half]
              /\ network' = Post(r.sent)
              /\ lastAction' = Told(p, "Retransmit", <<>>, <<Firing(p, "Exchange", r.row)>>, r.sent)
              /\ UNCHANGED <<made, world>>
  /\ Keep

\* A request that waited for the window is sent.
SendQueued(p) ==
  /\ task[p].half.queue # <<>> /\ task[p].half.state = "Quiet"
  /\ task[p].state \in {"Established", "Deleting"}
  /\ \E r \in {Meet(p, Other(p), task[p].half, "SendRequested", Head(task[p].half.queue), None)} :
         /\ task' = [task EXCEPT ![p].half = [r.half EXCEPT !.queue = Tail(@)]]
         /\ network' = Post(r.sent)
         /\ lastAction' = Told(p, "SendQueued", <<>>, <<Firing(p, "Exchange", r.row)>>, r.sent)
         /\ UNCHANGED <<made, world>>
  /\ Keep

ExpireHalfOpen(p) ==
  /\ task[p].halfOpen
  /\ Local(p, "ExpireHalfOpen", "HalfOpenExpired")
  /\ Keep

ExpireLinger(p) ==
  /\ task[p].linger
  /\ Local(p, "ExpireLinger", "LingerExpired")
  /\ Keep

ReclaimTask(p) ==
  /\ task[p].finished
  /\ Local(p, "ReclaimTask", "TaskReclaimed")
  /\ Keep

\* alice loses power and comes back knowing nothing.
Crash(p) ==
  /\ p = "alice" /\ budget[p].crash > 0 /\ task[p].state = "Established"
  /\ task' = [task EXCEPT ![p] = Fresh]
  /\ crashed' = TRUE
  /\ lastAction' = Told(p, "Crash", <<>>, <<>>, <<>>)
  /\ budget' = [budget EXCEPT ![p].crash = @ - 1]
  /\ UNCHANGED <<network, made, world>>

\* bob learns through another IKE SA that alice has restarted.
SupersedeOldSa(p) ==
  /\ p = "bob" /\ crashed
  /\ Local(p, "SupersedeOldSa", "Superseded")
  /\ crashed' = FALSE
  /\ UNCHANGED budget

-----------------------------------------------------------------------------
(* Actions: the stranger *)

AliceSpi == task["alice"].myInit.spi
ToBob(content)   == Message("mallory", "bob", FALSE, 0, content)
ToAlice(content) == Message("mallory", "alice", TRUE, 0, content)
Awaited == task["alice"].state = "InitSent"

\* What each kind of forgery puts on the wire.
Forged(kind) ==
  CASE kind = "SpoofInit" -> {ToBob(InitContent(<<"mallory", 1>>, "group1", Offered, "none", "none"))}
    [] kind = "MalformedInit" -> {ToBob(InitContent(<<"mallory", 1>>, "group1", Offered, "none", "Malformed"))}
    [] kind = "CriticalInit" -> {ToBob(InitContent(<<"mallory", 1>>, "group1", Offered, "none", "UnknownCritical"))}
    [] kind = "VersionInit" -> {ToBob(InitContent(<<"mallory", 1>>, "group1", Offered, "none", "MajorVersion"))}
    [] kind = "NothingOffered" -> {ToBob(InitContent(<<"mallory", 1>>, "group1", {}, "none", "none"))}
    [] kind = "ForgedCookie" -> IF Awaited THEN {ToAlice(ClearContent("Cookie", AliceSpi, "forged"))} ELSE {}
    [] kind = "ForgedInvalidKe" -> IF Awaited THEN {ToAlice(ClearContent("InvalidKe", AliceSpi, "group2"))} ELSE {}
    [] kind = "ForgedRefusal" -> IF Awaited THEN {ToAlice(ClearContent("ErrorNotify", AliceSpi, "none"))} ELSE {}
    [] kind = "ForgedAnswer" ->
         IF Awaited THEN {ToAlice(AnswerContent(AliceSpi, <<"mallory", 1>>, task["alice"].myInit.group, "strong"))} ELSE {}
    [] kind = "UnofferedAnswer" ->
         IF Awaited THEN {ToAlice(AnswerContent(AliceSpi, <<"mallory", 1>>, task["alice"].myInit.group, "none"))} ELSE {}
    [] kind = "ForgedProtected" ->
         {Message("mallory", p, FALSE, 1, Protected(NoKeys, Inner("DeleteIke", NoMac))) : p \in Peers}
    [] kind = "ForgedNotify" ->
         {Message("mallory", p, FALSE, 1, ClearContent("ClearNotify", NoSpi, "none")) : p \in Peers}
    \* A man in the middle offers bob only the weak suite in alice's name.
    [] kind = "Downgrade" ->
         {[m EXCEPT !.content.offers = {"weak"}] :
            m \in {n \in network : n.content.kind = "Init" /\ n.from = "alice" /\ n.content.offers = Offered}}
    \* And tells alice that bob chose it.
    [] kind = "DowngradeAnswer" ->
         {[m EXCEPT !.content.chosen = "weak"] :
            m \in {n \in network : n.content.kind = "InitAnswer" /\ n.content.chosen = "strong"}}

Forge ==
  /\ budget["bob"].forge > 0
  /\ \E kind \in Forgeries : \E m \in Forged(kind) :
       /\ m \notin network
       /\ network' = network \cup {m}
       /\ lastAction' = Told("mallory", "Forge", <<>>, <<>>, <<m>>)
  /\ Spend("bob", "forge")
  /\ UNCHANGED <<task, made, world, crashed>>

\* Both tasks are in their pools and no handshake is wanted any more: the run is over.
Rest == (\A p \in Peers : task[p].state = "Idle") /\ made["alice"] = Sessions /\ UNCHANGED vars

-----------------------------------------------------------------------------

Init ==
  /\ StartNoting
  /\ task = [p \in Peers |-> Fresh]
  /\ network = {}
  /\ made = [p \in Peers |-> 0]
  /\ budget = [p \in Peers |-> [close |-> Closes[p], closeChild |-> ChildCloses[p], probe |-> Probes[p],
                                odd |-> IF OddRequests = {} THEN 0 ELSE 1,
                                crash |-> IF p = "alice" THEN Crashes ELSE 0,
                                forge |-> IF p = "bob" THEN ForgeryCount ELSE 0]]
  /\ \E secrets \in Secrets, group \in Groups, fault \in AuthFaults, refuses \in ChildRefusals :
       world = [signs |-> secrets.signs, checks |-> secrets.checks, group |-> group,
                authFault |-> fault, refusesChild |-> refuses]
  /\ crashed = FALSE
  /\ lastAction = Untold

Next ==
  \/ \E p \in Peers :
       \/ \E m \in network : Receive(p, m)
       \/ Initiate(p)
       \/ CloseIkeSa(p)
       \/ CloseChildSa(p)
       \/ ProbeSilence(p)
       \/ ProbePeer(p)
       \/ AskOddly(p)
       \/ Retransmit(p)
       \/ SendQueued(p)
       \/ ExpireHalfOpen(p)
       \/ ExpireLinger(p)
       \/ ReclaimTask(p)
       \/ Crash(p)
       \/ SupersedeOldSa(p)
  \/ Forge
  \/ Rest

Spec == Init /\ [][Next]_vars

\* What happens without anybody's wish and without the network: clocks run, the scheduler runs,
\* the policy wants its IKE SA.
Driven(p) ==
  \/ Initiate(p)
  \/ Retransmit(p)
  \/ SendQueued(p)
  \/ ProbeSilence(p)
  \/ ExpireHalfOpen(p)
  \/ ExpireLinger(p)
  \/ ReclaimTask(p)

\* While any of that can still change something, something of it happens. This asks less than fairness of
\* each, and nothing at all of the network; so what is promised here holds all the more under a fair one.
FairSpec == Spec /\ WF_view(Driven("alice") \/ Driven("bob"))

NoteRows == Note(lastAction')

\* Values for the constants of the models.
Both(n) == [p \in Peers |-> n]
Never   == Both(0)
Once    == Both(1)
OnlyAlice == [alice |-> 1, bob |-> 0]
OnlyBob   == [alice |-> 0, bob |-> 1]
SameSecret     == {[signs |-> Both("secret"), checks |-> Both("secret")]}
OtherSecrets   == {[signs |-> [alice |-> "one", bob |-> "two"], checks |-> [alice |-> "one", bob |-> "two"]],
                   [signs |-> [alice |-> "secret", bob |-> "guess"], checks |-> Both("secret")]}

-----------------------------------------------------------------------------
(* Properties *)

IsEstablished(p) == task[p].state = "Established"

\* When both ends are established they have the same keys, made from both ephemeral values, the same group and suite,
\* and each has the other's identity verified.
EstablishedAgree ==
  IsEstablished("alice") /\ IsEstablished("bob") =>
    /\ task["alice"].keys = task["bob"].keys
    /\ task["alice"].keys # NoKeys
    /\ \A p \in Peers : task[p].verified

\* Nobody is established without a verified AUTH that only the peer can have made.
NeverWithoutAuth ==
  \A p \in Peers : IsEstablished(p) => task[p].verified /\ world.signs[Other(p)] = world.checks[p]

\* Both offer the strong suite, so nobody is established with the weak one.
NoDowngrade == \A p \in Peers : IsEstablished(p) => task[p].keys.suite = "strong"

\* A Child SA exists only while the IKE SA does, and only between peers that proved who they are.
ChildOnlyWithIke ==
  \A p \in Peers : task[p].child => task[p].verified /\ task[p].state \in {"Established", "Deleting"}

\* When the IKE SA is over no key is left.
NoKeysLeft == \A p \in Peers : task[p].state \in {"Idle", "Lingering", "Closed"} => task[p].keys = NoKeys /\ ~task[p].child

\* A task counts as half open exactly while it waits for IKE_AUTH.
HalfOpenCounted == \A p \in Peers : task[p].halfOpen <=> task[p].state = "InitAnswered"

\* In every state but idle and established a timer or the scheduler will move the task on.
AlwaysDriven ==
  \A p \in Peers :
    CASE task[p].state \in {"InitSent", "AuthSent", "Abandoning"} -> task[p].half.state = "Awaiting"
      [] task[p].state = "Deleting"     -> task[p].half.state = "Awaiting" \/ task[p].half.queue # <<>>
      [] task[p].state = "InitAnswered" -> task[p].halfOpen
      [] task[p].state = "Established"  -> task[p].liveness
      [] task[p].state = "Lingering"    -> task[p].linger
      [] task[p].state = "Closed"       -> task[p].finished
      [] task[p].state = "Idle"         -> task[p] = Fresh

\* What nobody has vouched for moves nothing.
UnprovenMovesNothing ==
  [][lastAction'.does = "ReceiveUnproven" => UNCHANGED <<task, network>>]_vars

\* Every half-open task returns to its pool or is established.
HalfOpenEnds == task["bob"].halfOpen ~> ~task["bob"].halfOpen

\* Every finished task returns to its pool.
TaskReturns == \A p \in Peers : task[p].state \in {"Lingering", "Closed"} ~> task[p].state = "Idle"

\* A delete is carried through, whatever the peer does.
DeleteCompletes == \A p \in Peers : task[p].state \in {"Deleting", "Abandoning"} ~> task[p].state = "Idle"

\* Under a fair network both ends are established for good, or both are closed for good.
BothAgreeInTheEnd ==
  <>[](IsEstablished("alice") /\ IsEstablished("bob") /\ task["alice"].keys = task["bob"].keys)
  \/ <>[](task["alice"].state = "Idle" /\ task["bob"].state = "Idle")
=============================================================================
