\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE IkeHosts ------------------------------
(***************************************************************************)
(* What hosts do: receive messages, obey operators, let timers run out,    *)
(* fail; and what the network does. How a message finds its task is what   *)
(* the engine does by hand.                                                *)
(***************************************************************************)
EXTENDS IkeActions

-----------------------------------------------------------------------------
(* Messages *)

\* States in which a task waits for a job.
Computing == {"Generating", "Regenerating", "Deriving", "Answering"}

IsInitRequest(m) == ~m.response /\ m.content.kind = "Init"
IsInitAnswer(m)  == m.response /\ m.content.exchange = "Init"

\* A message that was not taken.
Ignore(p, m, counted) == Nothing(p, "Receive", <<m>>, <<>>, counted) /\ Keep

\* The task of host p that m belongs to: none or one.
TasksOf(p, m) ==
  {i \in Places(p) :
     LET t == task[p][i] IN
     /\ t.state # "Idle"
     /\ CASE IsInitRequest(m) -> t.origin = m
          [] IsInitAnswer(m)  -> t.role = "initiator" /\ t.spis[1] = m.content.about
          [] OTHER            -> t.spis = m.content.spis}

\* The ghost: an AUTH came that only the peer can have made, of a message that it can only have made of ours.
NotedAuthentic(p, t, m) ==
  IF Opens(t, m) /\ m.content.inner.what \in {"Auth", "AuthWithoutChild"} /\ AuthVerifies(p, t, m.content.inner.mac)
  THEN [t EXCEPT !.verified = TRUE] ELSE t

\* What the HTH makes of a message that was handed to it; asked is what was outstanding before.
HthEvent(p, t, m) ==
  LET asked == t.half.outstanding.content IN
  IF ~m.response THEN SaRequestEvent(p, t, m)
  ELSE IF IsInitAnswer(m) THEN InitResponseEvent(t, m)
  ELSE SaResponseEvent(p, t, m, IF asked.kind = "Protected" THEN asked.inner.what ELSE "none")

\* Which event of the machine Exchange m is.
ExchangeEvent(p, t, m) ==
  LET init == m.content.exchange = "Init" IN
  IF m.response
  THEN ResponseEvent(t.half, m, t.half.outstanding.content.exchange = m.content.exchange, init \/ Opens(t, m), ~init)
  ELSE RequestEvent(t.half, m, init \/ Opens(t, m), "path", {})

\* Message m for task i: first the exchanges, then, if they hand it on, the HTH.
ReceiveAt(p, i, m) ==
  \E t \in {task[p][i]} : \E event \in {ExchangeEvent(p, t, m)} :
  \E c \in {Ask(p, m, Begin(p, NotedAuthentic(p, t, m)), event, None.content)} :
  \E d \in {IF c.handed = {} THEN c ELSE Settle(p, Fire(p, m, c, HthEvent(p, t, m)))} :
    Finish(p, i, "Receive", <<m>>, d)

\* An IKE_SA_INIT request that made no task: a new one is taken only if the row leads away from Idle.
ReceiveInit(p, m) ==
  \E event \in {InitRequestEvent(p, m)} :
    IF Hth!Step("Idle", event).next = "Idle"
    THEN \E c \in {Fire(p, m, Begin(p, Fresh), event)} :
           /\ network' = Post(<<m>>, c.sent)
           /\ outcome' = [place |-> <<p, 0>>, logged |-> c.logged, counted |-> c.counted, early |-> FALSE, watched |-> FALSE]
           /\ lastAction' = Told(p, "ReceiveInit", <<m>>, c.firings, c.sent)
           /\ UNCHANGED <<task, halfOpen, made, world>>
    ELSE IF made[p].values = Values[p] THEN Nothing(p, "Bound", <<m>>, <<>>, <<>>)
    ELSE /\ \E i \in {FirstFree(p)} : \E c \in {Fire(p, m, Ask(p, m, Begin(p, Fresh), "RcvRequestNew", None.content), event)} :
              Finish(p, i, "ReceiveInit", <<m>>, c)

Receive(p, m) ==
  /\ m.to = p
  /\ IF IsInitRequest(m) /\ m.content.spi[1] = p THEN Ignore(p, m, <<"reflected">>)
     ELSE \E found \in {TasksOf(p, m)} :
            IF found # {} THEN \E i \in found : ReceiveAt(p, i, m) /\ Keep
            ELSE IF IsInitRequest(m) THEN ReceiveInit(p, m) /\ Keep
            ELSE Ignore(p, m, <<"unknownSpi">>)

-----------------------------------------------------------------------------
(* Operators, timers, scheduler *)

