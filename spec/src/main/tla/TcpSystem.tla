\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE TcpSystem -----------------------------
(***************************************************************************)
(* One connection of the server in its world: a client of another make, a  *)
(* network that loses, repeats, delays and reorders, and an attacker who   *)
(* sees nothing and guesses numbers. Sequence numbers are small naturals,  *)
(* one octet or FIN each; the SYN of both sides has number zero.           *)
(*                                                                         *)
(* The server moves only through Tcp!Step, by events that TcpDecisions     *)
(* makes of facts. What is modelled by hand is what the engine does by     *)
(* hand: computing the facts and doing the actions.                        *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, Firings

CONSTANTS
  Asks,         \* how many octets the client sends
  Answers,      \* how many octets the server's application sends
  Window,       \* the server's receive window
  MaxHeld,      \* how many octets out of order it can hold
  MaxTries,     \* how often it sends a segment again
  Capacity,     \* how many segments the network carries at once; more are lost
  Losses,       \* how many segments are lost besides
  Repeats,      \* how many segments arrive twice
  Shuts,        \* how often the client closes its window, or the application opens the server's
  Oddities,     \* what the client does wrong: see Odd
  OddCount,     \* and how often
  Forgeries,    \* what the blind attacker may send: see Forge
  ForgeryCount, \* and how many of them
  ClientAborts, \* whether the client may give up
  AppAborts,    \* whether the server's application may
  Combines,     \* whether the client may put text and FIN into one segment
  Patient       \* whether timers run out only when nothing is under way

Tcp == INSTANCE Tcp
D   == INSTANCE TcpDecisions

VARIABLES
  server,      \* the server's connection block
  client,      \* what the client knows
  network,     \* segments under way
  budget,      \* what the world may still do
  notified,    \* what the application was told of the connection; for the properties only
  taken,       \* numbers of octets that the server took when they lay outside its window; for the properties only
  lastAction   \* what the last step was; for the reader only

view == <<server, client, network, budget, notified, taken>>
vars == <<server, client, network, budget, notified, taken, lastAction>>

Initial == 0   \* the client's initial number

-----------------------------------------------------------------------------
(* Values *)

ClientOctet(n)   == <<"client", n>>
ServerOctet(n)   == <<"server", n>>
AttackerOctet(n) == <<"attacker", n>>

Segment(from, to, syn, rst, fin, hasAck, seq, ack, text, wnd) ==
  [from |-> from, to |-> to, syn |-> syn, rst |-> rst, fin |-> fin, hasAck |-> hasAck,
   seq |-> seq, ack |-> ack, text |-> text, wnd |-> wnd]

FromServer(syn, rst, fin, seq, ack, text) ==
  Segment("server", "client", syn, rst, fin, TRUE, seq, ack, text, Window)

FreshBlock ==
  [state    |-> "Closed",
   iss      |-> 0,      \* our initial number
   nextIss  |-> 0,      \* and that of the next connection: the clock of RFC 6528 has moved on
   una      |-> 0,      \* the first number of ours that is not acknowledged
   nxt      |-> 0,      \* the next number of ours
   rcvNxt   |-> 0,      \* the next number of the peer's
   irs      |-> -1,     \* the number of the peer's SYN
   wnd      |-> 0,      \* the peer's window
   maxWnd   |-> 0,      \* the largest that it has had
   wl1      |-> 0,      \* the sequence number of the segment that told it last
   wl2      |-> 0,      \* and that segment's acknowledgment number
   queued   |-> 0,      \* how many octets the application has given us
   fin      |-> FALSE,  \* whether our FIN follows them
   text     |-> <<>>,   \* what the application was given
   held     |-> {},     \* octets behind a gap: pairs of number and octet
   finHeld  |-> 0,      \* the number of a FIN behind a gap, or 0
   peerFin  |-> FALSE,  \* whether the peer's FIN was accepted
   tries    |-> 0,      \* how often the first unacknowledged segment was sent again
   armed    |-> FALSE,  \* whether the retransmission timer runs
   ackDue   |-> FALSE,  \* whether an acknowledgment was put off
   halfOpen |-> FALSE,  \* whether the block counts as half open
   rests    |-> 0,      \* the halves of two segment lifetimes that are left to TimeWait, 0 when its timer does not run
   finWait  |-> FALSE,  \* whether the timer of FinWait2 runs
   ending   |-> FALSE]  \* whether the block is to go back into its pool

FreshClient ==
  [phase  |-> "Start",  \* Start, SynSent, Open, Gone
   una    |-> 0,        \* the first number of its own that is not acknowledged
   sent   |-> 0,        \* the last number that it has used
   rcvNxt |-> 0,        \* the next number of the server's
   text   |-> <<>>,     \* what it has received
   closed |-> FALSE,    \* whether it has sent its FIN
   heard  |-> FALSE,    \* whether it has received the server's FIN
   wnd    |-> 1]        \* its receive window

\* For events that no segment brings.
FreshSegment == Segment("client", "server", FALSE, FALSE, FALSE, FALSE, 0, 0, <<>>, 0)

FinNumber(b) == b.iss + b.queued + 1
Outstanding(b) == b.una < b.nxt
\* Whether text or our FIN was not sent yet.
Waiting(b)     == b.una > b.iss /\ b.nxt <= b.iss + b.queued + (IF b.fin THEN 1 ELSE 0)

TypeOk ==
  /\ server.state \in Tcp!States
  /\ server.una <= server.nxt /\ server.nxt <= server.iss + Answers + 2
  /\ server.rcvNxt \in 0..(Asks + 2)
  /\ server.tries \in 0..MaxTries
  /\ server.rests \in 0..2
  /\ Cardinality(server.held) <= MaxHeld
  /\ client.phase \in {"Start", "SynSent", "Open", "Gone"}
  /\ Cardinality(network) <= Capacity
  /\ \A m \in network : {m.from, m.to} = {"client", "server"}

Does(row, action) == \E i \in DOMAIN row.actions : row.actions[i] = action
Range(s) == {s[i] : i \in DOMAIN s}

RECURSIVE SetToSeq(_)
SetToSeq(set) == IF set = {} THEN <<>> ELSE LET x == CHOOSE x \in set : TRUE IN <<x>> \o SetToSeq(set \ {x})

-----------------------------------------------------------------------------
(* What the server knows of a segment: facts, of which D makes events. *)

Length(m)       == Len(m.text) + (IF m.fin THEN 1 ELSE 0)
InWindow(b, n)  == b.rcvNxt <= n /\ n < b.rcvNxt + Window
Acceptable(b, m) ==
  IF Length(m) = 0 THEN InWindow(b, m.seq)
  ELSE InWindow(b, m.seq) \/ InWindow(b, m.seq + Length(m) - 1)

\* The facts about a segment; a fact is computed when a rule asks for it.
FinAt(m) == m.seq + Len(m.text)

AckNumber(b, m) ==
  CASE m.ack > b.nxt                      -> "Unsent"
    [] m.ack < b.una - b.maxWnd           -> "TooOld"
    [] m.ack >= b.una - b.maxWnd /\ m.ack < b.una -> "Old"
    [] m.ack = b.una                      -> "Current"
    [] m.ack > b.una /\ m.ack <= b.nxt    -> "New"

\* A segment has one octet at most here; old and new octets in one segment are trimmed in Java.
FactOf(b, m, name) ==
  CASE name = "HasRst" -> m.rst
    [] name = "HasSyn" -> m.syn
    [] name = "HasAck" -> m.hasAck
    [] name = "HasFin" -> m.fin
    [] name = "Opens"  -> m.syn /\ ~m.hasAck /\ ~m.fin
    [] name = "Listening" -> b.state = "Listen"
    [] name = "BacklogRoom" -> TRUE
    [] name = "BlockFree" -> b.nextIss <= 10  \* The pool holds the numbers of two connections.
    [] name = "CookieValid" -> FALSE          \* Cookies are in TcpBacklogSystem.
    [] name = "SequenceExact" -> m.seq = b.rcvNxt
    [] name = "SequenceInWindow" -> InWindow(b, m.seq)
    [] name = "SynRepeats" -> m.seq = b.irs
    [] name = "Acceptable" -> Acceptable(b, m)
    [] name = "ReceivedBefore" -> Length(m) > 0 /\ m.seq + Length(m) <= b.rcvNxt
    [] name = "FinAccepted" -> b.peerFin /\ FinAt(m) + 1 = b.rcvNxt
    [] name = "AckNumber" -> AckNumber(b, m)
    [] name = "SynAcknowledged" -> b.una # b.iss
    [] name = "AcknowledgesFin" -> b.fin /\ m.ack = FinNumber(b) + 1
    [] name = "SaysNothingElse" -> Length(m) = 0 /\ m.wnd = b.wnd /\ b.wnd > 0 /\ Outstanding(b)
    [] name = "TextNew" -> m.text # <<>> /\ m.seq >= b.rcvNxt
    [] name = "TextInWindow" -> InWindow(b, m.seq)
    [] name = "TextNext" -> m.seq = b.rcvNxt
    [] name = "GapBehind" -> b.held # {}
    [] name = "GapRoom" -> Cardinality(b.held) < MaxHeld \/ <<m.seq, m.text[1]>> \in b.held
    [] name = "HeldFinNext" -> b.finHeld > 0 /\ b.finHeld = b.rcvNxt
    [] name = "FinInWindow" -> InWindow(b, FinAt(m))
    [] name = "FinNext" -> FinAt(m) = b.rcvNxt
    [] name = "TriesRemain" -> b.tries < MaxTries
    [] name = "Persisting" -> b.wnd = 0 /\ b.una > b.iss  \* The timer runs; see TcpRecoverySystem.

Decided(decision, b, m) == D!Decide(decision.rules, LAMBDA name : FactOf(b, m, name))

-----------------------------------------------------------------------------
(* What the actions of a row do. *)

\* Octets that can be given to the application when the next one is octet.
RECURSIVE Drained(_, _, _)
Drained(text, next, held) ==
  LET here == {h \in held : h[1] = next}
  IN  IF here = {} THEN [text |-> text, next |-> next, held |-> {h \in held : h[1] > next}]
      ELSE Drained(Append(text, (CHOOSE h \in here : TRUE)[2]), next + 1, held \ here)

\* The segment of ours with number n.
Own(b, n) ==
  IF n - b.iss <= b.queued THEN FromServer(FALSE, FALSE, FALSE, n, b.rcvNxt, <<ServerOctet(n - b.iss)>>)
  ELSE FromServer(FALSE, FALSE, TRUE, n, b.rcvNxt, <<>>)

LastOwn(b) == b.iss + b.queued + (IF b.fin THEN 1 ELSE 0)

Acknowledgment(b) == FromServer(FALSE, FALSE, FALSE, b.nxt, b.rcvNxt, <<>>)
Reset(b)          == FromServer(FALSE, TRUE, FALSE, b.nxt, b.rcvNxt, <<>>)
SynAck(b)         == FromServer(TRUE, FALSE, FALSE, b.iss, b.rcvNxt, <<>>)

\* "One({...})" instead of LET: TLC then computes each value once.
One(set) == CHOOSE x \in set : TRUE

\* A SYN fills the block in.
Opened(row, m, b) ==
  IF Does(row, "ChooseInitialNumber")
  THEN [b EXCEPT !.irs = m.seq, !.rcvNxt = m.seq + 1, !.iss = b.nextIss, !.una = b.nextIss, !.nxt = b.nextIss + 1,
                 !.wnd = m.wnd, !.maxWnd = m.wnd, !.wl1 = m.seq, !.wl2 = b.nextIss]
  ELSE b

\* What the peer has sent.
Received(row, m, b) ==
  IF Does(row, "AcceptText")
  THEN One({[b EXCEPT !.text = d.text, !.rcvNxt = d.next, !.held = d.held] :
              d \in {Drained(b.text, b.rcvNxt, b.held \cup {<<m.seq, m.text[1]>>})}})
  ELSE IF Does(row, "HoldText") THEN [b EXCEPT !.held = @ \cup {<<m.seq, m.text[1]>>}]
  ELSE IF Does(row, "HoldFin") THEN [b EXCEPT !.finHeld = m.seq + Len(m.text)]
  ELSE IF Does(row, "AcceptFin") THEN [b EXCEPT !.rcvNxt = @ + 1, !.finHeld = 0, !.peerFin = TRUE]
  ELSE b

\* Whether the segment is not older than the last that told the window (RFC 9293 section 3.10.7.4).
TellsWindow(b, m) == b.wl1 < m.seq \/ (b.wl1 = m.seq /\ b.wl2 <= m.ack)

Updates(row, m, b) == Does(row, "UpdateWindow") /\ TellsWindow(b, m)

\* What the peer has acknowledged.
Acked(row, m, b) ==
  [b EXCEPT
    !.una = IF Does(row, "AdvanceUnacknowledged") THEN m.ack ELSE @,
    !.tries = IF Does(row, "AdvanceUnacknowledged") \/ (Updates(row, m, b) /\ b.wnd = 0) THEN 0
              ELSE IF Does(row, "BackOff") THEN @ + 1 ELSE @,
    !.wnd = IF Updates(row, m, b) THEN m.wnd ELSE @,
    !.maxWnd = IF Updates(row, m, b) /\ m.wnd > @ THEN m.wnd ELSE @,
    !.wl1 = IF Updates(row, m, b) THEN m.seq ELSE @,
    !.wl2 = IF Updates(row, m, b) THEN m.ack ELSE @,
    !.queued = IF Does(row, "QueueText") THEN @ + 1 ELSE @,
    !.fin = @ \/ Does(row, "QueueFin")]

\* The last number that may be used now.
Until(row, b) ==
  IF Does(row, "TransmitQueued") THEN IF b.una + b.wnd - 1 < LastOwn(b) THEN b.una + b.wnd - 1 ELSE LastOwn(b)
  ELSE IF Does(row, "SendProbe") THEN b.una ELSE b.nxt - 1

TextSent(row, b) ==
  IF Does(row, "Retransmit") \/ Does(row, "SendProbe") THEN {Own(b, b.una)}
  ELSE {Own(b, n) : n \in b.nxt..Until(row, b)}

AcksNow(row, b) ==
  \/ Does(row, "SendAck") \/ Does(row, "SendChallengeAck") \/ Does(row, "AnnounceWindow")
  \/ Does(row, "ScheduleAck") /\ b.ackDue

\* The segments that the row sends.
Sent(row, m, b) ==
  LET text == TextSent(row, b)
  IN  text
      \cup (IF AcksNow(row, b) /\ text = {} THEN {Acknowledgment(b)} ELSE {})
      \cup (IF Does(row, "SendSynAck") THEN {SynAck(b)} ELSE {})
      \cup (IF Does(row, "RejectSegment")
            THEN {FromServer(FALSE, TRUE, FALSE, IF m.hasAck THEN m.ack ELSE 0, m.seq + Length(m), <<>>)} ELSE {})
      \cup (IF Does(row, "SendReset") THEN {Reset(b)} ELSE {})

\* Whether the retransmission timer runs afterwards; b is the block with everything else done.
Armed(row, b) ==
  \/ Does(row, "ArmRetransmission") \/ Does(row, "BackOff")
  \/ IF Does(row, "TransmitQueued") \/ Does(row, "AdvanceUnacknowledged") THEN Outstanding(b) \/ Waiting(b) ELSE b.armed

\* Timers and the block itself.
Settled(row, b, sent) ==
  IF Does(row, "ReleaseConnection")
  THEN [FreshBlock EXCEPT !.state = row.next, !.ending = Does(row, "QueueReturn"), !.nextIss = b.nextIss + 10,
                          !.halfOpen = b.halfOpen /\ ~Does(row, "UncountHalfOpen")]
  ELSE [b EXCEPT
         !.nxt = IF Until(row, b) + 1 > @ THEN Until(row, b) + 1 ELSE @,
         !.ackDue = IF Does(row, "ScheduleAck") /\ ~@ THEN TRUE ELSE IF sent # {} THEN FALSE ELSE @,
         !.halfOpen = (@ \/ Does(row, "CountHalfOpen")) /\ ~Does(row, "UncountHalfOpen"),
         !.rests = IF Does(row, "ArmTimeWait") \/ Does(row, "RestartTimeWait") THEN 2 ELSE @,
         !.finWait = @ \/ Does(row, "ArmFinWait"),
         !.ending = @ /\ ~Does(row, "ReturnBlock"),
         !.state = row.next]

Moved(row, b, sent) ==
  One({IF Does(row, "ReleaseConnection") THEN n ELSE [n EXCEPT !.armed = Armed(row, n)] : n \in {Settled(row, b, sent)}})

\* The block after the row that event fires for segment m, what it sends, and whether the segment is done with.
Fire(b, event, m) ==
  One(UNION {UNION {
    {[block |-> Moved(row, acked, sent), sent |-> sent, firings |-> <<Firing("server", "Tcp", row)>>,
      ends |-> Does(row, "ReleaseConnection") \/ event = "RcvAckUnacceptable"] : sent \in {Sent(row, m, acked)}}
    : acked \in {Acked(row, m, r) : r \in {Received(row, m, o) : o \in {Opened(row, m, b)}}}}
    : row \in {Tcp!Step(b.state, event)}})

\* Two things one after the other, unless the first ended the matter.
Then(before, event, m) ==
  IF before.ends \/ event = D!NoEvent THEN before
  ELSE One({[block |-> next.block, sent |-> before.sent \cup next.sent,
             firings |-> before.firings \o next.firings, ends |-> next.ends] :
             next \in {Fire(before.block, event, m)}})

\* Everything that a segment does.
Receive(b, m) ==
  IF b.state \in {"Closed", "Listen"} THEN Fire(b, Decided(D!Stray, b, m), m)
  ELSE IF Decided(D!Guard, b, m) # D!NoEvent THEN Fire(b, Decided(D!Guard, b, m), m)
  ELSE One({Then(text, Decided(D!Fin, text.block, m), m) :
              text \in {Then(acked, Decided(D!Text, acked.block, m), m) :
                          acked \in {Fire(b, Decided(D!Acknowledgment, b, m), m)}}})

-----------------------------------------------------------------------------
(* Actions *)

\* The network takes what it can carry.
Carry(segments, flight) ==
  IF Cardinality(flight \cup segments) <= Capacity THEN flight \cup segments ELSE flight

\* Octets that the server has taken or holds, by number.
Has(b) == {h[1] : h \in b.held} \cup 1..Len(b.text)

\* What the firings have told the application. A SYN that takes the block begins anew.
NothingNotified == [open |-> 0, peerClosed |-> 0, over |-> 0, broken |-> 0, aborted |-> FALSE]

NotifiedOnce(before, firing) ==
  LET row == Tcp!Step(firing.from, firing.on)
      more(count, action) == IF Does(row, action) /\ count < 2 THEN count + 1 ELSE count
      old == IF firing.from = "Listen" /\ firing.next = "SynReceived" THEN NothingNotified ELSE before
  IN  [open       |-> more(old.open, "TellEstablished"),
       peerClosed |-> more(old.peerClosed, "TellPeerClosed"),
       over       |-> more(old.over, "TellOver"),
       broken     |-> more(old.broken, "TellBroken"),
       aborted    |-> old.aborted \/ (firing.on = "AppAbort" /\ firing.next = "Closed")]

RECURSIVE NotifiedBy(_, _)
NotifiedBy(before, firings) == IF firings = <<>> THEN before ELSE NotifiedBy(NotifiedOnce(before, Head(firings)), Tail(firings))

ServerDoes(r, flight, what, received) ==
  /\ notified' = NotifiedBy(notified, r.firings)
  /\ server' = r.block
  /\ network' = Carry(r.sent, flight)
  /\ taken' = taken \cup {n \in Has(r.block) \ Has(server) : n \notin server.rcvNxt..(server.rcvNxt + Window - 1)}
  /\ lastAction' = Told("server", what, received, r.firings,
                        SetToSeq(r.sent))

