\* SPDX-License-Identifier: Apache-2.0
-------------------------- MODULE TcpBacklogSystem --------------------------
(***************************************************************************)
(* The listener and its pool of connection blocks under a flood: honest    *)
(* clients connect once each, while an attacker sends SYNs and guessed     *)
(* ACKs from spoofed addresses, without end.                               *)
(*                                                                         *)
(* Each block moves only through Tcp!Step. A cookie is a symbol that only  *)
(* the server can make; who did not receive it does not have it. An        *)
(* exchange once established is played in two strokes, since TcpSystem     *)
(* has its details.                                                        *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, Firings

CONSTANTS
  Honest,       \* flows of clients that are there
  Spoofed,      \* flows of addresses at which no host is
  Blocks,       \* blocks in the pool
  MaxHalfOpen,  \* how many of them may be half open
  MaxTries      \* how often our SYN is sent again

Tcp == INSTANCE Tcp
D   == INSTANCE TcpDecisions

Flows == Honest \cup Spoofed

VARIABLES
  state,       \* for every flow, the state of its block; Listen when it has none
  number,      \* for every flow, our initial number in its block
  tries,       \* for every flow, how often our SYN was sent again
  halfOpen,    \* how many blocks are half open, as the actions count them
  client,      \* for every honest client: Start, SynSent, Open, Done
  network,     \* segments under way
  lastAction   \* what the last step was; for the reader only

view == <<state, number, tries, halfOpen, client, network>>
vars == <<state, number, tries, halfOpen, client, network, lastAction>>

TypeOk ==
  /\ state \in [Flows -> Tcp!States]
  /\ number \in [Flows -> {"none", "drawn", "cookie"}]
  /\ tries \in [Flows -> 0..MaxTries]
  /\ client \in [Honest -> {"Start", "SynSent", "Open", "Done"}]

-----------------------------------------------------------------------------
(* Helpers *)

Does(row, action) == \E i \in DOMAIN row.actions : row.actions[i] = action

HasBlock(f) == state[f] # "Listen"
Taken       == {f \in Flows : HasBlock(f)}
Resting     == {f \in Flows : state[f] = "TimeWait"}

Segment(from, to, kind, flow, value) == [from |-> from, to |-> to, kind |-> kind, flow |-> flow, value |-> value]

\* A block that is over goes back into its pool at once.
RECURSIVE Run(_, _, _)
Run(s, events, firings) ==
  IF events = <<>> THEN [state |-> s, firings |-> firings]
  ELSE LET row == Tcp!Step(s, Head(events))
       IN  Run(row.next, Tail(events), Append(firings, Firing("server", "Tcp", row)))

\* How the count of half-open blocks changes with these events.
RECURSIVE Counted(_, _)
Counted(s, events) ==
  IF events = <<>> THEN 0
  ELSE LET row == Tcp!Step(s, Head(events))
       IN  (IF Does(row, "CountHalfOpen") THEN 1 ELSE 0) - (IF Does(row, "UncountHalfOpen") THEN 1 ELSE 0)
           + Counted(row.next, Tail(events))

RECURSIVE Sends(_, _, _)
Sends(s, events, action) ==
  events # <<>> /\ (Does(Tcp!Step(s, Head(events)), action) \/ Sends(Tcp!Step(s, Head(events)).next, Tail(events), action))

\* The flow's block meets these events one after the other; if victim is a flow, its resting block was evicted before.
Meet(f, events, victim, flight, what, received) ==
  \E evicted \in {IF victim = {} THEN <<>> ELSE Run("TimeWait", <<"Evicted", "PassiveOpen">>, <<>>).firings} :
  \E run \in {Run(state[f], events, <<>>)} :
  \E answers \in {(IF Sends(state[f], events, "SendSynAck") THEN {Segment("server", f, "SynAck", f, "drawn")} ELSE {})
                  \cup (IF Sends(state[f], events, "SendSynCookie") THEN {Segment("server", f, "SynAck", f, "cookie")} ELSE {})
                  \cup (IF Sends(state[f], events, "RejectSegment") THEN {Segment("server", f, "Rst", f, "none")} ELSE {})} :
      /\ state' = [g \in Flows |-> IF g = f THEN run.state ELSE IF g \in victim THEN "Listen" ELSE state[g]]
      /\ number' = [number EXCEPT ![f] = IF Sends(state[f], events, "ChooseInitialNumber") THEN "drawn"
                                         ELSE IF Sends(state[f], events, "RestoreFromCookie") THEN "cookie"
                                         ELSE IF run.state = "Listen" THEN "none" ELSE @]
      /\ tries' = [tries EXCEPT ![f] = IF Sends(state[f], events, "BackOff") THEN @ + 1
                                       ELSE IF run.state = "SynReceived" THEN @ ELSE 0]
      /\ halfOpen' = halfOpen + Counted(state[f], events)
      /\ network' = flight \cup {m \in answers : m.to \in Honest}
      /\ lastAction' = Told("server", what, received, evicted \o run.firings,
                            IF answers = {} THEN <<>> ELSE <<CHOOSE m \in answers : TRUE>>)