\* A timer, an operator or another task: the HTH meets an event that no message made.
Local(p, i, what, event) ==
  \E c \in {Settle(p, Fire(p, None, Begin(p, task[p][i]), event))} : Finish(p, i, what, <<>>, c)

\* The policy wants an IKE SA.
CanInitiate(p) == made[p].sessions < Sessions[p] /\ Free(p) # {}

Initiate(p) ==
  /\ CanInitiate(p)
  /\ \E i \in {FirstFree(p)} :
     \E c \in {Settle(p, Fire(p, None, Begin(p, [Fresh EXCEPT !.role = "initiator", !.peer = Other(p)]), "InitiateRequested"))} :
       /\ task' = [task EXCEPT ![p][i] = c.t]
       /\ network' = Post(<<>>, c.sent)
       /\ made' = [made EXCEPT ![p] = [values |-> c.values, sessions |-> @.sessions + 1]]
       /\ outcome' = [place |-> <<p, i>>, logged |-> c.logged, counted |-> c.counted, early |-> c.early, watched |-> c.watched]
       /\ lastAction' = Told(p, "Initiate", <<>>, c.firings, c.sent)
       /\ UNCHANGED <<halfOpen, world>>
  /\ Keep

CloseIkeSa(p, i) ==
  /\ task[p][i].state \in Computing \cup {"InitSent", "AuthSent", "InitAnswered", "Established"}
  /\ Spend(p, "close")
  /\ Local(p, i, "CloseIkeSa", "CloseRequested")

CloseChildSa(p, i) ==
  /\ task[p][i].state = "Established" /\ task[p][i].child # NoChild
  /\ Spend(p, "closeChild")
  /\ Local(p, i, "CloseChildSa", "CloseChildRequested")

\* The liveness timer runs out. A peer that lives is probed as often as the model says; the host does not know it.
PeerLives(p, i) ==
  \E y \in Peers(<<p, i>>) : At(y).keys = task[p][i].keys /\ At(y).state \in {"Established", "Deleting"}

CanProbe(p, i) ==
  task[p][i].liveness = "running" /\ (IF PeerLives(p, i) THEN budget[p].probe > 0 ELSE budget[p].silence)

LivenessEnds(p, i, does, heard) ==
  \E c \in {Settle(p, Fire(p, None, Begin(p, [task[p][i] EXCEPT !.liveness = "out"]), LivenessEvent(heard)))} :
    Finish(p, i, does, <<>>, c)

ProbePeer(p, i) ==
  /\ CanProbe(p, i)
  /\ IF PeerLives(p, i) THEN Spend(p, "probe") ELSE Keep
  /\ LivenessEnds(p, i, "ProbePeer", FALSE)

\* A peer that lives has sent ESP meanwhile: nothing else comes of the timer, so that this may happen at any time.
HearEsp(p, i) ==
  /\ task[p][i].liveness = "running" /\ task[p][i].child # NoChild /\ PeerLives(p, i)
  /\ LivenessEnds(p, i, "HearEsp", TRUE)
  /\ Keep

\* The scheduler has a job computed. Any that waits may be next.
RunJob(p, i) ==
  /\ task[p][i].job # NoJob
  /\ \E job \in {task[p][i].job} :
     \E event \in {IF job.kind = "KeyPair" THEN "KeyPairReady" ELSE KeyExchangeEvent(job.cause)} :
     \E c \in {Settle(p, Fire(p, job.cause, Begin(p, [task[p][i] EXCEPT !.job = NoJob]), event))} :
       Finish(p, i, "RunJob", <<>>, c)
  /\ Keep

\* With a network that does not keep messages, timers are longer than the way there and back and what is computed meanwhile.
NothingUnderWay == Keeps \/ (network = {} /\ \A x \in All : At(x).job = NoJob)

