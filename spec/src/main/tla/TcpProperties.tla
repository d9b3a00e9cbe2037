\* SPDX-License-Identifier: Apache-2.0
--------------------------- MODULE TcpProperties ----------------------------
(***************************************************************************)
(* What must hold of one connection of the server.                         *)
(***************************************************************************)
EXTENDS TcpForger

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
