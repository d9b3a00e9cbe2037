\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE TcpClient ------------------------------
(***************************************************************************)
(* A client of another make, and what it may do against the rules.         *)
(***************************************************************************)
EXTENDS TcpWorld

Initial == 0   \* the client's initial number

ClientOctet(n) == <<"client", n>>

FreshClient ==
  [phase  |-> "Start",  \* Start, SynSent, Open, Gone
   una    |-> 0,        \* the first number of its own that is not acknowledged
   sent   |-> 0,        \* the last number that it has used
   rcvNxt |-> 0,        \* the next number of the server's
   text   |-> <<>>,     \* what it has received
   closed |-> FALSE,    \* whether it has sent its FIN
   heard  |-> FALSE,    \* whether it has received the server's FIN
   wnd    |-> 1]        \* its receive window

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
=============================================================================
