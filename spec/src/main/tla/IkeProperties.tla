\* SPDX-License-Identifier: Apache-2.0
--------------------------- MODULE IkeProperties ---------------------------
(***************************************************************************)
(* What must hold of two hosts that speak IKE. What a step did is read     *)
(* from the messages and from the world before and after it, not from the  *)
(* row that was fired.                                                     *)
(***************************************************************************)
EXTENDS IkeAttacker

-----------------------------------------------------------------------------
(* States *)

IsEstablished(x) == At(x).state = "Established"

\* Tasks of the same IKE SA have the same keys, made from both ephemeral values, when both are established.
EstablishedAgree ==
  \A x \in All : \A y \in Peers(x) : IsEstablished(x) /\ IsEstablished(y) =>
    At(x).keys = At(y).keys /\ At(x).keys # NoKeys /\ At(x).verified /\ At(y).verified

\* No task is established without a verified AUTH that only the peer can have made.
NeverWithoutAuth ==
  \A x \in All : IsEstablished(x) => At(x).verified /\ world.signs[Other(x[1])] = world.checks[x[1]]

\* Both offer the strong suite, so no task is established with the weak one.
NoDowngrade == \A x \in All : IsEstablished(x) => At(x).keys.suite = "strong"

\* A Child SA exists only while the IKE SA does, and only between peers that proved who they are.
ChildOnlyWithIke ==
  \A x \in All : At(x).child # NoChild => At(x).verified /\ At(x).state \in {"Established", "Deleting"}

\* Whether the task's delete of its Child SA is under way, or waits for the window.
DeletesChild(t) ==
  \/ t.half.outstanding.content.kind = "Protected" /\ t.half.outstanding.content.inner.what = "DeleteChild"
  \/ \E c \in Range(t.half.queue) : c.inner.what = "DeleteChild"

\* A Child SA is sent on until a delete of it or of its IKE SA begins, and no longer: another takes its place at once.
SentOnUntilDelete ==
  \A x \in All : At(x).sends <=> At(x).child # NoChild /\ At(x).state = "Established" /\ ~DeletesChild(At(x))

\* When both ends are established and nothing is outstanding they have the same Child SA, or none.
ChildrenAgree ==
  \A x \in All : \A y \in Peers(x) :
    (/\ IsEstablished(x) /\ IsEstablished(y)
     /\ At(x).half.state = "Quiet" /\ At(y).half.state = "Quiet") => At(x).child = At(y).child

\* When the IKE SA is over no key is left, and nothing waits to be sent with one.
NoKeysLeft ==
  \A x \in All : At(x).state \notin Hth!Alive =>
    At(x).keys = NoKeys /\ At(x).child = NoChild /\ At(x).half.queue = <<>>

\* When the IKE SA is over no request is outstanding and nothing is being computed.
NothingOutstanding ==
  \A x \in All : At(x).state \notin Hth!Alive => At(x).half.outstanding = None /\ At(x).job = NoJob

\* The liveness timer belongs to an established IKE SA, the linger timer to one whose last answer is kept and that does
\* not count as half open.
TimersFitState ==
  \A x \in All :
    /\ At(x).liveness # "off" => IsEstablished(x)
    /\ At(x).linger <=> At(x).state = "Lingering" /\ ~At(x).halfOpen

HalfOpen == {"Answering", "InitAnswered"}

\* Ephemeral values, nonces and signed octets are kept no longer than the handshake lasts.
ForwardSecrecy ==
  \A x \in All : At(x).state \notin Hth!Opening \cup HalfOpen \cup {"Abandoning"} =>
    At(x).myInit = NoInit /\ At(x).peerInit = NoInit /\ At(x).drawn = "none"

\* Keys are derived and a Child SA is installed once per IKE SA.
OncePerSession == \A x \in All : At(x).derivations <= 1 /\ At(x).installs <= 1