\* Whether a block can be had, at the price of one that rests.
CanTake == Cardinality(Taken) < Blocks \/ Resting # {}
Price   == IF Cardinality(Taken) < Blocks THEN {} ELSE {CHOOSE f \in Resting : TRUE}

-----------------------------------------------------------------------------
(* What the listener knows of a segment: facts, of which D makes events. *)

\* A SYN or an ACK; value is the number that it acknowledges.
FactOf(f, kind, value, name) ==
  CASE name = "HasRst" -> FALSE
    [] name = "HasSyn" -> kind = "Syn"
    [] name = "HasAck" -> kind = "Ack"
    [] name = "HasFin" -> FALSE
    [] name = "Opens"  -> kind = "Syn"
    [] name = "Listening" -> TRUE
    [] name = "BacklogRoom" -> halfOpen < MaxHalfOpen
    [] name = "BlockFree" -> CanTake
    [] name = "CookieValid" -> value = "cookie"
    [] name = "SynRepeats" -> state[f] = "SynReceived"  \* The same SYN is sent until it is answered.
    [] name = "Acceptable" -> TRUE
    [] name = "AckNumber" ->
         IF state[f] = "SynReceived" THEN IF value = number[f] THEN "New" ELSE "Unsent" ELSE "Current"
    [] name = "SynAcknowledged" -> state[f] # "SynReceived"
    [] name = "SaysNothingElse" -> FALSE
    [] name = "TriesRemain" -> tries[f] < MaxTries
    [] name = "Persisting" -> FALSE

Decided(decision, f, kind, value) == D!Decide(decision.rules, LAMBDA name : FactOf(f, kind, value, name))

\* A block that was taken from the pool has its price; one whose cookie was accepted is looked at like any other.
Receive(f, kind, value, flight, received) ==
  \E event \in {IF state[f] = "Listen" THEN Decided(D!Stray, f, kind, value)
                ELSE IF Decided(D!Guard, f, kind, value) # D!NoEvent THEN Decided(D!Guard, f, kind, value)
                ELSE Decided(D!Acknowledgment, f, kind, value)} :
    Meet(f, IF event = "RcvCookieEcho" THEN <<event, "RcvAckOfSyn">> ELSE <<event>>,
         IF state[f] = "Listen" /\ event \in {"RcvSyn", "RcvCookieEcho"} THEN Price ELSE {},
         flight, "Receive", received)

-----------------------------------------------------------------------------
(* Actions *)

\* The flood: any SYN, any guess, at any time.
Flood(f) ==
  /\ \/ Receive(f, "Syn", "none", network, <<Segment(f, "server", "Syn", f, "none")>>)
     \/ Receive(f, "Ack", "guess", network, <<Segment(f, "server", "Ack", f, "guess")>>)
  /\ UNCHANGED client

\* Our SYN was not acknowledged. What is under way to and from an honest client is faster than the timer.
Timeout(f) ==
  /\ state[f] = "SynReceived"
  /\ f \in Honest => \A m \in network : m.flow # f
  /\ \E event \in {Decided(D!RetransmissionTimer, f, "none", "none")} :
       Meet(f, IF event = "RetriesExhausted" THEN <<event, "PassiveOpen">> ELSE <<event>>, {}, network, "Timeout", <<>>)
  /\ UNCHANGED client

RestOver(f) ==
  /\ state[f] = "TimeWait"
  /\ Meet(f, <<"TimeWaitOver", "PassiveOpen">>, {}, network, "RestOver", <<>>)
  /\ UNCHANGED client

