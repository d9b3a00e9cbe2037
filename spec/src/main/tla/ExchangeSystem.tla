\* SPDX-License-Identifier: Apache-2.0
--------------------------- MODULE ExchangeSystem ---------------------------
(***************************************************************************)
(* Two peers that exchange requests and answers. The network either keeps  *)
(* every message ever sent, which may then arrive at any time, any number  *)
(* of times or never; or it has a budget of losses and of repetitions, and *)
(* delivers the rest once. An attacker sends what is not authentic, and    *)
(* repeats from elsewhere what was answered.                               *)
(*                                                                         *)
(* Each peer moves only through Exchange!Step, and ExchangeDecisions says  *)
(* which event a message is. Contents are numbered, so that two requests   *)
(* or two answers made separately never look alike. The HTH answers a      *)
(* request within the step that delivers it, or drops it; the engine runs  *)
(* a task to completion too.                                               *)
(***************************************************************************)
EXTENDS ExchangePeer, TLC

CONSTANTS
  Requests,   \* how many requests each peer makes, by name
  MaxTries,   \* how often a request is sent again
  Restarts,   \* how often a request with the ID zero may be restarted
  Keeps,      \* whether the network keeps every message
  Losses,     \* how many messages it loses, if it does not
  Repeats,    \* how many it delivers once more, if it does not
  Stops,      \* how many requests are overtaken
  Forgeries,  \* how many messages the attacker sends
  Rebinds,    \* how often the requests of a peer come from another place than before, if the network keeps nothing
  Replays     \* how often it repeats a request that was answered, if the network keeps nothing

Peers == {"alice", "bob"}

\* Shapes for the models.
OneAndOne == [alice |-> 1, bob |-> 1]
TwoAndNone == [alice |-> 2, bob |-> 0]
TwoAndOne == [alice |-> 2, bob |-> 1]

VARIABLES
  half,        \* each peer's half, as the engine keeps it
  network,     \* messages that may arrive
  made,        \* how many requests and answers each peer has made
  budget,      \* what peers, network and attacker may still do
  retry,       \* whether a provisional answer has asked this peer to try again
  recent,      \* where each peer has sent its cached answer just now; empty if the network keeps every message
  seen,        \* where the requests of the other come from, as each peer sees them: on the path, or not
  origin,      \* where the one came from that was answered last
  acted,       \* how often each peer acted on each request ID of the other; for the properties only
  answered,    \* how many of its requests each peer was handed the answer to; for the properties only
  outcome,     \* what the last step handed to the HTH and counted; for the properties only
  lastAction   \* what the last step was; for the reader only

places == <<seen, origin>>
view == <<half, network, made, budget, retry, recent, places, acted, answered>>
vars == <<half, network, made, budget, retry, recent, places, acted, answered, outcome, lastAction>>

Other(p) == IF p = "alice" THEN "bob" ELSE "alice"
Ids      == 0..4

TypeOk ==
  /\ \A p \in Peers :
       /\ half[p].state \in Exchange!States
       /\ half[p].nextId \in Ids
       /\ half[p].expected \in Ids
       /\ half[p].tries \in 0..MaxTries
       /\ half[p].timer \in BOOLEAN
       /\ Len(half[p].queue) <= Requests[p]
  /\ \A m \in network : m.from \in Peers /\ m.to = Other(m.from) /\ m.id \in Ids /\ m.response \in BOOLEAN
  /\ made \in [Peers -> 0..9]
  /\ retry \in [Peers -> BOOLEAN]
  /\ recent \in [Peers -> SUBSET {"path", "origin", "elsewhere"}]
  /\ seen \in [Peers -> {"path", "off"}]
  /\ origin \in [Peers -> {"path", "off"}]
  /\ acted \in [Peers -> [Ids -> 0..2]]
  /\ answered \in [Peers -> Ids]

-----------------------------------------------------------------------------
(* Helpers *)

Range(s) == {s[i] : i \in DOMAIN s}

Request(p)     == [kind |-> "request", serial |-> made[p] + 1]
Answer(p)      == [kind |-> "answer", serial |-> made[p] + 1]
Empty          == None.content
Provisional    == [kind |-> "provisional"]
Forged         == [kind |-> "forged"]
IsProvisional(m) == m.content = Provisional
IsVerified(m)    == m.content # Forged