\* A task waits for one job exactly in the states that say so, and a request for its answer while that is computed.
JobFitsState ==
  \A x \in All :
    /\ At(x).job.kind = CASE At(x).state \in {"Generating", "Regenerating"} -> "KeyPair"
                          [] At(x).state \in {"Deriving", "Answering"} -> "Secret"
                          [] OTHER -> "none"
    /\ At(x).half.holds <=> At(x).state = "Answering"

\* A private value serves one group only: the one that the request names to which an answer is taken.
OneGroup ==
  \A x \in All : At(x).state \in {"InitSent", "Deriving", "Answering"} => At(x).drawn = At(x).myInit.group

\* An initiator makes a private value only for a group that it offered.
GroupWasOffered == \A x \in All : At(x).drawn \in OfferedGroups \cup {"none"}

\* A private value is kept until the shared secret is computed, and no longer.
PrivateValueBrief ==
  \A x \in All : At(x).drawn # "none" <=> At(x).state \in Computing \cup {"InitSent"}

\* A responder's task whose peer has not proved who it is; also when the answer that refuses it is kept.
Unproven(t) == t.state \in HalfOpen \/ (t.state = "Lingering" /\ t.peer = "none")

\* A host counts as half open those tasks of a responder whose peer is not authenticated, refused ones included.
HalfOpenCounted ==
  \A p \in Hosts :
    /\ halfOpen[p] = Cardinality({i \in Places(p) : Unproven(task[p][i])})
    /\ \A i \in Places(p) : task[p][i].halfOpen <=> Unproven(task[p][i])

\* In every state but idle a timer or the scheduler will move the task on.
AlwaysDriven ==
  \A x \in All : LET t == At(x) IN
    CASE t.state \in {"InitSent", "AuthSent", "Abandoning", "Deleting"} -> t.half.timer
      [] t.state = "Generating"   -> t.job # NoJob
      [] t.state \in {"Regenerating", "Deriving"} -> t.job # NoJob /\ t.half.timer
      [] t.state = "Answering"    -> t.job # NoJob /\ t.halfOpen
      [] t.state = "InitAnswered" -> t.halfOpen
      [] t.state = "Established"  -> t.liveness = "running" \/ t.half.timer
      [] t.state = "Lingering"    -> t.linger \/ t.halfOpen
      [] t.state = "Closed"       -> t.finished
      [] t.state = "Idle"         -> t = Fresh

\* The retransmission timer runs while a request is outstanding, and not otherwise.
TimerWhileAwaiting ==
  \A x \in All : At(x).half.timer <=> At(x).half.state = "Awaiting"

-----------------------------------------------------------------------------
(* Steps. Taken: a task of a host moved or could have; Before and After are that task. *)