LocalEvent(event, what) ==
  \E r \in {Fire(server, event, FreshSegment)} : ServerDoes(r, network, what, <<>>) /\ UNCHANGED client

Spend(what) == budget[what] > 0 /\ budget' = [budget EXCEPT ![what] = @ - 1]

\* A segment arrives at the server, and stays under way if it is to arrive twice.
ServerReceives(m, again) ==
  /\ m.to = "server" /\ m \in network
  /\ IF again THEN Spend("repeats") ELSE UNCHANGED budget
  /\ \E r \in {Receive(server, m)} :
       ServerDoes(r, IF again THEN network ELSE network \ {m}, "ReceiveSegment", <<m>>)
  /\ UNCHANGED client

Lose(m) ==
  /\ m \in network
  /\ Spend("losses")
  /\ network' = network \ {m}
  /\ lastAction' = Told("network", "Lose", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<server, client, notified, taken>>

\* --- the server's timers and application

Quiet == ~Patient \/ network = {}

TimerOfServer ==
  /\ UNCHANGED budget
  /\ \/ /\ Quiet
        /\ server.armed
        /\ Patient /\ server.wnd = 0 /\ server.una > server.iss => client.wnd > 0 \* The pauses between probes are long.
        /\ \E r \in {Fire([server EXCEPT !.armed = FALSE], Decided(D!RetransmissionTimer, server, FreshSegment), FreshSegment)} :
             ServerDoes(r, network, "Timeout", <<>>) /\ UNCHANGED client
     \/ /\ server.ackDue /\ LocalEvent("DelayedAckDue", "DelayedAck")
     \/ /\ Quiet /\ server.rests = 1
        /\ Patient => client.una = Asks + 2 \/ client.phase = "Gone"  \* the rest is longer than the client's patience
        /\ LocalEvent("TimeWaitOver", "TimeWaitOver")
     \/ /\ server.rests = 2
        /\ server' = [server EXCEPT !.rests = 1]
        /\ lastAction' = Told("time", "HalfTheRest", <<>>, <<>>, <<>>)
        /\ UNCHANGED <<client, network, notified, taken>>

