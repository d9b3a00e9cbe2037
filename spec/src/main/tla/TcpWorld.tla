\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE TcpWorld ------------------------------
(***************************************************************************)
(* The server in its world: a network that loses, repeats, delays and      *)
(* reorders; the server's timers, its application, and what that is told.  *)
(***************************************************************************)
EXTENDS TcpServer

CONSTANTS
  Asks,         \* how many octets the client sends
  Answers,      \* how many octets the server's application sends
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

-----------------------------------------------------------------------------
(* The network, and what the server does with what it brings *)

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

-----------------------------------------------------------------------------
(* The server's timers and application *)

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

Exists == server.state \notin {"Closed", "Listen"}
=============================================================================