\* What the row hands to the HTH.
Handed(row) ==
  (IF Does(row, "DeliverRequest") THEN {"request"} ELSE {})
  \cup (IF Does(row, "DeliverResponse") THEN {"response"} ELSE {})
  \cup (IF Does(row, "DeliverUnverified") THEN {"unverified"} ELSE {})
  \cup (IF Does(row, "ReportDead") THEN {"dead"} ELSE {})

\* What a step that meets no event hands on and counts, and what one does that ends in r.
Quietly == [handed |-> {}, counted |-> <<>>, located |-> FALSE, astray |-> FALSE]
Outcome(r) == [handed |-> IF r.early THEN {"early"} ELSE Handed(r.row), counted |-> r.counted, located |-> r.located, astray |-> r.astray]

\* The place from which peer p's request comes, as its rules see it.
Place(p) == IF seen[p] = "path" THEN "path" ELSE IF origin[p] = seen[p] THEN "origin" ELSE "elsewhere"

\* Time is only looked at where the network keeps nothing: else repetitions may come at any time.
Answers(p, place, sent) ==
  recent' = IF Keeps \/ sent = <<>> THEN recent ELSE [recent EXCEPT ![p] = @ \cup {place}]

\* The network after messages were sent, and received was taken out of it.
Post(received, sent) == (IF Keeps THEN network ELSE network \ Range(received)) \cup Range(sent)

\* "\E r \in {value}" instead of LET wherever r' is set from r: TLC then computes the value once.

\* Peer p meets one event and nothing follows.
Simply(p, what, event, content, received) ==
  \E r \in {Meet(p, Other(p), half[p], event, content, None)} :
      /\ half' = [half EXCEPT ![p] = r.half]
      /\ network' = Post(received, r.sent)
      /\ outcome' = Outcome(r)
      /\ lastAction' = Told(p, what, received, <<Firing(p, "Exchange", r.row)>>, r.sent)

Spend(what) == budget[what] > 0 /\ budget' = [budget EXCEPT ![what] = @ - 1]
SpendOf(what, p) == budget[what][p] > 0 /\ budget' = [budget EXCEPT ![what][p] = @ - 1]

\* Timers are longer than the way there and back: with a network that keeps nothing they run out when it is empty.
NothingUnderWay == Keeps \/ network = {}

-----------------------------------------------------------------------------
(* Actions *)

\* The HTH has something to ask.
SendRequest(p) ==
  /\ SpendOf("requests", p)
  /\ made' = [made EXCEPT ![p] = @ + 1]
  /\ Simply(p, "SendRequest", "SendRequested", Request(p), <<>>)
  /\ UNCHANGED <<retry, recent, places, acted, answered>>

\* A request that waited is sent.
SendQueued(p) ==
  /\ half[p].queue # <<>>
  /\ half[p].state = "Quiet"
  /\ \E r \in {Meet(p, Other(p), half[p], "SendRequested", Head(half[p].queue), None)} :
         /\ half' = [half EXCEPT ![p] = [r.half EXCEPT !.queue = Tail(@)]]
         /\ network' = Post(<<>>, r.sent)
         /\ outcome' = [Quietly EXCEPT !.counted = r.counted]
         /\ lastAction' = Told(p, "SendQueued", <<>>, <<Firing(p, "Exchange", r.row)>>, r.sent)
  /\ UNCHANGED <<made, budget, retry, recent, places, acted, answered>>

\* A provisional answer has asked for the first request in another form.
RestartRequest(p) ==
  /\ retry[p]
  /\ half[p].state = "Awaiting" /\ half[p].outstanding.id = 0
  /\ SpendOf("restarts", p)
  /\ retry' = [retry EXCEPT ![p] = FALSE]
  /\ made' = [made EXCEPT ![p] = @ + 1]
  /\ Simply(p, "RestartRequest", "RestartRequested", Request(p), <<>>)
  /\ UNCHANGED <<recent, places, acted, answered>>