\* These end a connection whose client is still there, so they are not owed.
GiveUp ==
  /\ UNCHANGED budget
  /\ \/ ~Patient /\ server.finWait /\ server.state = "FinWait2" /\ LocalEvent("FinWaitExpired", "FinWaitExpired")
     \/ ~Patient /\ server.rests > 0 /\ LocalEvent("Evicted", "Evict")
     \/ AppAborts /\ server.una > server.iss /\ LocalEvent("AppAbort", "Abort")

Application ==
  \/ /\ server.una > server.iss /\ ~server.fin /\ server.queued < Answers
     /\ UNCHANGED budget
     /\ LocalEvent("AppHasText", "AppSends")
  \/ /\ server.una > server.iss /\ ~server.fin /\ server.queued = Answers
     /\ UNCHANGED budget
     /\ LocalEvent("AppClose", "AppCloses")

AppReads == Spend("shuts") /\ LocalEvent("AppHasRead", "AppReads")

\* The block is taken back into its pool, where a late SYN may find it.
ReturnBlock == server.ending /\ UNCHANGED budget /\ LocalEvent("PassiveOpen", "ReturnBlock")

\* --- the client

FromClient(syn, rst, fin, hasAck, seq, ack, text, wnd) ==
  Segment("client", "server", syn, rst, fin, hasAck, seq, ack, text, wnd)

