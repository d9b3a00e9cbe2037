--------------------------- MODULE ExchangeSystem ---------------------------
(***************************************************************************)
(* Two peers that exchange requests and answers over a network that loses, *)
(* repeats, delays, reorders and replays: every message ever sent may      *)
(* arrive at any time, any number of times, or never.                      *)
(*                                                                         *)
(* Each peer moves only through Exchange!Step. Contents are numbered, so   *)
(* that two requests or two answers made separately never look alike. The  *)
(* HTH answers a request within the step that delivers it, or drops it;    *)
(* the engine runs a task to completion too.                               *)
(***************************************************************************)
EXTENDS ExchangePeer, TLC

CONSTANTS
  Requests,   \* how many requests each peer makes, by name
  MaxTries,   \* how often a request is sent again
  Restarts    \* how often a request with the ID zero may be restarted

Peers == {"alice", "bob"}

\* Shapes for the models.
OneAndOne == [alice |-> 1, bob |-> 1]
TwoAndNone == [alice |-> 2, bob |-> 0]
TwoAndOne == [alice |-> 2, bob |-> 1]
TwoAndTwo == [alice |-> 2, bob |-> 2]

VARIABLES
  half,        \* each peer's half, as the engine keeps it
  network,     \* every message ever sent
  made,        \* how many requests and answers each peer has made
  wishes,      \* how many requests each peer may still make
  restarts,    \* how many restarts each peer may still make
  retry,       \* whether a provisional answer has asked this peer to try again
  acted,       \* how often each peer acted on each request ID of the other; for the properties only
  lastAction   \* what the last step was; for the reader only

view == <<half, network, made, wishes, restarts, retry, acted>>
vars == <<half, network, made, wishes, restarts, retry, acted, lastAction>>

Other(p) == IF p = "alice" THEN "bob" ELSE "alice"
Ids      == 0..4

TypeOk ==
  /\ \A p \in Peers :
       /\ half[p].state \in Exchange!States
       /\ half[p].nextId \in Ids
       /\ half[p].expected \in Ids
       /\ half[p].tries \in 0..MaxTries
       /\ Len(half[p].queue) <= Requests[p]
  /\ \A m \in network : m.from \in Peers /\ m.to = Other(m.from) /\ m.id \in Ids /\ m.response \in BOOLEAN
  /\ made \in [Peers -> 0..9]
  /\ wishes \in [Peers -> 0..4]
  /\ restarts \in [Peers -> 0..Restarts]
  /\ retry \in [Peers -> BOOLEAN]
  /\ acted \in [Peers -> [Ids -> 0..2]]

-----------------------------------------------------------------------------
(* Helpers *)

Range(s) == {s[i] : i \in DOMAIN s}

Request(p)     == [kind |-> "request", serial |-> made[p] + 1]
Answer(p)      == [kind |-> "answer", serial |-> made[p] + 1]
Empty          == None.content
Provisional    == [kind |-> "provisional"]
IsProvisional(m) == m.content = Provisional

\* "\E r \in {value}" instead of LET wherever r' is set from r: TLC then computes the value once.

\* Peer p meets one event and nothing follows.
Simply(p, what, event, content, received) ==
  \E r \in {Meet(p, Other(p), half[p], event, content, None)} :
      /\ half' = [half EXCEPT ![p] = r.half]
      /\ network' = network \cup Range(r.sent)
      /\ lastAction' = Told(p, what, received, <<Firing(p, "Exchange", r.row)>>, r.sent)

-----------------------------------------------------------------------------
(* Actions *)

\* The HTH has something to ask.
SendRequest(p) ==
  /\ wishes[p] > 0
  /\ wishes' = [wishes EXCEPT ![p] = @ - 1]
  /\ made' = [made EXCEPT ![p] = @ + 1]
  /\ Simply(p, "SendRequest", "SendRequested", Request(p), <<>>)
  /\ UNCHANGED <<restarts, retry, acted>>

\* A request that waited is sent.
SendQueued(p) ==
  /\ half[p].queue # <<>>
  /\ half[p].state = "Quiet"
  /\ \E r \in {Meet(p, Other(p), half[p], "SendRequested", Head(half[p].queue), None)} :
         /\ half' = [half EXCEPT ![p] = [r.half EXCEPT !.queue = Tail(@)]]
         /\ network' = network \cup Range(r.sent)
         /\ lastAction' = Told(p, "SendQueued", <<>>, <<Firing(p, "Exchange", r.row)>>, r.sent)
  /\ UNCHANGED <<made, wishes, restarts, retry, acted>>

\* A provisional answer has asked for the first request in another form.
RestartRequest(p) ==
  /\ retry[p]
  /\ half[p].state = "Awaiting" /\ half[p].outstanding.id = 0
  /\ restarts[p] > 0
  /\ restarts' = [restarts EXCEPT ![p] = @ - 1]
  /\ retry' = [retry EXCEPT ![p] = FALSE]
  /\ made' = [made EXCEPT ![p] = @ + 1]
  /\ Simply(p, "RestartRequest", "RestartRequested", Request(p), <<>>)
  /\ UNCHANGED <<wishes, acted>>

\* The outstanding request has been overtaken.
StopRequest(p) ==
  /\ half[p].state = "Awaiting"
  /\ Simply(p, "StopRequest", "StopRequested", Empty, <<>>)
  /\ UNCHANGED <<made, wishes, restarts, retry, acted>>