\* The outstanding request has been overtaken.
StopRequest(p) ==
  /\ half[p].state = "Awaiting"
  /\ Spend("stops")
  /\ Simply(p, "StopRequest", "StopRequested", Empty, <<>>)
  /\ UNCHANGED <<made, retry, recent, places, acted, answered>>

\* The retransmission timer runs out. It is longer than the interval of a cached answer.
Retransmit(p) ==
  /\ half[p].timer /\ NothingUnderWay
  /\ Simply(p, "Retransmit", TimerEvent(half[p], MaxTries, FALSE), Empty, <<>>)
  /\ recent' = [q \in Peers |-> {}]
  /\ UNCHANGED <<made, budget, retry, places, acted, answered>>

\* What was meant for a state that is over.
Overtaken(p) ==
  /\ half[p].state # "Awaiting"
  /\ \E event \in {"StopRequested", "RestartRequested", "RetransmitDue", "TriesUsedUp", "TriesUsedUpInWork"} :
       Simply(p, "Overtaken", event, Empty, <<>>)
  /\ UNCHANGED <<made, budget, retry, recent, places, acted, answered>>

\* An answer arrives.
ReceiveResponse(p, m) ==
  /\ m.to = p /\ m.response
  /\ \E event \in {ResponseEvent(half[p], m, TRUE, IsVerified(m), ~IsProvisional(m))} :
     \E r \in {Meet(p, Other(p), half[p], event, Empty, m)} :
         /\ half' = [half EXCEPT ![p] = r.half]
         /\ retry' = [retry EXCEPT ![p] = IF Does(r.row, "ForgetRequest") THEN FALSE
                                           ELSE @ \/ (event = "RcvResponseProvisional" /\ Does(r.row, "DeliverResponse"))]
         /\ answered' = IF Does(r.row, "DeliverResponse") /\ ~IsProvisional(m)
                        THEN [answered EXCEPT ![p] = @ + 1] ELSE answered
         /\ network' = Post(<<m>>, r.sent)
         /\ outcome' = Outcome(r)
         /\ lastAction' = Told(p, "ReceiveResponse", <<m>>, <<Firing(p, "Exchange", r.row)>>, r.sent)
  /\ UNCHANGED <<made, budget, recent, places, acted>>

\* A request arrives. If it is delivered, the HTH acts and answers in the same step.
ReceiveRequest(p, m) ==
  /\ m.to = p /\ ~m.response
  /\ \E first \in {Meet(p, Other(p), half[p], RequestEvent(half[p], m, IsVerified(m), Place(p), recent[p]), Empty, m)} :
     \E acts \in {Does(first.row, "DeliverRequest")} :
     \E then \in {IF acts THEN Meet(p, Other(p), first.half, "ResponseReady", Answer(p), m) ELSE first} :
     \E sent \in {IF acts THEN first.sent \o then.sent ELSE first.sent} :
         /\ half' = [half EXCEPT ![p] = then.half]
         /\ network' = Post(<<m>>, sent)
         /\ made' = IF acts THEN [made EXCEPT ![p] = @ + 1] ELSE made
         /\ origin' = IF acts THEN [origin EXCEPT ![p] = seen[p]] ELSE origin
         /\ IF acts THEN recent' = IF Keeps THEN recent ELSE [recent EXCEPT ![p] = {IF seen[p] = "path" THEN "path" ELSE "origin"}]
            ELSE Answers(p, Place(p), sent)
         /\ acted' = IF acts THEN [acted EXCEPT ![p][m.id] = IF @ < 2 THEN @ + 1 ELSE 2] ELSE acted
         /\ outcome' = [Outcome(first) EXCEPT !.located = first.located \/ then.located, !.astray = then.astray]
         /\ lastAction' = Told(p, "ReceiveRequest", <<m>>,
              <<Firing(p, "Exchange", first.row)>>
              \o (IF acts THEN <<Firing(p, "Exchange", then.row)>> ELSE <<>>), sent)
  /\ UNCHANGED <<budget, retry, seen, answered>>