ClientAck(c) == FromClient(FALSE, FALSE, FALSE, TRUE, c.una, c.rcvNxt, <<>>, c.wnd)

ClientDoes(c, sent, flight, what, received) ==
  /\ client' = c
  /\ network' = Carry(sent, flight)
  /\ lastAction' = Told("client", what, received, <<>>, SetToSeq(sent))
  /\ UNCHANGED <<server, notified, taken>>

Sends(c, m, what) == Carry({m}, network) # network /\ ClientDoes(c, {m}, network, what, <<>>)

Syn == FromClient(TRUE, FALSE, FALSE, FALSE, Initial, 0, <<>>, client.wnd)

ClientTalks ==
  /\ UNCHANGED budget
  /\ \/ /\ client.phase \in {"Start", "SynSent"} /\ (client.phase = "Start" \/ Quiet)
        /\ Sends([client EXCEPT !.phase = "SynSent"], Syn, "Connect")
     \/ /\ client.phase = "Open"
        /\ \E n \in {k \in {client.una, client.sent + 1} : k < client.una + Window /\ (k > client.sent \/ Quiet)} :
             \/ /\ n <= Asks
                /\ Sends([client EXCEPT !.sent = IF n > @ THEN n ELSE @],
                         FromClient(FALSE, FALSE, FALSE, TRUE, n, client.rcvNxt, <<ClientOctet(n)>>, client.wnd),
                         "ClientSends")
             \/ /\ n = Asks /\ Combines
                /\ Sends([client EXCEPT !.closed = TRUE, !.sent = n + 1],
                         FromClient(FALSE, FALSE, TRUE, TRUE, n, client.rcvNxt, <<ClientOctet(n)>>, client.wnd),
                         "ClientSendsAndCloses")
             \/ /\ n = Asks + 1
                /\ Sends([client EXCEPT !.closed = TRUE, !.sent = n],
                         FromClient(FALSE, FALSE, TRUE, TRUE, n, client.rcvNxt, <<>>, client.wnd), "ClientCloses")
     \/ /\ client.phase = "Open" /\ client.wnd = 0
        /\ ClientDoes([client EXCEPT !.wnd = 1], {ClientAck([client EXCEPT !.wnd = 1])}, network, "OpenWindow", <<>>)