Taken  == outcome'.place[2] # 0
Host   == outcome'.place[1]
Place  == outcome'.place[2]
Before == task[Host][Place]
After  == task'[Host][Place]
Does_(what)  == lastAction'.does = what
Got    == lastAction'.received[1]
Logged == Range(outcome'.logged)
Sent   == Range(lastAction'.sent)
Received == Taken /\ Does_("Receive")

\* A request that is the peer's next one, and an answer to the outstanding request; authentic both.
IsNext(t, m)   == ~m.response /\ Opens(t, m) /\ m.id = t.half.expected
IsAnswer(t, m) == /\ m.response /\ Opens(t, m) /\ t.half.outstanding # None /\ m.id = t.half.outstanding.id
                  /\ m.content.exchange = t.half.outstanding.content.exchange
AskedFor(t)    == t.half.outstanding.content.inner.what

\* What asks is sent now and awaits its answer, or waits for the window.
Asks(what) ==
  \/ \E m \in Sent \cap {After.half.outstanding} :
       m.content.kind = "Protected" /\ m.content.inner.what = what /\ Opens(Before, m)
  \/ \E c \in Range(After.half.queue) : c.inner.what = what

\* An IKE_SA_INIT answer that leads on.
Acceptable(t, m) ==
  /\ m.content.kind = "InitAnswer" /\ m.content.fault = "none"
  /\ m.content.spi \notin {NoSpi, t.myInit.spi}
  /\ m.content.chosen \in t.myInit.offers /\ m.content.group = t.myInit.group

\* What an authentic IKE_AUTH says for itself.
AuthGood(p, t, m) == m.content.inner.fault = "none" /\ AuthVerifies(p, t, m.content.inner.mac)

InitOpen == Hth!Opening \ {"AuthSent"}

\* What is not authentic moves nothing and is counted or logged; only an opening exchange takes answers in clear.
UnverifiedMovesNothing ==
  [][(Received /\ ~Opens(Before, Got) /\ Got # Before.half.lastRequest /\ ~(IsInitAnswer(Got) /\ Before.state \in InitOpen)) =>
       UNCHANGED task /\ Sent = {} /\ (outcome'.counted # <<>> \/ outcome'.logged = <<"unauthenticated">>)]_vars

\* What is counted as dropped was not acted upon.
HandledNotCounted ==
  [][(Range(outcome'.counted) \ {"stale"} # {}) => UNCHANGED <<task, halfOpen>> /\ Sent = {}]_vars

\* A message that is not acted upon is counted or logged.
SilenceIsCounted ==
  [][(lastAction'.does \in {"Receive", "ReceiveInit"} /\ Sent = {} /\ outcome'.logged = <<>> /\ UNCHANGED task) =>
       outcome'.counted # <<>>]_vars

\* No peer is taken for dead, and no job given up, while what comes of the peer's answer is being computed; nor are the
\* tries renewed.
WorkIsNoSilence ==
  [][(Taken /\ (Does_("Retransmit") \/ Does_("WaitOn")) /\ Before.job # NoJob) =>
       /\ After.state = Before.state /\ After.job = Before.job
       /\ After.half.outstanding = Before.half.outstanding /\ After.half.timer /\ Logged = {}
       /\ Does_("WaitOn") => After.half.tries = Before.half.tries]_vars

\* An event that was overtaken changes nothing, and is not told as anything else.
OvertakenMovesNothing ==
  [][Does_("ComeLate") => UNCHANGED task /\ Sent = {} /\ outcome'.logged = <<>> /\ outcome'.counted = <<"stale">>]_vars

\* Nothing in clear ends the opening exchange but an acceptable answer with which a secret was computed.
InitSentLeftByAnswer ==
  [][(Taken /\ Before.state \in InitOpen /\ After.state \notin InitOpen) =>
       \/ Does_("RunJob") /\ Acceptable(Before, Before.job.cause) /\ After.state = "AuthSent"
       \/ Does_("CloseIkeSa") \/ Does_("Retransmit")]_vars

\* What a new request on an IKE SA must be answered with.
RightAnswer(p, t, m) ==
  LET inner == m.content.inner IN
  IF m.content.exchange = "Auth" /\ t.state # "InitAnswered" THEN "InvalidSyntax"
  ELSE IF inner.fault \in {"Broken", "Missing", "Duplicate"} \/ m.content.exchange = "Other" THEN "InvalidSyntax"
  ELSE IF inner.fault = "UnknownCritical" THEN "UnsupportedCritical"
  ELSE CASE inner.what = "Auth" -> IF ~AuthGood(p, t, m) THEN "AuthenticationFailed"
                                   ELSE IF world.refusesChild THEN "AuthWithoutChild" ELSE "Auth"
         [] t.state = "InitAnswered" -> "InvalidSyntax"
         [] inner.what = "CreateChild" -> IF t.state = "Deleting" THEN "TemporaryFailure" ELSE "NoAdditionalSas"
         [] inner.what = "DeleteChild" -> IF t.child # NoChild /\ (t.state = "Deleting" \/ DeletesChild(t)) THEN "Done" ELSE "ChildDeleted"
         [] OTHER -> "Done"

Deletes       == {"DeleteIke", "AuthFailedDelete", "AuthFailed", "DeleteBoth"}
GivenUp       == Does_("Retransmit") /\ Before.half.tries = MaxTries
DeletedByPeer ==
  /\ Received /\ IsNext(Before, Got) /\ Got.content.exchange = "Informational" /\ Got.content.inner.fault = "none"
  /\ Got.content.inner.what \in Deletes \/ AuthErrorNotified(Before, Got)

\* A state that waits for the peer is left only for what it waits for, by the operator, or when the time or the tries are
\* used up: an IKE SA that stands ends by its operator, an authentic delete, silence, or the peer's new beginning.
LeftForAReason ==
  [][(Taken /\ After.state # Before.state) =>
       CASE Before.state = "Answering"    -> Does_("RunJob") \/ Does_("ExpireHalfOpen") \/ Does_("CloseIkeSa")
         [] Before.state = "InitAnswered" -> \/ Does_("ExpireHalfOpen") \/ Does_("CloseIkeSa")
                                             \/ Received /\ IsNext(Before, Got)
         [] Before.state = "AuthSent"     -> Does_("CloseIkeSa") \/ GivenUp \/ (Received /\ IsAnswer(Before, Got))
         [] Before.state = "Abandoning"   -> GivenUp \/ (Received /\ IsAnswer(Before, Got))
         [] Before.state = "Established"  -> Does_("CloseIkeSa") \/ Does_("Supersede") \/ GivenUp \/ DeletedByPeer
         [] Before.state = "Deleting"     -> \/ Does_("Supersede") \/ GivenUp \/ DeletedByPeer
                                             \/ Received /\ IsAnswer(Before, Got) /\ AskedFor(Before) \in Deletes
         [] Before.state = "Lingering"    -> IF Unproven(Before) THEN Does_("ExpireHalfOpen") ELSE Does_("ExpireLinger")
         [] Before.state = "Closed"       -> Does_("ReclaimTask")
         [] OTHER                         -> TRUE]_vars

\* IKE_AUTH decides: who proves its identity is established with, unless the handshake was given up meanwhile; else the
\* IKE SA ends, the responder keeping its answer, the initiator telling a responder that believes in it.
AuthDecides ==
  [][/\ (Received /\ Before.state = "InitAnswered" /\ IsNext(Before, Got)) =>
          After.state = IF RightAnswer(Host, Before, Got) \in {"Auth", "AuthWithoutChild"} THEN "Established" ELSE "Lingering"
     /\ (Received /\ Before.state \in {"AuthSent", "Abandoning"} /\ IsAnswer(Before, Got)) =>
          After.state = IF Got.content.inner.what \notin {"Auth", "AuthWithoutChild"} THEN "Closed"
                        ELSE IF Before.state = "AuthSent" /\ AuthGood(Host, Before, Got) THEN "Established" ELSE "Deleting"]_vars

\* A request of ours is given up only for its answer, after every try, or with the IKE SA; the opening one also for the
\* same in another form, and when the keys exist.
AskedUntilAnswered ==
  [][(Taken /\ Before.half.outstanding # None /\ After.half.outstanding # Before.half.outstanding) =>
       \/ Received /\ IsAnswer(Before, Got)
       \/ GivenUp
       \/ After.state \in {"Lingering", "Closed"}
       \/ Before.state \in InitOpen]_vars

\* A request is sent again, to the octet, only when its timer runs out: copies of a demand that was met ask for nothing.
SentAgainByTimer ==
  [][(Taken /\ Before.half.outstanding \in Sent) => Does_("Retransmit")]_vars

\* A job that was submitted is computed, or cancelled with its task; no other takes its place.
JobEndsOnce ==
  [][(Taken /\ Before.job # NoJob /\ After.job # Before.job) =>
       After.job = NoJob /\ (Does_("RunJob") \/ After.state = "Closed")]_vars

\* A responder's answer leaves only after the keys exist that go with it.
AnswerAfterKeys ==
  [][Taken => \A m \in Sent \ {Before.half.lastResponse} : m.content.kind = "InitAnswer" => After.keys # NoKeys /\ After.keys.responder = m.content.spi]_vars

IsSent(kind, to) == Len(lastAction'.sent) = 1 /\ lastAction'.sent[1].content.kind = kind /\ lastAction'.sent[1].to = to

\* What was computed is used: the message that waited for it leaves, and what gives no secret is refused and logged.
JobLeadsOn ==
  [][Does_("RunJob") =>
       IF Before.job.kind = "KeyPair"
       THEN IsSent("Init", Other(Host)) /\ lastAction'.sent[1].content.group = Before.drawn
       ELSE LET cause == Before.job.cause
                fails == cause.content.fault = "SmallOrder"
            IN  /\ (After.keys = NoKeys) <=> fails
                /\ IF cause.response
                   THEN IF fails THEN lastAction'.sent = <<>> /\ Logged = {"refused"} ELSE IsSent("Protected", Other(Host))
                   ELSE IsSent(IF fails THEN "InvalidSyntax" ELSE "InitAnswer", cause.from)]_vars

\* A request whose answer is being computed is not acted upon again.
HeldRequestWaits ==
  [][(Received /\ Before.half.holds /\ Got = Before.origin) =>
       UNCHANGED task /\ Sent = {} /\ outcome'.logged = <<>> /\ outcome'.counted = <<"beingAnswered">>]_vars

\* Every new request on an IKE SA is answered, as it must be, so that the peer can read it; one that comes to an initiator
\* before IKE_AUTH is answered is left for its next try.
RequestsAnswered ==
  [][(/\ Received /\ IsNext(Before, Got)
      /\ Before.state \in {"InitAnswered", "Established", "Deleting"}) =>
       \E m \in Sent : /\ m.response /\ m.id = Got.id /\ m.to = Got.from /\ Opens(Before, m)
                       /\ m.content.inner.what = RightAnswer(Host, Before, Got)]_vars

\* A repeated request is answered with the same octets and acted upon no more.
RepeatAnswered ==
  [][(Received /\ Got = Before.half.lastRequest) => lastAction'.sent = <<Before.half.lastResponse>> /\ UNCHANGED task]_vars

\* A timer that runs out sends the outstanding request again, to the octet.
RetransmitsTheSame ==
  [][(Does_("Retransmit") /\ Before.half.tries < MaxTries) => lastAction'.sent = <<Before.half.outstanding>>]_vars

\* An orderly close is told to an authenticated peer: at once, or when IKE_AUTH is answered.
CloseIsTold ==
  [][/\ (Does_("CloseIkeSa") /\ Before.state = "Established") => Asks("DeleteIke") /\ After.state = "Deleting"
     /\ (Does_("CloseChildSa")) => Asks("DeleteChild")
     /\ (/\ Received /\ Before.state = "Abandoning" /\ IsAnswer(Before, Got) /\ AuthGood(Host, Before, Got)
         /\ Got.content.inner.what # "AuthenticationFailed") => Asks("DeleteIke")]_vars

\* An AUTH in an answer that does not verify is reported to the responder.
InvalidAuthReported ==
  [][(/\ Received /\ Before.state \in {"AuthSent", "Abandoning"} /\ IsAnswer(Before, Got)
      /\ Got.content.inner.what \in {"Auth", "AuthWithoutChild"} /\ ~AuthGood(Host, Before, Got)) =>
       Asks("AuthFailedDelete") /\ "authFailed" \in Logged]_vars

\* A Child SA is gone when its delete was received or answered, while the IKE SA is being deleted too.
ChildGone ==
  [][(/\ Received /\ Before.state \in {"Established", "Deleting"}
      /\ \/ IsNext(Before, Got) /\ Got.content.inner.what = "DeleteChild" /\ Got.content.inner.fault = "none"
         \/ IsAnswer(Before, Got) /\ AskedFor(Before) = "DeleteChild") => After.child = NoChild]_vars

\* A Child SA is taken away with its IKE SA, or when its delete was received or answered, and not otherwise.
ChildStays ==
  [][(Taken /\ Before.child # NoChild /\ After.child = NoChild) =>
       \/ After.state \in {"Lingering", "Closed"}
       \/ /\ Received
          /\ \/ IsNext(Before, Got) /\ Got.content.inner.what = "DeleteChild" /\ Got.content.inner.fault = "none"
             \/ IsAnswer(Before, Got) /\ AskedFor(Before) = "DeleteChild"]_vars

\* An IKE SA is over when its delete was received, whose answer is kept, or answered.
DeleteEnds ==
  [][(Received /\ Before.state \in {"Established", "Deleting"}) =>
       /\ DeletedByPeer => After.state = "Lingering"
       /\ (IsAnswer(Before, Got) /\ AskedFor(Before) \in Deletes) => After.state = "Closed"]_vars

\* A peer that was heard is alive: the liveness timer starts anew, whatever it said that belongs here; no other message does that.
HeardIsAlive ==
  [][/\ (/\ Received /\ Before.state = "Established" /\ After.state = "Established"
         /\ IsNext(Before, Got) \/ IsAnswer(Before, Got)
         /\ Got.content.exchange # "Auth") => outcome'.watched
     /\ (outcome'.watched) => Received /\ (IsNext(Before, Got) \/ IsAnswer(Before, Got))]_vars

\* Silence is probed; a peer whose ESP was heard is not silent.
SilenceIsProbed ==
  [][/\ Does_("ProbePeer") => Asks("Liveness")
     /\ Does_("HearEsp") => Sent = {} /\ UNCHANGED task]_vars

\* Why an IKE SA ended.
EndReason ==
  CASE Does_("CloseIkeSa") \/ Does_("Supersede") -> "deleted"
    [] Does_("Retransmit")     -> "peerDead"
    [] Does_("RunJob")         -> "initRefused"
    [] Does_("ExpireHalfOpen") -> "halfOpenExpired"
    [] IsNext(Before, Got)     -> IF Before.state = "InitAnswered" THEN "authFailed" ELSE "deleted"
    [] OTHER                   -> IF AskedFor(Before) = "Auth" THEN "refused" ELSE "deleted"
\* The operator is told of every end, with its reason.
EndsAreLogged ==
  [][(Taken /\ After.state \in {"Lingering", "Closed"} /\ Before.state \notin {"Lingering", "Closed"}) =>
       Logged = {EndReason}]_vars

\* The operator is told of every beginning, and whether there is a Child SA.
BeginningsAreLogged ==
  [][(Taken /\ After.state = "Established" /\ Before.state # "Established") =>
       Logged = {"established"} \cup (IF After.child = NoChild THEN {"childRefused"} ELSE {})]_vars

\* A Child SA can receive before the answer that accepts it leaves.
InstalledBeforeAnswer == [][~outcome'.early]_vars

\* A cookie that the request bears is not lost again to an empty one.
CookieKept ==
  [][(Taken /\ Before.state \in InitOpen /\ After.state \in InitOpen /\ Before.myInit.cookie # NoCookie) =>
       After.myInit.cookie # NoCookie]_vars

\* While cookies are required, a task is taken only for an initiator that has shown that it receives.
CookieBeforeTask ==
  [][(Does_("ReceiveInit") /\ Taken /\ halfOpen[Host] >= Threshold) =>
       Got.content.cookie = CookieFor(Got.from, Got.content.spi)]_vars

\* What an IKE_SA_INIT request must be answered with.
RightClearAnswer(p, m) ==
  LET c == m.content IN
  CASE c.fault = "MajorVersion"    -> "MajorVersion"
    [] c.fault = "UnknownCritical" -> "UnsupportedCritical"
    [] c.fault \in {"Broken", "Missing", "Duplicate"} -> "InvalidSyntax"
    [] OTHER -> IF halfOpen[p] >= Threshold /\ c.cookie # CookieFor(m.from, c.spi) THEN "Cookie"
                ELSE IF m.from \notin Hosts \/ c.offers = {} THEN "NoProposal"
                ELSE IF c.group # world.group THEN "InvalidKe"
                ELSE IF Free(p) = {} THEN "none"
                ELSE IF c.fault = "BadValue" THEN "InvalidSyntax"
                ELSE "InitAnswer"
\* Every IKE_SA_INIT request is answered as it must be, an acceptable one when a task has computed the answer; while the
\* pool is empty not at all, and that is counted. A refusal is logged, and what only asks for another try is not.
InitsAnswered ==
  [][Does_("ReceiveInit") =>
       CASE RightClearAnswer(Host, Got) = "none" -> lastAction'.sent = <<>> /\ outcome'.counted = <<"noTask">>
         [] RightClearAnswer(Host, Got) = "InitAnswer" ->
              lastAction'.sent = <<>> /\ Taken /\ After.job = SecretJob(Got)
         [] OTHER -> /\ IsSent(RightClearAnswer(Host, Got), Got.from) /\ ~Taken
                     /\ Logged = IF RightClearAnswer(Host, Got) \in {"Cookie", "InvalidKe", "MajorVersion"} THEN {} ELSE {"initRefused"}]_vars

\* INITIAL_CONTACT tells every other IKE SA with this peer, and nothing else does; one that was told is forgotten.
SupersedesOthers ==
  [][/\ (Received /\ Before.state = "InitAnswered" /\ After.state = "Established" /\ Got.content.inner.initialContact) =>
          \A j \in Places(Host) \ {Place} : task[Host][j].peer = Other(Host) => task'[Host][j].superseded
     /\ (Does_("Supersede") /\ Before.state \in {"Established", "Deleting"}) => After.state = "Closed"
     /\ (Taken /\ \E j \in Places(Host) : task'[Host][j].superseded /\ ~task[Host][j].superseded) =>
          Does_("Receive") /\ Got.content.inner.initialContact /\ After.verified]_vars

\* No peer is taken for dead while the network loses no more than there are tries.
NoPeerGivenUp == [][Does_("Retransmit") => "peerDead" \notin Logged]_vars

-----------------------------------------------------------------------------
(* Progress *)

\* An initiator ends in an IKE SA or gives up, whatever the peer does.
HandshakeEnds == \A x \in All : At(x).state \in Hth!Opening \cup {"Abandoning"} ~> At(x).state \in {"Established", "Idle"}

\* Every half-open task returns to its pool or is established.
HalfOpenEnds == \A x \in All : At(x).state \in HalfOpen ~> At(x).state \notin HalfOpen

\* Every finished task returns to its pool.
TaskReturns == \A x \in All : At(x).state \in {"Lingering", "Closed"} ~> At(x).state = "Idle"

\* A delete is carried through, whatever the peer does.
DeleteCompletes == \A x \in All : At(x).state \in {"Deleting", "Abandoning"} ~> At(x).state = "Idle"

Matched(x) == \E y \in Peers(x) : IsEstablished(y) /\ At(y).keys = At(x).keys /\ At(y).child = At(x).child

\* In the end every IKE SA is established at both ends with the same Child SA, and every other task is in its pool.
BothAgreeInTheEnd == <>[](\A x \in All : At(x).state = "Idle" \/ (IsEstablished(x) /\ Matched(x)))

\* When secrets match and the network loses less than there are tries, every host that begins a handshake succeeds.
Success ==
  <>[](/\ \A p \in Hosts : made[p].sessions = Sessions[p]
       /\ \A p \in Hosts : Sessions[p] > 0 =>
            \E x \in All : x[1] = p /\ At(x).role = "initiator" /\ IsEstablished(x) /\ Matched(x)
                           /\ (At(x).child = NoChild <=> world.refusesChild))
=============================================================================