\* A request arrives that the HTH refuses, authentic as it is.
RefuseRequest(p, m) ==
  /\ Keeps /\ m.to = p /\ ~m.response /\ IsVerified(m)
  /\ m.id = half[p].expected
  /\ Simply(p, "RefuseRequest", RequestEvent(half[p], m, TRUE, Place(p), recent[p]), Empty, <<m>>)
  /\ UNCHANGED <<made, budget, retry, recent, places, acted, answered>>

\* Repetitions come faster than they are answered.
RefuseStorm(p, m) ==
  /\ Keeps /\ m.to = p /\ ~m.response
  /\ half[p].lastRequest = m
  /\ Simply(p, "RefuseStorm", RequestEvent(half[p], m, TRUE, "path", {"path"}), Empty, <<m>>)
  /\ UNCHANGED <<made, budget, retry, recent, places, acted, answered>>

\* The first request is answered without keeping anything: a cookie, another group.
AnswerProvisionally(p, m) ==
  /\ Restarts > 0 /\ m.to = p /\ ~m.response /\ IsVerified(m)
  /\ m.id = 0 /\ half[p].expected = 0
  /\ LET answer == Message(p, Other(p), TRUE, 0, Provisional)
     IN  /\ network' = Post(<<m>>, <<answer>>)
         /\ lastAction' = Told(p, "AnswerProvisionally", <<m>>, <<>>, <<answer>>)
  /\ outcome' = Quietly
  /\ UNCHANGED <<half, made, budget, retry, recent, places, acted, answered>>

\* The network loses a message, or delivers one that was delivered before.
Lose(m) ==
  /\ ~Keeps /\ Spend("losses")
  /\ network' = network \ {m}
  /\ outcome' = Quietly
  /\ lastAction' = Told("network", "Lose", <<m>>, <<>>, <<>>)
  /\ UNCHANGED <<half, made, retry, recent, places, acted, answered>>

Repeat(p) ==
  /\ ~Keeps /\ half[p].lastRequest # None
  /\ half[p].lastRequest \notin network
  /\ Spend("repeats")
  /\ network' = network \cup {half[p].lastRequest}
  /\ outcome' = Quietly
  /\ lastAction' = Told("network", "Repeat", <<>>, <<>>, <<half[p].lastRequest>>)
  /\ UNCHANGED <<half, made, retry, recent, places, acted, answered>>

\* The attacker has read a request that was answered, and repeats it from elsewhere: the answer goes there.
Replay(p) ==
  /\ ~Keeps /\ half[p].lastRequest # None
  /\ Spend("replays")
  /\ \E m \in {half[p].lastRequest} :
     \E r \in {Meet(p, Other(p), half[p], RequestEvent(half[p], m, TRUE, "elsewhere", recent[p]), Empty, m)} :
       /\ half' = [half EXCEPT ![p] = r.half]
       /\ Answers(p, "elsewhere", r.sent)
       /\ outcome' = Outcome(r)
       /\ lastAction' = Told(p, "Replay", <<m>>, <<Firing(p, "Exchange", r.row)>>, r.sent)
  /\ UNCHANGED <<network, made, retry, places, acted, answered>>

\* What was sent just now was sent a while ago.
TimePasses(p) ==
  /\ recent[p] # {}
  /\ recent' = [recent EXCEPT ![p] = {}]
  /\ outcome' = Quietly
  /\ lastAction' = Told(p, "TimePasses", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<half, network, made, budget, retry, places, acted, answered>>

\* Between two requests the other peer has come to be seen elsewhere, where the path does not follow it.
Rebind(p) ==
  /\ ~Keeps /\ half[Other(p)].outstanding = None /\ seen[p] = "path"
  /\ Spend("rebinds")
  /\ seen' = [seen EXCEPT ![p] = "off"]
  /\ outcome' = Quietly
  /\ lastAction' = Told("network", "Rebind", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<half, network, made, retry, recent, origin, acted, answered>>

\* The attacker sends a message of any kind with an ID that fits.
Forge(p) ==
  /\ Spend("forgeries")
  /\ \E response \in BOOLEAN :
     \E m \in {Message(Other(p), p, response, IF response THEN half[p].outstanding.id ELSE half[p].expected, Forged)} :
       /\ network' = network \cup {m}
       /\ lastAction' = Told("mallory", "Forge", <<>>, <<>>, <<m>>)
  /\ outcome' = Quietly
  /\ UNCHANGED <<half, made, retry, recent, places, acted, answered>>