ShutWindow ==
  /\ client.phase = "Open" /\ client.wnd = 1
  /\ Spend("shuts")
  /\ ClientDoes([client EXCEPT !.wnd = 0], {ClientAck([client EXCEPT !.wnd = 0])}, network, "ShutWindow", <<>>)

ClientGivesUp ==
  /\ ClientAborts /\ client.phase = "Open"
  /\ UNCHANGED budget
  /\ ClientDoes([client EXCEPT !.phase = "Gone"],
                {FromClient(FALSE, TRUE, FALSE, TRUE, client.una, client.rcvNxt, <<>>, 0)}, network, "ClientAborts", <<>>)

\* What a client does against the rules.
Odd ==
  /\ client.phase = "Open"
  /\ Spend("odd")
  /\ \/ /\ "Beyond" \in Oddities     \* text outside the server's window
        /\ Sends(client, FromClient(FALSE, FALSE, FALSE, TRUE, client.una + Window, client.rcvNxt,
                                    <<ClientOctet(client.una + Window)>>, client.wnd), "SendBeyondWindow")
     \/ /\ "Optimist" \in Oddities   \* acknowledges what it has not got
        /\ Sends(client, [ClientAck(client) EXCEPT !.ack = @ + 1], "AcknowledgeTooMuch")
     \/ /\ "NoAck" \in Oddities      \* no acknowledgment at all
        /\ Sends(client, [ClientAck(client) EXCEPT !.hasAck = FALSE], "OmitAck")