\* The retransmission timer runs out; after the last try the HTH is told, unless it computes what comes of an answer.
RunOut(p, i, does) ==
  /\ \E event \in {TimerEvent(task[p][i].half, MaxTries, task[p][i].job # NoJob)} :
     \E c \in {Ask(p, None, Begin(p, task[p][i]), event, None.content)} :
     \E d \in {IF "dead" \in c.handed THEN Settle(p, Fire(p, None, c, "RetriesExhausted")) ELSE c} :
       Finish(p, i, does, <<>>, d)
  /\ Keep

MustWaitOn(p, i) == task[p][i].half.tries = MaxTries /\ task[p][i].job # NoJob

CanRetransmit(p, i) == task[p][i].half.timer /\ NothingUnderWay /\ ~MustWaitOn(p, i)

Retransmit(p, i) == CanRetransmit(p, i) /\ RunOut(p, i, "Retransmit")

\* It runs out any number of times while a job is computed; but a job is computed in the end, so this step is not of those
\* that fairness is asked of.
WaitOn(p, i) == task[p][i].half.timer /\ NothingUnderWay /\ MustWaitOn(p, i) /\ RunOut(p, i, "WaitOn")

\* Whether the other end of this IKE SA may still send its request again.
PeerTries(p, i) == \E y \in All : y[1] # p /\ At(y).spis[1] = task[p][i].spis[1] /\ At(y).half.timer

CanExpire(p, i) == task[p][i].halfOpen /\ (Expiries \/ (NothingUnderWay /\ ~PeerTries(p, i)))

ExpireHalfOpen(p, i) ==
  /\ CanExpire(p, i)
  /\ Local(p, i, "ExpireHalfOpen", "HalfOpenExpired")
  /\ Keep

\* The last answer is kept longer than a peer that sends its requests again does so.
CanExpireLinger(p, i) ==
  /\ task[p][i].linger /\ task[p][i].state = "Lingering" /\ NothingUnderWay
  /\ Expiries \/ MaxTries = 0 \/ ~PeerTries(p, i)

ExpireLinger(p, i) ==
  /\ CanExpireLinger(p, i)
  /\ \E c \in {Settle(p, Fire(p, None, Begin(p, [task[p][i] EXCEPT !.linger = FALSE]), "LingerExpired"))} :
       Finish(p, i, "ExpireLinger", <<>>, c)
  /\ Keep

ReclaimTask(p, i) ==
  /\ task[p][i].finished
  /\ Local(p, i, "ReclaimTask", "TaskReclaimed")
  /\ Keep

\* Another task of this host has told that the peer began anew.
Supersede(p, i) ==
  /\ task[p][i].superseded
  /\ \E c \in {Settle(p, Fire(p, None, Begin(p, [task[p][i] EXCEPT !.superseded = FALSE]), "Superseded"))} :
       Finish(p, i, "Supersede", <<>>, c)
  /\ Keep

\* A timer or an operator comes too late.
ComeLate(p, i) ==
  /\ \E event \in Overtaken :
       /\ Hth!Step(task[p][i].state, event).refusal
       /\ Local(p, i, "ComeLate", event)
  /\ Keep

\* alice loses power and comes back knowing nothing.
Crash(p) ==
  /\ p = "alice" /\ \E i \in Places(p) : task[p][i].state = "Established"
  /\ Spend(p, "crash")
  /\ task' = [task EXCEPT ![p] = [i \in Places(p) |-> Fresh]]
  /\ halfOpen' = [halfOpen EXCEPT ![p] = 0]
  /\ outcome' = [place |-> <<p, 0>>, logged |-> <<>>, counted |-> <<>>, early |-> FALSE, watched |-> FALSE]
  /\ lastAction' = Told(p, "Crash", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<network, made, world>>

\* A peer of another make asks what this engine never asks, at whatever time, or answers in an exchange of another type; it
\* has forgotten its own exchanges.
OddInner(what) ==
  CASE what = "AuthAgain"       -> {Inner("Auth")}
    [] what = "Broken"          -> {[Inner("Liveness") EXCEPT !.fault = "Broken"]}
    [] what = "UnknownCritical" -> {[Inner("Liveness") EXCEPT !.fault = "UnknownCritical"]}
    [] what = "OtherAnswer"     -> {Inner("OtherExchange")}
    [] what = "CreateChildMissing" -> {[Inner("CreateChild") EXCEPT !.fault = "Missing"]}
    [] OTHER                    -> {Inner(what)}

AskOddly(p, i) ==
  /\ task[p][i].keys # NoKeys
  /\ Spend(p, "odd")
  /\ \E y \in Peers(<<p, i>>) : \E what \in OddRequests : \E inner \in OddInner(what) :
     \E m \in {Message(p, Other(p), what = "OtherAnswer", IF what = "OtherAnswer" THEN At(y).half.outstanding.id ELSE At(y).half.expected,
                       Protected(ExchangeOf(inner.what), task[p][i].spis, task[p][i].keys, inner))} :
       Nothing(p, "AskOddly", <<>>, <<m>>, <<>>)

-----------------------------------------------------------------------------
(* The network *)

Lose(m) ==
  /\ ~Keeps /\ Spend("alice", "loss")
  /\ Nothing("network", "Lose", <<m>>, <<>>, <<>>)

\* What was answered last is delivered once more.
Repeat(p, i) ==
  /\ ~Keeps /\ task[p][i].half.lastRequest # None /\ task[p][i].half.lastRequest \notin network
  /\ Spend("alice", "repeat")
  /\ Nothing("network", "Repeat", <<>>, <<task[p][i].half.lastRequest>>, <<>>)

=============================================================================