Init ==
  /\ StartNoting
  /\ half = [p \in Peers |-> Quiescent]
  /\ network = {}
  /\ made = [p \in Peers |-> 0]
  /\ budget = [requests |-> Requests, restarts |-> [p \in Peers |-> Restarts], stops |-> Stops,
               losses |-> Losses, repeats |-> Repeats, forgeries |-> Forgeries, replays |-> Replays, rebinds |-> Rebinds]
  /\ retry = [p \in Peers |-> FALSE]
  /\ recent = [p \in Peers |-> {}]
  /\ seen = [p \in Peers |-> "path"]
  /\ origin = [p \in Peers |-> "path"]
  /\ acted = [p \in Peers |-> [i \in Ids |-> 0]]
  /\ answered = [p \in Peers |-> 0]
  /\ outcome = Quietly
  /\ lastAction = Untold

Receive(p) ==
  \E m \in network :
    \/ ReceiveResponse(p, m)
    \/ ReceiveRequest(p, m)
    \/ RefuseRequest(p, m)
    \/ RefuseStorm(p, m)
    \/ AnswerProvisionally(p, m)

\* What timers and the HTH owe.
Driven(p) == SendRequest(p) \/ SendQueued(p) \/ RestartRequest(p) \/ Retransmit(p)

Next ==
  \/ \E p \in Peers :
       \/ Driven(p) \/ StopRequest(p) \/ Overtaken(p) \/ Receive(p)
       \/ Repeat(p) \/ Forge(p) \/ Replay(p) \/ TimePasses(p) \/ Rebind(p)
  \/ \E m \in network : Lose(m)

Spec == Init /\ [][Next]_vars

\* Timers run; nothing is asked of the network.
FairSpec == Spec /\ \A p \in Peers : WF_view(Retransmit(p)) /\ WF_view(SendQueued(p))

NoteRows == Note(lastAction')

-----------------------------------------------------------------------------
(* Properties *)

\* A request is acted on once, however often it arrives.
ActsOnce == \A p \in Peers, i \in Ids : acted[p][i] <= 1

\* Requests are acted on in the order of their IDs, without a gap.
ActsInOrder == \A p \in Peers, i \in Ids : acted[p][i] > 0 <=> i < half[p].expected

\* However often a request is answered, the answer is the same to the octet.
IdenticalAnswer ==
  \A m, n \in network :
    (/\ m.response /\ n.response /\ m.from = n.from /\ m.id = n.id
     /\ m.content.kind = "answer" /\ n.content.kind = "answer") => m = n

\* No ID is used for two requests, except that the very first may be restarted.
NoIdReused ==
  \A m, n \in network :
    (~m.response /\ ~n.response /\ m.from = n.from /\ m.id = n.id /\ IsVerified(m) /\ IsVerified(n)
     /\ (m.id > 0 \/ Restarts = 0)) => m = n

\* At most one request is outstanding, and only while the machine awaits an answer.
WindowOfOne == \A p \in Peers : half[p].outstanding # None <=> half[p].state = "Awaiting"

\* The retransmission timer runs exactly while a request is outstanding.
TimerWhileAwaiting == \A p \in Peers : half[p].timer <=> half[p].state = "Awaiting"

\* A request that was acted on has its answer kept.
AnswerKept == \A p \in Peers : half[p].expected > 0 => half[p].lastRequest # None /\ half[p].lastResponse # None

\* An exchange ends only with the answer to it, a stop, or after every try.
EndsForAReason ==
  [][\A p \in Peers :
       (half[p].outstanding # None /\ half'[p].outstanding = None) =>
         \/ lastAction'.does = "StopRequest"
         \/ half[p].tries = MaxTries /\ lastAction'.does = "Retransmit"
         \/ /\ lastAction'.does = "ReceiveResponse"
            /\ lastAction'.received[1].id = half[p].outstanding.id
            /\ lastAction'.received[1].content.kind = "answer"]_vars

\* An answer that ends an exchange is handed to the HTH when it is over: the window is free for what comes of it. One
\* that asks for another try is handed over too.
AnswerHanded ==
  [][\A p \in Peers :
       (/\ lastAction'.does = "ReceiveResponse" /\ lastAction'.who = p
        /\ half[p].outstanding # None /\ lastAction'.received[1].id = half[p].outstanding.id
        /\ IsVerified(lastAction'.received[1]))
         => outcome'.handed = (IF IsProvisional(lastAction'.received[1]) THEN {"early"} ELSE {"response"})]_vars

\* When the tries are used up the HTH is told so, and only then.
DeathReported ==
  [][("dead" \in outcome'.handed) <=>
       (lastAction'.does = "Retransmit" /\ half[lastAction'.who].tries = MaxTries)]_<<vars>>

\* A request that is due to be sent again is sent again, the same to the octet.
RetransmitsTheSame ==
  [][(lastAction'.does = "Retransmit" /\ half[lastAction'.who].tries < MaxTries) =>
       lastAction'.sent = <<half[lastAction'.who].outstanding>>]_vars

\* A repeated request is answered with the cached answer unless that was sent there just now, and no other is, not even
\* with the same ID. What goes to somebody else takes nothing from the peer.
RepeatAnswered ==
  [][lastAction'.does = "ReceiveRequest" =>
       ((lastAction'.received[1] = half[lastAction'.who].lastRequest /\ Place(lastAction'.who) \notin recent[lastAction'.who])
          <=> lastAction'.sent = <<half[lastAction'.who].lastResponse>>)]_vars