\* --- honest clients

ClientSays(f, phase, segments, flight, what) ==
  /\ client' = [client EXCEPT ![f] = phase]
  /\ network' = flight \cup segments
  /\ lastAction' = Told(f, what, <<>>, <<>>, IF segments = {} THEN <<>> ELSE <<CHOOSE m \in segments : TRUE>>)
  /\ UNCHANGED <<state, number, tries, halfOpen>>

Connect(f) ==
  /\ client[f] \in {"Start", "SynSent"}
  /\ \A m \in network : m.flow # f
  /\ ClientSays(f, "SynSent", {Segment(f, "server", "Syn", f, "none")}, network, "Connect")

\* The server's answer arrives.
Answered(f) ==
  \E m \in network :
    /\ m.to = f
    /\ IF m.kind = "Rst" THEN ClientSays(f, IF client[f] = "Done" THEN "Done" ELSE "Start", {}, network \ {m}, "Refused")
       ELSE ClientSays(f, IF client[f] = "SynSent" THEN "Open" ELSE client[f],
                       {Segment(f, "server", "Ack", f, m.value)}, network \ {m}, "Answered")

\* The server receives what an honest client has sent.
Arrives(f) ==
  \E m \in network :
    /\ m.from = f
    /\ Receive(f, m.kind, m.value, network \ {m}, <<m>>)
    /\ UNCHANGED client

\* An open connection is served, then closed by the server first.
Serve(f) ==
  /\ client[f] = "Open" /\ state[f] = "Established"
  /\ Meet(f, <<"AppClose", "RcvAckOfFin", "RcvFin">>, {}, network, "Serve", <<>>)
  /\ client' = [client EXCEPT ![f] = "Done"]

HonestStep(f) == Connect(f) \/ Answered(f) \/ Arrives(f) \/ Serve(f) \/ (Timeout(f) /\ client[f] # "Done")

Init ==
  /\ StartNoting
  /\ state = [f \in Flows |-> "Listen"]
  /\ number = [f \in Flows |-> "none"]
  /\ tries = [f \in Flows |-> 0]
  /\ halfOpen = 0
  /\ client = [f \in Honest |-> "Start"]
  /\ network = {}
  /\ lastAction = Untold

Next ==
  \/ \E f \in Spoofed : Flood(f) \/ Timeout(f) \/ RestOver(f)
  \/ \E f \in Honest : HonestStep(f) \/ Timeout(f) \/ RestOver(f)

Spec == Init /\ [][Next]_vars

\* Clients that are there act, and what they and the server have to say to each other arrives. The flood may go on for ever.
\* This is WF_view(HonestStep(f)) for a client that is not done; ClientsCanAct says that such a one can always act, and
\* no other step touches what is its own. ENABLED of HonestStep would say the same slowly.
Mine(f) == <<client[f], state[f], tries[f], {m \in network : m.flow = f}>>

FairSpec == Spec /\ \A f \in Honest : (<>[](client[f] # "Done") => []<><<TRUE>>_(Mine(f)))

NoteRows == Note(lastAction')

-----------------------------------------------------------------------------
(* Properties *)

\* No more are half open than may be, and the count is right.
HalfOpenBounded ==
  /\ halfOpen = Cardinality({f \in Flows : state[f] = "SynReceived"})
  /\ halfOpen <= MaxHalfOpen

\* The pool does not run over.
PoolBounded == Cardinality(Taken) <= Blocks

\* Who did not receive our number is never established.
OnlyWhoReceived == \A f \in Spoofed : state[f] \in {"Listen", "SynReceived"}

\* A connection that lives is never given up for the flood.
LiveOnesStay ==
  [][\A f \in Honest : state[f] = "Established" => state'[f] # "Listen"]_vars

\* An honest client that is not done has something to do, or something is under way.
ClientsCanAct ==
  \A f \in Honest :
    \/ client[f] = "Done"
    \/ \E m \in network : m.flow = f
    \/ client[f] \in {"Start", "SynSent"}
    \/ client[f] = "Open" /\ state[f] = "Established"

\* The flood keeps no client out.
EverybodyServed == \A f \in Honest : <>(client[f] = "Done")
=============================================================================
