\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE IkeActions -----------------------------
(***************************************************************************)
(* What the actions of a row do, one after another in the order of the     *)
(* row, and how a step changes the world. A turn is what has become of     *)
(* one task so far:                                                        *)
(*   t          the task                                                   *)
(*   values     how many ephemeral values the host has made                *)
(*   halfOpen   how many tasks the host counts as half open                *)
(*   sent       messages that left, in order                               *)
(*   firings    rows fired, in order                                       *)
(*   logged     what the operator was told                                 *)
(*   counted    what was counted as dropped, refused or overtaken          *)
(*   handed     what the machine Exchange handed to the HTH                *)
(*   superseded whether the host's other tasks with this peer are told     *)
(*   early      whether an answer left that accepts a Child SA that cannot *)
(*              receive yet                                                *)
(*   watched    whether the liveness timer was started                     *)
(***************************************************************************)
EXTENDS IkeEvents

Requests == ("SendAuthRequest"        :> "Auth")
         @@ ("SendAuthFailedDelete"   :> "AuthFailedDelete")
         @@ ("SendLivenessRequest"    :> "Liveness")
         @@ ("SendDeleteRequest"      :> "DeleteIke")
         @@ ("SendDeleteChildRequest" :> "DeleteChild")

Answers == ("SendAuthResponse"             :> "Auth")
        @@ ("SendAuthResponseWithoutChild" :> "AuthWithoutChild")
        @@ ("SendAuthenticationFailed"     :> "AuthenticationFailed")
        @@ ("SendInvalidSyntax"            :> "InvalidSyntax")
        @@ ("SendUnsupportedCritical"      :> "UnsupportedCritical")
        @@ ("SendEmptyResponse"            :> "Done")
        @@ ("SendDeleteChildResponse"      :> "ChildDeleted")
        @@ ("SendNoAdditionalSas"          :> "NoAdditionalSas")
        @@ ("SendTemporaryFailure"         :> "TemporaryFailure")

\* Answers in clear for which nothing is kept.
ClearAnswers == ("SendCookie"                     :> "Cookie")
             @@ ("SendInvalidKe"                  :> "InvalidKe")
             @@ ("SendNoProposalChosen"           :> "NoProposal")
             @@ ("SendInvalidSyntaxInClear"       :> "InvalidSyntax")
             @@ ("SendUnsupportedCriticalInClear" :> "UnsupportedCritical")
             @@ ("SendInvalidMajorVersion"        :> "MajorVersion")

Logs == ("AuditEstablished"     :> "established")
     @@ ("AuditChildRefused"    :> "childRefused")
     @@ ("AuditRefused"         :> "refused")
     @@ ("AuditInitRefused"     :> "initRefused")
     @@ ("AuditAuthFailed"      :> "authFailed")
     @@ ("AuditPeerDead"        :> "peerDead")
     @@ ("AuditHalfOpenExpired" :> "halfOpenExpired")
     @@ ("AuditDeleted"         :> "deleted")
     @@ ("AuditUnauthenticated" :> "unauthenticated")

Counts == ("CountNoTask"      :> "noTask")
       @@ ("DropNotAuthentic" :> "notAuthentic")
       @@ ("DropUnexpected"   :> "unexpected")
       @@ ("IgnoreStale"      :> "stale")

More(n) == IF n < 2 THEN n + 1 ELSE 2

Begin(p, t) ==
  [t |-> t, values |-> made[p].values, halfOpen |-> halfOpen[p], sent |-> <<>>, firings |-> <<>>, logged |-> <<>>,
   counted |-> <<>>, handed |-> {}, superseded |-> FALSE, early |-> FALSE, watched |-> FALSE]

\* What a row of the machine Exchange hands to the HTH.
Handed(row) ==
  (IF Does(row, "DeliverRequest") THEN {"request"} ELSE {})
  \cup (IF Does(row, "DeliverResponse") THEN {"response"} ELSE {})
  \cup (IF Does(row, "DeliverUnverified") THEN {"unverified"} ELSE {})
  \cup (IF Does(row, "ReportDead") THEN {"dead"} ELSE {})

\* The task's exchanges meet an event.
Ask(p, m, c, event, content) ==
  LET r == Meet(p, Other(p), c.t.half, event, content, m)
  IN  [c EXCEPT !.t.half = r.half, !.sent = @ \o r.sent, !.counted = @ \o r.counted, !.handed = Handed(r.row),
                !.firings = Append(@, Firing(p, "Exchange", r.row))]

Seal(t, exchange, inner) == Protected(exchange, t.spis, t.keys, inner)

\* A pair that we are deleting too is not named in the answer.
AnswerTo(t, action) ==
  IF action = "SendDeleteChildResponse" /\ t.child # NoChild /\ ~t.sends THEN "Done" ELSE Answers[action]

\* What stands in a request; a foreign initiator may get IKE_AUTH wrong.
RequestInner(p, c, what) ==
  IF what # "Auth" THEN Inner(what)
  ELSE [what |-> what, fault |-> IF p = "alice" THEN world.requestFault ELSE "none", mac |-> MyMac(p, c.t),
        initialContact |-> Cardinality({i \in Places(p) : task[p][i].peer = Other(p)}) = 1]

AnswerInner(p, c, what) ==
  IF what \notin {"Auth", "AuthWithoutChild"} THEN Inner(what)
  ELSE [what |-> what, fault |-> world.answerFault, mac |-> MyMac(p, c.t), initialContact |-> FALSE]

StartedInit(p, c) == InitContent(<<p, c.values + 1>>, "group1", Offered, NoCookie, "none")

AnswerInit(p, c, m) ==
  AnswerContent(m.content.spi, <<p, c.values + 1>>, m.content.group, Choice(m.content.offers), "none")

ClearDetail(p, m, kind) ==
  CASE kind = "Cookie" -> CookieFor(m.from, m.content.spi)
    [] kind = "InvalidKe" -> world.group
    [] OTHER -> "none"

DeriveAsInitiator(c, m) ==
  [c EXCEPT !.t.keys = [initiator |-> c.t.myInit.spi, responder |-> m.content.spi, group |-> c.t.drawn,
                        suite |-> m.content.chosen],
            !.t.spis[2] = m.content.spi, !.t.peerInit = m.content, !.t.derivations = More(@)]

DeriveAsResponder(c, m) ==
  [c EXCEPT !.t.keys = [initiator |-> m.content.spi, responder |-> c.t.myInit.spi, group |-> c.t.drawn, suite |-> c.t.myInit.chosen],
            !.t.derivations = More(@)]

\* A responder begins: its part of the key exchange is drawn, and being computed.
BeginAsResponder(p, c, m) ==
  LET own == AnswerInit(p, c, m)
  IN  [c EXCEPT !.t.spis = <<m.content.spi, own.spi>>, !.t.role = "responder", !.t.origin = m,
                !.t.peerInit = m.content, !.t.myInit = own, !.t.drawn = own.group, !.t.job = SecretJob(m), !.values = @ + 1]

Nonces(t) == IF t.role = "initiator" THEN <<t.myInit.spi, t.peerInit.spi>> ELSE <<t.peerInit.spi, t.myInit.spi>>

\* One action of host p, which message m brought about.
Perform(p, m, c, a) ==
  CASE a \in DOMAIN Requests ->
         Ask(p, m, c, "SendRequested", Seal(c.t, ExchangeOf(Requests[a]), RequestInner(p, c, Requests[a])))
    [] a \in DOMAIN Answers ->
         [Ask(p, m, c, "ResponseReady", Seal(c.t, m.content.exchange, AnswerInner(p, c, AnswerTo(c.t, a)))) EXCEPT
            !.early = @ \/ (a = "SendAuthResponse" /\ c.t.child = NoChild),
            !.t.peer = IF Answers[a] \in {"Auth", "AuthWithoutChild"} THEN Other(p) ELSE @]
    [] a \in DOMAIN ClearAnswers ->
         [c EXCEPT !.sent = Append(@, Message(p, m.from, TRUE, 0,
                     Notification(ClearAnswers[a], m.content.spi, ClearDetail(p, m, ClearAnswers[a]))))]
    [] a \in DOMAIN Logs   -> [c EXCEPT !.logged = Append(@, Logs[a])]
    [] a \in DOMAIN Counts -> [c EXCEPT !.counted = Append(@, Counts[a])]
    [] a = "SendInitRequest"       -> Ask(p, m, c, "SendRequested", c.t.myInit)
    [] a = "SendInitResponse"      -> Ask(p, m, c, "ResponseReady", c.t.myInit)
    [] a = "RestartInitWithCookie" ->
         Ask(p, m, [c EXCEPT !.t.myInit.cookie = m.content.detail, !.t.restarts = @ + 1], "RestartRequested",
             [c.t.myInit EXCEPT !.cookie = m.content.detail])
    [] a = "RestartInitWithGroup"  ->
         Ask(p, m, [c EXCEPT !.t.myInit.group = c.t.drawn], "RestartRequested", [c.t.myInit EXCEPT !.group = c.t.drawn])
    [] a = "StopExchange"          -> Ask(p, m, c, "StopRequested", None.content)
    [] a = "StartKeyExchange"      -> [c EXCEPT !.t.myInit = StartedInit(p, c), !.t.spis[1] = <<p, c.values + 1>>,
                                                !.t.drawn = "group1", !.t.job = KeyPairJob, !.values = @ + 1]
    [] a = "ChangeGroup"           -> [c EXCEPT !.t.drawn = m.content.detail, !.t.restarts = @ + 1, !.t.job = KeyPairJob]
    [] a = "AgreeAsInitiator"      -> [c EXCEPT !.t.job = SecretJob(m)]
    [] a = "AgreeAsResponder"      -> BeginAsResponder(p, c, m)
    [] a = "HoldRequest"           -> [c EXCEPT !.t.half.holds = TRUE]
    [] a = "CancelJob"             -> [c EXCEPT !.t.job = NoJob]
    [] a = "DeriveIkeKeys"         -> IF m.response THEN DeriveAsInitiator(c, m) ELSE DeriveAsResponder(c, m)
    [] a = "ReleasePrivateValue"   -> [c EXCEPT !.t.drawn = "none"]
    [] a = "InstallChild"          -> [c EXCEPT !.t.child = [keys |-> c.t.keys, nonces |-> Nonces(c.t)], !.t.sends = TRUE,
                                                !.t.installs = More(@)]
    [] a \in {"WithdrawChildren", "WithdrawNamedChildren"} -> [c EXCEPT !.t.sends = FALSE]
    [] a \in {"UninstallChildren", "UninstallNamedChildren"} -> [c EXCEPT !.t.child = NoChild, !.t.sends = FALSE]
    [] a = "SupersedeOthers"       -> [c EXCEPT !.superseded = m.content.inner.initialContact]
    [] a = "ReleaseHandshakeSecrets" -> [c EXCEPT !.t.myInit = NoInit, !.t.peerInit = NoInit, !.t.drawn = "none"]
    [] a = "ReleaseKeys"           -> [c EXCEPT !.t.myInit = NoInit, !.t.peerInit = NoInit, !.t.drawn = "none", !.t.keys = NoKeys,
                                                !.t.half.queue = <<>>, !.t.half.holds = FALSE]
    [] a = "ArmHalfOpenExpiry"     -> [c EXCEPT !.t.halfOpen = TRUE, !.halfOpen = @ + 1]
    [] a = "DisarmHalfOpenExpiry"  -> [c EXCEPT !.t.halfOpen = FALSE, !.halfOpen = @ - 1]
    [] a \in {"ArmLiveness", "RestartLiveness"} -> [c EXCEPT !.t.liveness = "running", !.watched = TRUE]
    [] a = "ExtendLiveness"        -> [c EXCEPT !.t.liveness = "running"]
    [] a = "DisarmLiveness"        -> [c EXCEPT !.t.liveness = "off"]
    [] a = "ArmLinger"             -> [c EXCEPT !.t.linger = TRUE]
    [] a = "QueueReclaim"          -> [c EXCEPT !.t.finished = TRUE]
    [] a = "ReleaseTask"           -> [c EXCEPT !.t = Fresh]

\* The HTH meets an event: its row's actions in their order, then the next state.
Fire(p, m, c, event) ==
  LET row == Hth!Step(c.t.state, event)
      done == InOrder(row.actions, [c EXCEPT !.firings = Append(@, Firing(p, "Hth", row))], LAMBDA turn, action : Perform(p, m, turn, action))
  IN  [done EXCEPT !.t.state = row.next]

\* What waits for the window is sent when that is free.
Settle(p, c) ==
  IF c.t.half.state = "Quiet" /\ c.t.half.queue # <<>>
  THEN LET r == Ask(p, None, c, "SendRequested", Head(c.t.half.queue)) IN [r EXCEPT !.t.half.queue = Tail(@)]
  ELSE c

\* The network after messages were sent, and the received ones taken out of it.
Post(received, sent) == (IF Keeps THEN network ELSE network \ Range(received)) \cup Range(sent)

\* The turn c of task i of host p becomes true.
Finish(p, i, does, received, c) ==
  /\ task' = [task EXCEPT ![p] = [j \in Places(p) |->
                IF j = i THEN c.t
                ELSE IF c.superseded /\ task[p][j].peer = Other(p) THEN [task[p][j] EXCEPT !.superseded = TRUE]
                ELSE task[p][j]]]
  /\ halfOpen' = [halfOpen EXCEPT ![p] = c.halfOpen]
  /\ network' = Post(received, c.sent)
  /\ made' = [made EXCEPT ![p].values = c.values]
  /\ outcome' = [place |-> <<p, i>>, logged |-> c.logged, counted |-> c.counted, early |-> c.early, watched |-> c.watched]
  /\ lastAction' = Told(p, does, received, c.firings, c.sent)
  /\ UNCHANGED world

\* Nothing of the hosts' tasks moves.
Nothing(who, does, received, sent, counted) ==
  /\ network' = Post(received, sent)
  /\ outcome' = [place |-> <<who, 0>>, logged |-> <<>>, counted |-> counted, early |-> FALSE, watched |-> FALSE]
  /\ lastAction' = Told(who, does, received, <<>>, sent)
  /\ UNCHANGED <<task, halfOpen, made, world>>

Keep             == UNCHANGED budget
Spend(p, what)   == budget[p][what] > 0 /\ budget' = [budget EXCEPT ![p][what] = @ - 1]
=============================================================================