\* The retransmission timer runs out.
Retransmit(p) ==
  /\ half[p].state = "Awaiting"
  /\ Simply(p, "Retransmit", IF half[p].tries < MaxTries THEN "RetransmitDue" ELSE "TriesUsedUp", Empty, <<>>)
  /\ UNCHANGED <<made, wishes, restarts, retry, acted>>

\* An answer arrives.
ReceiveResponse(p, m) ==
  /\ m.to = p /\ m.response
  /\ \E event \in {ResponseEvent(half[p], m, IsProvisional(m))} :
     \E r \in {Meet(p, Other(p), half[p], event, Empty, m)} :
         /\ half' = [half EXCEPT ![p] = r.half]
         /\ retry' = [retry EXCEPT ![p] = IF Does(r.row, "ForgetRequest") THEN FALSE
                                           ELSE @ \/ (event = "RcvResponseProvisional" /\ Does(r.row, "DeliverResponse"))]
         /\ lastAction' = Told(p, "ReceiveResponse", <<m>>, <<Firing(p, "Exchange", r.row)>>, r.sent)
  /\ UNCHANGED <<network, made, wishes, restarts, acted>>

\* A request arrives. If it is delivered, the HTH acts and answers in the same step.
ReceiveRequest(p, m) ==
  /\ m.to = p /\ ~m.response
  /\ \E first \in {Meet(p, Other(p), half[p], RequestEvent(half[p], m), Empty, m)} :
     \E acts \in {Does(first.row, "DeliverRequest")} :
     \E then \in {IF acts THEN Meet(p, Other(p), first.half, "ResponseReady", Answer(p), m) ELSE first} :
     \E sent \in {IF acts THEN first.sent \o then.sent ELSE first.sent} :
         /\ half' = [half EXCEPT ![p] = then.half]
         /\ network' = network \cup Range(sent)
         /\ made' = IF acts THEN [made EXCEPT ![p] = @ + 1] ELSE made
         /\ acted' = IF acts THEN [acted EXCEPT ![p][m.id] = IF @ < 2 THEN @ + 1 ELSE 2] ELSE acted
         /\ lastAction' = Told(p, "ReceiveRequest", <<m>>,
              <<Firing(p, "Exchange", first.row)>>
              \o (IF acts THEN <<Firing(p, "Exchange", then.row)>> ELSE <<>>), sent)
  /\ UNCHANGED <<wishes, restarts, retry>>

\* Repetitions come faster than they are answered.
RefuseStorm(p, m) ==
  /\ m.to = p /\ ~m.response
  /\ half[p].lastRequest = m
  /\ Simply(p, "RefuseStorm", "RcvRequestRepeatedTooSoon", Empty, <<m>>)
  /\ UNCHANGED <<made, wishes, restarts, retry, acted>>

\* The first request is answered without keeping anything: a cookie, another group.
AnswerProvisionally(p, m) ==
  /\ m.to = p /\ ~m.response
  /\ m.id = 0 /\ half[p].expected = 0
  /\ LET answer == Message(p, Other(p), TRUE, 0, Provisional)
     IN  /\ network' = network \cup {answer}
         /\ lastAction' = Told(p, "AnswerProvisionally", <<m>>, <<>>, <<answer>>)
  /\ UNCHANGED <<half, made, wishes, restarts, retry, acted>>

Init ==
  /\ StartNoting
  /\ half = [p \in Peers |-> Quiescent]
  /\ network = {}
  /\ made = [p \in Peers |-> 0]
  /\ wishes = Requests
  /\ restarts = [p \in Peers |-> Restarts]
  /\ retry = [p \in Peers |-> FALSE]
  /\ acted = [p \in Peers |-> [i \in Ids |-> 0]]
  /\ lastAction = Untold

Receive(p) ==
  \E m \in network :
    \/ ReceiveResponse(p, m)
    \/ ReceiveRequest(p, m)
    \/ RefuseStorm(p, m)
    \/ AnswerProvisionally(p, m)

Next ==
  \E p \in Peers :
    \/ SendRequest(p)
    \/ SendQueued(p)
    \/ RestartRequest(p)
    \/ StopRequest(p)
    \/ Retransmit(p)
    \/ Receive(p)

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
     /\ ~IsProvisional(m) /\ ~IsProvisional(n)) => m = n

\* No ID is used for two requests, except that the very first may be restarted.
NoIdReused ==
  \A m, n \in network :
    (~m.response /\ ~n.response /\ m.from = n.from /\ m.id = n.id
     /\ (m.id > 0 \/ Restarts = 0)) => m = n

\* At most one request is outstanding, and only while the machine awaits an answer.
WindowOfOne == \A p \in Peers : half[p].outstanding # None <=> half[p].state = "Awaiting"

\* An exchange ends only with the answer to it, a stop, or after every try.
EndsForAReason ==
  [][\A p \in Peers :
       (half[p].outstanding # None /\ half'[p].outstanding = None) =>
         \/ lastAction'.does = "StopRequest"
         \/ half[p].tries = MaxTries /\ lastAction'.does = "Retransmit"
         \/ /\ lastAction'.does = "ReceiveResponse"
            /\ lastAction'.received[1].id = half[p].outstanding.id
            /\ ~IsProvisional(lastAction'.received[1])]_vars

\* Every request is answered, stopped or given up.
EveryRequestEnds == \A p \in Peers : half[p].outstanding # None ~> half[p].outstanding = None

\* A request that waits is sent, unless the peer is taken for dead.
QueueDrains == \A p \in Peers : half[p].queue # <<>> ~> (half[p].queue = <<>> \/ half[p].state = "Dead")
=============================================================================