ClientAnswers(m) ==
  LET exact == m.seq = client.rcvNxt
      known == [client EXCEPT !.una = IF m.ack > @ /\ m.ack <= Asks + 2 THEN m.ack ELSE @]
      after ==
        CASE client.phase = "SynSent" /\ m.syn /\ m.ack = Initial + 1 ->
               [client EXCEPT !.phase = "Open", !.una = Initial + 1, !.rcvNxt = m.seq + 1]
          [] client.phase = "SynSent" /\ m.rst /\ m.ack = Initial + 1 -> [client EXCEPT !.phase = "Gone"]
          [] client.phase = "Open" /\ m.rst /\ exact -> [client EXCEPT !.phase = "Gone"]
          [] client.phase = "Open" /\ ~m.rst /\ ~m.syn /\ exact /\ client.wnd > 0 ->
               [known EXCEPT !.text = IF m.text = <<>> THEN @ ELSE Append(@, m.text[1]),
                             !.heard = @ \/ m.fin,
                             !.rcvNxt = @ + Length(m)]
          [] client.phase = "Open" /\ ~m.rst /\ ~m.syn /\ ~(exact /\ client.wnd > 0) -> known
          [] OTHER -> client
      replies ==
        CASE m.rst -> {}
          [] ~m.rst /\ (client.phase = "Gone" \/ (client.phase = "SynSent" /\ m.ack # Initial + 1)) ->
               {FromClient(FALSE, TRUE, FALSE, TRUE, m.ack, 0, <<>>, 0)}
          [] ~m.rst /\ client.phase = "Open" /\ (m.syn \/ Length(m) > 0) -> {ClientAck(after)}
          [] ~m.rst /\ client.phase = "SynSent" /\ after.phase = "Open" -> {ClientAck(after)}
          [] OTHER -> {}
  IN  [client |-> after, sent |-> replies]

ClientReceives(m) ==
  /\ m.to = "client" /\ m \in network
  /\ \E r \in {ClientAnswers(m)} : ClientDoes(r.client, r.sent, network \ {m}, "ReceiveSegment", <<m>>)
  /\ UNCHANGED budget

\* --- the blind attacker, who guesses but never hits on what only the two know

Exists == server.state \notin {"Closed", "Listen"}

Forged(kind, n) ==
  CASE kind = "Rst"  -> FromClient(FALSE, TRUE, FALSE, FALSE, n, 0, <<>>, 1)
    [] kind = "Syn"  -> FromClient(TRUE, FALSE, FALSE, FALSE, n, 0, <<>>, 1)
    [] kind = "SynAck" -> FromClient(TRUE, FALSE, FALSE, TRUE, n, server.nxt, <<>>, 1)
    [] kind = "Text" -> FromClient(FALSE, FALSE, FALSE, TRUE, n, server.nxt + 1, <<AttackerOctet(n)>>, 1)
    [] kind = "Fin"  -> FromClient(FALSE, FALSE, TRUE, TRUE, n, server.nxt + 1, <<>>, 1)
    [] kind = "TextOutside" -> FromClient(FALSE, FALSE, FALSE, TRUE, n, server.una, <<AttackerOctet(n)>>, 0)
    [] kind = "FinOutside"  -> FromClient(FALSE, FALSE, TRUE, TRUE, n, server.una, <<>>, 0)
    [] kind = "TextTooOld"  -> FromClient(FALSE, FALSE, FALSE, TRUE, n, server.una - server.maxWnd - 1, <<AttackerOctet(n)>>, 0)

Forge ==
  /\ Exists
  /\ Spend("forgeries")
  /\ \E kind \in Forgeries, n \in 0..(Asks + 3) :
       /\ kind = "Rst" => n # server.rcvNxt
       /\ kind \in {"TextOutside", "FinOutside"} => ~InWindow(server, n)
       /\ \E r \in {Receive(server, Forged(kind, n))} :
            ServerDoes(r, network, "ReceiveForged", <<Forged(kind, n)>>)
  /\ UNCHANGED client

Init ==
  /\ StartNoting
  /\ server = Fire(FreshBlock, "PassiveOpen", FreshSegment).block
  /\ client = FreshClient
  /\ network = {}
  /\ budget = [losses |-> Losses, repeats |-> Repeats, shuts |-> Shuts, odd |-> OddCount,
               forgeries |-> ForgeryCount]
  /\ taken = {}
  /\ notified = NothingNotified
  /\ lastAction = Told("server", "Init", <<>>, Fire(FreshBlock, "PassiveOpen", FreshSegment).firings, <<>>)

\* When all is said the world may stand still.
Rest == UNCHANGED vars

\* What is owed: nothing waits without end.
Owed ==
  \/ \E m \in network : ServerReceives(m, FALSE) \/ ClientReceives(m)
  \/ TimerOfServer
  \/ Application
  \/ ClientTalks

Next ==
  \/ Owed
  \/ \E m \in network : ServerReceives(m, TRUE) \/ Lose(m)
  \/ GiveUp
  \/ AppReads
  \/ ReturnBlock
  \/ ShutWindow
  \/ ClientGivesUp
  \/ Odd
  \/ Forge
  \/ Rest

Spec == Init /\ [][Next]_vars

FairSpec == Spec /\ WF_view(Owed)

NoteRows == Note(lastAction')

-----------------------------------------------------------------------------
(* Properties *)

IsPrefix(s, t) == Len(s) <= Len(t) /\ \A i \in DOMAIN s : s[i] = t[i]

ClientStream == [n \in 1..(Asks + Window) |-> ClientOctet(n)]
ServerStream == [n \in 1..Answers |-> ServerOctet(n)]

\* What the application was given is the beginning of what the client sent, and the other way round.
StreamIntact ==
  /\ IsPrefix(server.text, ClientStream)
  /\ IsPrefix(client.text, ServerStream)

\* No octet is taken that does not lie in the window.
NothingOutsideWindow == taken = {}

\* What a state says of the connection is so.
StatesMean ==
  /\ server.state \in {"CloseWait", "Closing", "LastAck", "TimeWait"} => server.peerFin /\ client.closed
  /\ server.state \in {"Established", "FinWait1", "FinWait2"} => ~server.peerFin
  /\ server.state \in {"SynReceived", "Established", "CloseWait"} => ~server.fin
  /\ server.state \in {"FinWait2", "TimeWait"} => server.fin /\ server.una = FinNumber(server) + 1
  /\ server.state \in {"FinWait1", "Closing", "LastAck"} => server.fin /\ server.una <= FinNumber(server)
  /\ server.state = "SynReceived" <=> server.halfOpen
  /\ server.state \in Range(Tcp!Synchronized) => server.una > server.iss
  /\ server.state = "TimeWait" <=> server.rests > 0
  /\ server.state = "FinWait2" => server.finWait

\* The application is told of a connection only when the client has shown that it saw our number.
EstablishedIsMeant == server.state \in Range(Tcp!Synchronized) => client.phase \in {"Open", "Gone"}

\* Nothing is held when the connection is over.
NothingLeft == server.state \in {"Closed", "Listen"} => server.held = {} /\ ~server.halfOpen /\ server.nxt = 0

\* Every move is an edge of figure 5 of RFC 9293, or ends the connection for one of the reasons in its text.
FollowsFigure5 ==
  [][\A i \in DOMAIN lastAction'.firings :
       LET f == lastAction'.firings[i]
       IN  \/ f.from = f.next
           \/ <<f.from, f.next>> \in Tcp!Figure5
           \/ f.next = "Closed" /\ f.on \in Tcp!Endings
           \/ f.from = "TimeWait" /\ f.next = "Closed"]_vars

\* A blind attacker, who does not know the numbers, moves nothing and ends no rest (RFC 1337, RFC 5961); a FIN guessed right prolongs it.
BlindMovesNothing ==
  [][lastAction'.does = "ReceiveForged" =>
       /\ server'.wnd = server.wnd /\ server'.tries = server.tries /\ server'.rests >= server.rests
       /\ server'.state = server.state /\ server'.text = server.text /\ server'.held = server.held
       /\ server'.rcvNxt = server.rcvNxt /\ server'.una = server.una /\ server'.finHeld = server.finHeld]_vars

\* A connection breaks for a reason.
BreaksForAReason ==
  [][(Exists /\ server.rests = 0 /\ server'.state \in {"Closed", "Listen"}) =>
       \/ server.tries = MaxTries
       \/ lastAction'.does \in {"Abort", "FinWaitExpired"}
       \/ client.phase = "Gone"
       \/ server.peerFin /\ server.fin
       \/ client.una = Initial /\ lastAction'.received # <<>> /\ lastAction'.received[1].rst]_vars

\* What the server received in this step while it had a connection, if it is one segment of a kind that is looked at.
Hears(m) == Exists /\ lastAction'.received = <<m>> /\ m.to = "server" /\ ~m.rst /\ ~m.syn

IsAckOf(m, b) == ~m.rst /\ ~m.syn /\ m.hasAck /\ m.ack = b.rcvNxt

\* A segment that is not acceptable is answered by an acknowledgment that says where we are, and changes nothing else.
UnacceptableAnswered ==
  [][\A m \in Range(lastAction'.received) : (Hears(m) /\ ~Acceptable(server, m)) =>
       /\ \E i \in DOMAIN lastAction'.sent : IsAckOf(lastAction'.sent[i], server)
       /\ server'.state = server.state /\ server'.text = server.text]_vars

\* An acknowledgment of what was never sent, or that is older than any window, is answered alike, and its text dies with it.
WrongAckAnswered ==
  [][\A m \in Range(lastAction'.received) :
       (Hears(m) /\ Acceptable(server, m) /\ m.hasAck /\ server.state # "SynReceived"
          /\ (m.ack > server.nxt \/ m.ack < server.una - server.maxWnd)) =>
       /\ \E i \in DOMAIN lastAction'.sent : IsAckOf(lastAction'.sent[i], server)
       /\ server'.state = server.state /\ server'.text = server.text /\ server'.held = server.held]_vars

\* The peer's window is the one that its newest segment tells, while something is left to send.
WindowFollows ==
  [][\A m \in Range(lastAction'.received) :
       (Hears(m) /\ Acceptable(server, m) /\ m.hasAck /\ TellsWindow(server, m) /\ server'.state \notin {"Closed", "Listen"}
          /\ (m.ack \in server.una..server.nxt) /\ (m.ack > server.iss)) => (server'.wnd = m.wnd /\ (m.ack > server.una => server'.wl2 = m.ack)) \/ server'.state = "TimeWait"]_vars

\* LAST-ACK ends when our FIN is acknowledged, or as any connection may.
LastAckIsAcknowledged ==
  [][(server.state = "LastAck" /\ server'.state # "LastAck") =>
       \/ lastAction'.does \in {"Timeout", "Abort"}
       \/ \E m \in Range(lastAction'.received) : m.rst \/ m.ack = FinNumber(server) + 1]_vars

\* The application is told of every opening, of the peer's close, and of the end: each once, and what is so.
ToldOnce ==
  /\ notified.open <= 1 /\ notified.peerClosed <= 1 /\ notified.over + notified.broken <= 1
  /\ server.state = "SynReceived" => notified = NothingNotified
  /\ server.state \in Range(Tcp!Synchronized) => notified.open = 1
  /\ server.state \in {"Established", "FinWait1", "FinWait2"} => notified.peerClosed = 0
  /\ server.state \in {"CloseWait", "Closing", "LastAck"} => notified.peerClosed = 1
  /\ server.state \in Range(Tcp!Sending) \cup {"FinWait2"} => notified.over + notified.broken = 0
  /\ server.state = "TimeWait" => notified.over = 1
  /\ server.state \in {"Closed", "Listen"} /\ notified.open = 1 /\ ~notified.aborted => notified.over + notified.broken = 1

\* When the retransmission timer runs out something is sent.
TimeoutResends ==
  [][(lastAction'.does = "Timeout" /\ server'.state = server.state) => lastAction'.sent # <<>>]_vars

\* Nothing waits that the peer's window lets through.
NothingHeldBack ==
  server.state \in Range(Tcp!Sending) => ~(Waiting(server) /\ server.nxt < server.una + server.wnd)

\* What is received in order is acknowledged at once or soon, what is held behind a gap at once.
ReceivedIsAcknowledged ==
  [][(Exists /\ server'.state \notin {"Closed", "Listen"}) =>
       /\ server'.rcvNxt > server.rcvNxt =>
            server'.ackDue \/ \E i \in DOMAIN lastAction'.sent : IsAckOf(lastAction'.sent[i], server')
       /\ (server'.rcvNxt = server.rcvNxt /\ (server'.held # server.held \/ server'.finHeld # server.finHeld)) =>
            \E i \in DOMAIN lastAction'.sent : IsAckOf(lastAction'.sent[i], server')
       /\ lastAction'.does = "DelayedAck" =>
            \E i \in DOMAIN lastAction'.sent : IsAckOf(lastAction'.sent[i], server')]_vars

\* The peer is told when a connection is aborted that it has not closed with us, and when it is given up.
EndIsTold ==
  [][(\/ lastAction'.does = "Abort" /\ server.state \in {"Established", "FinWait1", "FinWait2", "CloseWait"}
      \/ lastAction'.does = "Timeout" /\ server.state \in Range(Tcp!Sending) /\ server'.state = "Closed") =>
       \E i \in DOMAIN lastAction'.sent : lastAction'.sent[i].rst]_vars

\* The peer is told that the window has opened.
OpeningIsTold ==
  [][(lastAction'.does = "AppReads" /\ server.state \in Range(Tcp!Receiving)) => lastAction'.sent # <<>>]_vars

\* The retransmission timer runs exactly while something is outstanding or waits to be sent.
TimerRuns == server.armed <=> (Outstanding(server) \/ Waiting(server))

\* A FIN that is repeated in TIME-WAIT is acknowledged, and the rest begins anew.
RestRestarts ==
  [][\A m \in Range(lastAction'.received) :
       (Hears(m) /\ m.fin /\ m.hasAck /\ server.state = "TimeWait" /\ FinAt(m) + 1 = server.rcvNxt) => server'.rests = 2]_vars

\* What the firings of this step did.
Did(action) == \E i \in DOMAIN lastAction'.firings : Does(Tcp!Step(lastAction'.firings[i].from, lastAction'.firings[i].on), action)

CountedAs == {"DropReset", "DropUnexpected", "DropAfterFin", "CountNoBlock", "IgnoreOldAck"}

\* A segment moves something, is answered, acknowledges what is current, or is counted as dropped.
SilenceIsCounted ==
  [][\A m \in Range(lastAction'.received) :
       (m.to = "server" /\ server' = server /\ lastAction'.sent = <<>> /\ ~(m.hasAck /\ m.ack = server.una /\ Length(m) = 0 /\ ~m.rst))
       => \E c \in CountedAs : Did(c)]_vars

\* Text or a FIN behind the peer's FIN is counted, whatever its acknowledgment moved.
AfterFinCounted ==
  [][\A m \in Range(lastAction'.received) :
       (Hears(m) /\ server.peerFin /\ Acceptable(server, m) /\ m.hasAck /\ m.ack \in server.una..server.nxt
          /\ m.text # <<>> /\ m.seq >= server.rcvNxt /\ server'.state # "Closed") => Did("DropAfterFin")]_vars

\* What is counted as dropped by itself, or comes too late, moves nothing and sends nothing.
CountedMovesNothing ==
  [][\A c \in {"DropReset", "DropUnexpected", "CountNoBlock", "IgnoreStale"} :
       (Did(c) /\ Len(lastAction'.firings) = 1) =>
         /\ [server' EXCEPT !.armed = server.armed] = server
         /\ lastAction'.sent = <<>>]_vars

\* A half-open connection that comes to nothing is counted.
BrokenCounted ==
  [][(server.state = "SynReceived" /\ server'.state \in {"Closed", "Listen"}) => Did("CountBroken")]_vars

\* Numbers only grow.
NumbersGrow ==
  [][(Exists /\ server'.state \notin {"Closed", "Listen"}) =>
       server'.una >= server.una /\ server'.nxt >= server.nxt /\ server'.rcvNxt >= server.rcvNxt
       /\ IsPrefix(server.text, server'.text)]_vars

\* Half open is not for ever.
HalfOpenEnds == server.halfOpen ~> ~server.halfOpen

\* Both close in the end, and all that both have sent has arrived.
BothClose ==
  <>[](/\ server.state \in {"Closed", "Listen"}
       /\ client.closed /\ client.heard
       /\ client.una = Asks + 2
       /\ client.text = ServerStream)
=============================================================================