\* Repetitions that come faster than the cached answer may be sent are not answered, nor are those of others.
StormUnanswered ==
  [][/\ lastAction'.does = "RefuseStorm" => lastAction'.sent = <<>>
     /\ (lastAction'.does = "Replay" /\ "elsewhere" \in recent[lastAction'.who]) => lastAction'.sent = <<>>]_vars

\* The path is told where a request came from exactly when the request is acted on: no refused one moves it, and no
\* repeated one.
OnlyAnsweredLocates ==
  [][outcome'.located <=> acted' # acted]_vars

\* An answer is sent when it is known where its request came from, which is where it goes.
AnswersGoBack == [][~outcome'.astray]_vars

\* What is not authentic moves nothing, but the HTH is told of what fits an exchange.
UnverifiedMovesNothing ==
  [][(Len(lastAction'.received) = 1 /\ lastAction'.received[1].content = Forged /\ lastAction'.does # "Lose") =>
       /\ UNCHANGED <<half, acted, answered>>
       /\ lastAction'.sent = <<>>
       /\ outcome'.handed = {"unverified"} \/ outcome'.counted = <<"other">>]_vars

\* What was authentic and expected is not told of as unverified.
VerifiedNotRefused ==
  [][("unverified" \in outcome'.handed) => lastAction'.received[1].content = Forged]_vars

\* What is counted as dropped changes nothing and is not answered; and what does nothing is counted.
DropsCounted ==
  [][/\ outcome'.counted # <<>> => UNCHANGED <<half, acted, answered>> /\ lastAction'.sent = <<>>
     /\ (Len(lastAction'.received) = 1 /\ lastAction'.does # "Lose" /\ outcome'.handed = {} /\ lastAction'.sent = <<>>)
          => outcome'.counted # <<>>]_vars

\* An event that was overtaken changes nothing.
OvertakenMovesNothing ==
  [][lastAction'.does = "Overtaken" => UNCHANGED <<half, network>> /\ outcome'.counted = <<"stale">>]_vars

\* Every request is answered, stopped or given up.
EveryRequestEnds == \A p \in Peers : half[p].outstanding # None ~> half[p].outstanding = None

\* A request that waits is sent, unless the peer is taken for dead.
QueueDrains == \A p \in Peers : half[p].queue # <<>> ~> (half[p].queue = <<>> \/ half[p].state = "Dead")

\* With a network that loses no more messages than there are tries, and whatever is replayed from elsewhere, no peer is
\* taken for dead that asks again from where it asked; so, as every request ends and none is stopped, every request is answered.
NoPeerGivenUp == \A p \in Peers : half[p].state # "Dead"
=============================================================================
