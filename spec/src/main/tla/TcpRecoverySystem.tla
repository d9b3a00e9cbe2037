\* SPDX-License-Identifier: Apache-2.0
-------------------------- MODULE TcpRecoverySystem --------------------------
(***************************************************************************)
(* The sending half of one connection: what the application offers goes    *)
(* over a network that loses and reorders to a peer that may close its     *)
(* window. Text is counted in segments, of which the first has number one; *)
(* a probe is a segment too. An acknowledgment arrives at once or is lost. *)
(*                                                                         *)
(* The sender moves only by the rows of Tcp in Established, whose actions  *)
(* bring TcpRecovery its events, both decided by their rules.              *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, Firings

CONSTANTS
  Text,             \* segments that the application offers
  InitialWindow,    \* the congestion window at first
  InitialThreshold, \* the threshold at first
  PeerWindow,       \* the peer's window when it is open
  MaxTries,         \* how often the timer may run out without an answer
  Losses,           \* how many segments or acknowledgments are lost
  Overtakings,      \* how often a segment overtakes another
  EarlyTimeouts,    \* how often the timer runs out though something is under way
  Shuts,            \* how often the peer closes its window
  Restarts          \* whether another connection may take the block at any time

Tcp      == INSTANCE Tcp
TcpRules == INSTANCE TcpDecisions
Recovery == INSTANCE TcpRecovery
Rules    == INSTANCE TcpRecoveryDecisions

VARIABLES
  sender,      \* numbers, windows and timer of the sender
  peer,        \* what the peer has, and whether its window is closed
  network,     \* the numbers of the segments under way, in order
  budget,      \* what the world may still do
  heard,       \* ghost: duplicates that came in a row, three at most
  repaired,    \* ghost: the number after the last that is being, or was, sent again
  lastAction   \* what the last step was; for the reader only

view == <<sender, peer, network, budget, heard, repaired>>
vars == <<sender, peer, network, budget, heard, repaired, lastAction>>

Fresh ==
  [state     |-> "SlowStart",
   una       |-> 1,      \* the first number that is not acknowledged
   nxt       |-> 1,      \* the next number to send
   high      |-> 1,      \* the next that was never sent
   offered   |-> 0,      \* the last number that the application has offered
   cwnd      |-> 1,      \* the congestion window
   threshold |-> 1,
   share     |-> 0,      \* acknowledgments towards the next segment of congestion avoidance
   dups      |-> 0,      \* duplicates in a row, as the machine counts them
   recover   |-> 0,
   wnd       |-> PeerWindow, \* the peer's window, as it was last told
   tries     |-> 0,
   patience  |-> 0,      \* how often the timer's interval was doubled, two at most
   armed     |-> FALSE,  \* whether the timer runs
   over      |-> FALSE]  \* whether the connection was given up

Min(a, b) == IF a < b THEN a ELSE b
Max(a, b) == IF a > b THEN a ELSE b

Does(row, action) == \E i \in DOMAIN row.actions : row.actions[i] = action

\* "One({...})" instead of LET: TLC then computes each value once.
One(set) == CHOOSE x \in set : TRUE

Flight(s)  == s.high - s.una
Waits(s)   == s.una <= s.offered

TypeOk ==
  /\ sender.state \in Recovery!States
  /\ sender.una <= sender.nxt /\ sender.nxt <= sender.high /\ sender.high <= Text + 1
  /\ sender.cwnd \in 1..(2 * Text + 3) /\ sender.threshold \in 1..Max(Text, InitialThreshold)
  /\ sender.tries \in 0..MaxTries
  /\ sender.recover <= sender.high
  /\ \A i \in DOMAIN network : network[i] \in 1..Text

-----------------------------------------------------------------------------
(* What is carried along while a segment or timer is dealt with: the       *)
(* sender, what it sends, the rows fired.                                  *)

Begin(s) == [s |-> s, sent |-> <<>>, firings |-> <<>>]

\* Puts segment n on its way.
Send(r, n) ==
  [r EXCEPT !.sent = Append(@, n), !.s.nxt = Max(@, n + 1), !.s.high = Max(@, n + 1)]

\* --- the actions of TcpRecovery; acked is how many segments were acknowledged

Grown(s) ==
  IF s.share + 1 >= s.cwnd THEN [s EXCEPT !.cwnd = @ + 1, !.share = 0] ELSE [s EXCEPT !.share = @ + 1]

RecoveryAction(action, r, acked) ==
  CASE action = "ResetWindow" ->
         [r EXCEPT !.s.cwnd = InitialWindow, !.s.threshold = InitialThreshold, !.s.share = 0, !.s.dups = 0, !.s.recover = 0]
    [] action = "GrowBySegment"    -> [r EXCEPT !.s.cwnd = @ + 1]
    [] action = "GrowToThreshold"  -> [r EXCEPT !.s.cwnd = IF @ < r.s.threshold THEN @ + 1 ELSE @]
    [] action = "GrowByShare"      -> [r EXCEPT !.s = Grown(@)]
    [] action = "HalveThreshold"   -> [r EXCEPT !.s.threshold = Max(Flight(r.s) \div 2, 2)]
    [] action = "InflateByThree"   -> [r EXCEPT !.s.cwnd = r.s.threshold + 3]
    [] action = "InflateBySegment" -> [r EXCEPT !.s.cwnd = @ + 1]
    [] action = "DeflateByAcked"   -> [r EXCEPT !.s.cwnd = Max(1, @ - acked + 1)]
    [] action = "DeflateWindow"    -> [r EXCEPT !.s.cwnd = r.s.threshold]
    [] action = "CollapseWindow"   -> [r EXCEPT !.s.cwnd = 1]
    [] action = "NoteRecover"      -> [r EXCEPT !.s.recover = r.s.high]
    [] action = "CountDuplicate"   -> [r EXCEPT !.s.dups = Min(3, @ + 1)]
    [] action = "ForgetDuplicates" -> [r EXCEPT !.s.dups = 0]
    [] action = "ResendFirst"      -> Send(r, r.s.una)
    [] action = "GoBack"           -> [r EXCEPT !.s.nxt = r.s.una]
    [] action = "RenewTries"       -> [r EXCEPT !.s.tries = 0]
    [] action = "RestartTimer"     -> [r EXCEPT !.s.armed = FALSE, !.s.patience = 0]
    [] action = "KeepWindow"       -> r

RECURSIVE RecoveryActions(_, _, _)
RecoveryActions(actions, r, acked) ==
  IF actions = <<>> THEN r
  ELSE One({RecoveryActions(Tail(actions), next, acked) : next \in {RecoveryAction(Head(actions), r, acked)}})

FireRecovery(r, event, acked) ==
  IF event = Rules!NoEvent THEN r
  ELSE One(UNION {
    {[done EXCEPT !.s.state = row.next, !.firings = Append(@, Firing("sender", "TcpRecovery", row))] :
       done \in {RecoveryActions(row.actions, r, acked)}} : row \in {Recovery!Step(r.s.state, event)}})

\* Facts for TcpRecovery; wasShut is known while a window is announced.
RecoveryFact(s, wasShut, name) ==
  CASE name = "RecoverCovered" -> s.una >= s.recover
    [] name = "RecoverPassed"  -> s.una > s.recover
    [] name = "AtThreshold"    -> s.cwnd >= s.threshold
    [] name = "ThirdInRow"     -> s.dups >= 2
    [] name = "WindowShut"     -> s.wnd = 0
    [] name = "WasShut"        -> wasShut
    [] name = "SomethingWaits" -> Waits(s)

Recover(r, decision, wasShut, acked) ==
  FireRecovery(r, Rules!Decide(decision.rules, LAMBDA name : RecoveryFact(r.s, wasShut, name)), acked)

\* --- the actions of Tcp that send, with an acknowledgment of number ack that tells window wnd

RECURSIVE Fill(_)
Fill(r) ==
  IF r.s.nxt <= r.s.offered /\ r.s.nxt < r.s.una + Min(r.s.cwnd, r.s.wnd) THEN Fill(Send(r, r.s.nxt)) ELSE r

Settled(r) == [r EXCEPT !.s.armed = Waits(r.s)]

TcpAction(action, r, ack, wnd) ==
  CASE action = "QueueText" -> [r EXCEPT !.s.offered = Text]
    [] action = "AdvanceUnacknowledged" ->
         Settled(Recover([r EXCEPT !.s.una = ack, !.s.nxt = Max(@, ack), !.s.tries = 0, !.s.patience = 0],
                         Rules!NewText, FALSE, ack - r.s.una))
    [] action = "UpdateWindow" ->
         Recover([r EXCEPT !.s.wnd = wnd], Rules!Announcement, r.s.wnd = 0, 0)
    [] action = "TransmitQueued" -> Settled(Fill(Recover(r, Rules!Transmission, FALSE, 0)))
    [] action = "NoteDuplicate"  -> Recover(r, Rules!DuplicateAck, FALSE, 0)
    [] action = "Retransmit"     -> FireRecovery(r, "TimedOut", 0)
    [] action = "SendProbe"      -> Send(r, r.s.una)
    [] action = "BackOff"        -> [r EXCEPT !.s.tries = @ + 1, !.s.patience = Min(2, @ + 1), !.s.armed = TRUE]
    [] action = "ReleaseConnection" -> [r EXCEPT !.s.over = TRUE, !.s.armed = FALSE]
    [] OTHER -> r

RECURSIVE TcpActions(_, _, _, _)
TcpActions(actions, r, ack, wnd) ==
  IF actions = <<>> THEN r
  ELSE One({TcpActions(Tail(actions), next, ack, wnd) : next \in {TcpAction(Head(actions), r, ack, wnd)}})

FireTcp(s, event, ack, wnd) ==
  One({TcpActions(row.actions, [Begin(s) EXCEPT !.firings = <<Firing("sender", "Tcp", row)>>], ack, wnd) :
         row \in {Tcp!Step("Established", event)}})

TcpFact(s, ack, wnd, name) ==
  CASE name = "AckNumber" -> IF ack > s.una THEN "New" ELSE IF ack = s.una THEN "Current" ELSE "Old"
    [] name = "SynAcknowledged" -> TRUE
    [] name = "AcknowledgesFin" -> FALSE
    [] name = "SaysNothingElse" -> wnd = s.wnd /\ wnd > 0 /\ Flight(s) > 0
    [] name = "TriesRemain"     -> s.tries < MaxTries
    [] name = "Persisting"      -> s.state = "Persist"

TcpEvent(decision, s, ack, wnd) == TcpRules!Decide(decision.rules, LAMBDA name : TcpFact(s, ack, wnd, name))

-----------------------------------------------------------------------------
(* Actions *)

Spend(what) == budget[what] > 0 /\ budget' = [budget EXCEPT ![what] = @ - 1]

\* The sender has done r; flight is what else is under way.
SenderDoes(r, flight, what, received) ==
  /\ sender' = r.s
  /\ network' = flight \o r.sent
  /\ heard' = IF r.s.una # sender.una \/ r.s.wnd = 0 \/ what = "Timeout" THEN 0
              ELSE IF what = "Acknowledge" /\ received[1].ack = sender.una /\ received[1].wnd = sender.wnd /\ sender.wnd > 0 /\ Flight(sender) > 0
              THEN Min(3, heard + 1) ELSE heard
  /\ repaired' = IF \/ what = "Timeout" /\ sender.state # "Persist"
                    \/ sender.state # "FastRecovery" /\ r.s.state = "FastRecovery"
                    \/ sender.state = "Persist" /\ sender.wnd = 0 /\ r.s.wnd > 0
                 THEN sender.high ELSE repaired
  /\ lastAction' = Told("sender", what, received, r.firings, r.sent)

Offer ==
  /\ sender.offered = 0 /\ ~sender.over
  /\ \E r \in {FireTcp(sender, "AppHasText", 0, 0)} : SenderDoes(r, network, "Offer", <<>>)
  /\ UNCHANGED <<peer, budget>>

\* The peer acknowledges what it has, and the sender hears of it.
Acknowledged(p, flight) ==
  \E m \in {[ack |-> p.next, wnd |-> IF p.shut THEN 0 ELSE PeerWindow]} :
    \E r \in {FireTcp(sender, TcpEvent(TcpRules!Acknowledgment, sender, m.ack, m.wnd), m.ack, m.wnd)} :
      SenderDoes(r, flight, "Acknowledge", <<m>>)

Unheard(flight, what) ==
  /\ network' = flight
  /\ lastAction' = Told("network", what, <<>>, <<>>, <<>>)
  /\ UNCHANGED <<sender, heard, repaired>>

RECURSIVE Next(_, _)
Next(n, held) == IF n \in held THEN Next(n + 1, held) ELSE n

\* What the peer has once segment n has arrived.
Taken(n) ==
  IF peer.shut \/ n < peer.next THEN peer
  ELSE One({[peer EXCEPT !.next = next, !.held = {h \in peer.held \cup {n} : h >= next}] :
              next \in {Next(peer.next, peer.held \cup {n})}})

Without(i) == SubSeq(network, 1, i - 1) \o SubSeq(network, i + 1, Len(network))

\* A segment arrives, in order or not; the acknowledgment arrives with it, or is lost.
Arrive(i) ==
  /\ i \in DOMAIN network /\ ~sender.over
  /\ \E p \in {Taken(network[i])} :
       /\ peer' = p
       /\ \/ /\ IF i > 1 THEN Spend("overtakings") ELSE UNCHANGED budget
             /\ Acknowledged(p, Without(i))
          \/ i = 1 /\ Spend("losses") /\ Unheard(Without(i), "LoseAcknowledgment")

Lose ==
  /\ network # <<>>
  /\ Spend("losses")
  /\ Unheard(Tail(network), "Lose")
  /\ UNCHANGED peer

Timeout ==
  /\ sender.armed /\ ~sender.over
  /\ IF network = <<>> THEN UNCHANGED budget ELSE Spend("early")
  /\ sender.wnd = 0 => peer.shut \/ network = <<>>
  /\ \E r \in {FireTcp([sender EXCEPT !.armed = FALSE], TcpEvent(TcpRules!RetransmissionTimer, sender, 0, 0), 0, 0)} :
       SenderDoes(r, network, "Timeout", <<>>)
  /\ UNCHANGED peer

\* The peer's application stops to read, or goes on; the announcement may be lost.
Announce(shut) ==
  /\ peer.shut # shut /\ ~sender.over
  /\ peer' = [peer EXCEPT !.shut = shut]
  /\ \/ /\ IF shut THEN Spend("shuts") ELSE UNCHANGED budget
        /\ Acknowledged(peer', network)
     \/ /\ ~shut /\ Spend("losses") /\ Unheard(network, "LoseAnnouncement")

\* Another connection takes the block.
Restart ==
  /\ Restarts
  /\ \E r \in {FireRecovery(Begin([sender EXCEPT !.una = 1, !.nxt = 1, !.high = 1, !.offered = 0, !.wnd = PeerWindow,
                                   !.tries = 0, !.patience = 0, !.armed = FALSE, !.over = FALSE]), "FlowBegins", 0)} :
       /\ sender' = r.s
       /\ lastAction' = Told("sender", "Restart", <<>>, r.firings, <<>>)
  /\ peer' = [next |-> 1, held |-> {}, shut |-> FALSE]
  /\ network' = <<>>
  /\ budget' = [losses |-> Losses, overtakings |-> Overtakings, early |-> EarlyTimeouts, shuts |-> Shuts]
  /\ heard' = 0
  /\ repaired' = 0

Init ==
  /\ StartNoting
  /\ sender = FireRecovery(Begin(Fresh), "FlowBegins", 0).s
  /\ peer = [next |-> 1, held |-> {}, shut |-> FALSE]
  /\ network = <<>>
  /\ budget = [losses |-> Losses, overtakings |-> Overtakings, early |-> EarlyTimeouts, shuts |-> Shuts]
  /\ heard = 0
  /\ repaired = 0
  /\ lastAction = Untold

\* What comes to pass in the end: whatever is under way arrives, and timers run out.
Owed == Offer \/ Arrive(1) \/ Timeout

Step ==
  \/ Owed
  \/ Announce(FALSE)
  \/ \E i \in 2..Len(network) : Arrive(i)
  \/ Lose
  \/ Announce(TRUE)
  \/ Restart
  \/ UNCHANGED vars

Spec == Init /\ [][Step]_vars

\* Whether something is owed.
Due == ~sender.over /\ (sender.offered = 0 \/ network # <<>> \/ sender.armed)

\* What is owed comes to pass, and the peer's application goes on to read. Everything else is bounded by the budget, so
\* that "something happens" says the same as WF_view(Owed), of which ENABLED is slow.
FairSpec == Spec /\ (<>[]Due => []<><<TRUE>>_view) /\ []<>(~peer.shut)

NoteRows == Note(lastAction')

-----------------------------------------------------------------------------
(* Properties *)

Does1(what) == lastAction'.does = what

Sent(n) == \E i \in DOMAIN lastAction'.sent : lastAction'.sent[i] = n

Resends(next) == sender.state # next /\ sender'.state = next

\* What is sent for the first time keeps to both windows; into a closed one nothing is sent but a probe.
FlightWithinWindows ==
  [][sender'.high > sender.high /\ sender'.una + 1 < sender'.high =>
       sender'.high - sender'.una <= Min(sender'.cwnd, sender'.wnd)]_vars

\* While a loss is repaired no more is in the network than the halved window lets in.
RecoveryHalves ==
  [][(sender'.state = "FastRecovery" /\ sender'.high > sender.high) => Len(network') <= sender'.threshold]_vars

\* A fast retransmit follows three duplicates, halves the threshold and sends what is missing.
FastRetransmitEarned ==
  [][Resends("FastRecovery") =>
       heard' = 3 /\ sender'.threshold = Max(Flight(sender) \div 2, 2) /\ Sent(sender.una)]_vars

\* Three duplicates in a row for what was not sent again yet bring a fast retransmit.
LossIsRepaired ==
  [][(heard = 2 /\ heard' = 3 /\ sender.una > repaired) => sender'.state = "FastRecovery"]_vars

\* What was sent again once, by duplicates or by time-out, is not held against the path by duplicates again.
OncePerWindow == [][Resends("FastRecovery") => sender.una > repaired]_vars

\* The repair ends when all is acknowledged that was outstanding, by time-out, or at a closed window; and the window is deflated.
RecoveryEndsRightly ==
  [][(sender.state = "FastRecovery" /\ sender'.state # "FastRecovery" /\ ~Does1("Restart")) =>
       \/ sender'.una >= repaired /\ sender'.cwnd = sender'.threshold
       \/ Does1("Timeout")
       \/ sender'.wnd = 0 /\ sender'.cwnd = sender'.threshold]_vars

\* A partial acknowledgment sends what is missing next, and no more than a segment beyond it per segment that left.
PartialAckRepairs ==
  [][(sender.state = "FastRecovery" /\ sender'.state = "FastRecovery" /\ sender'.una > sender.una) =>
       Sent(sender'.una) /\ sender'.cwnd <= sender.cwnd]_vars

\* After a time-out one segment may be under way, and the first loss halves the threshold, its repetition does not.
TimeoutCollapses ==
  [][(Does1("Timeout") /\ sender'.tries > 0 /\ sender.state # "Persist") =>
       /\ sender'.cwnd = 1 /\ lastAction'.sent = <<sender.una>>
       /\ sender'.threshold = IF sender.tries = 0 THEN Max(Flight(sender) \div 2, 2) ELSE sender.threshold]_vars

\* The threshold divides slow start from congestion avoidance, and outside of recovery no window is inflated.
ThresholdDivides ==
  /\ sender.state = "SlowStart" => sender.cwnd <= sender.threshold
  /\ sender.state = "CongestionAvoidance" => sender.cwnd >= sender.threshold

\* The window grows with acknowledgments of new text only, by a segment at most, and not for probes.
GrowthEarned ==
  [][(sender'.cwnd > sender.cwnd /\ sender.state # "FastRecovery" /\ sender'.state # "FastRecovery" /\ ~Does1("Restart")) =>
       /\ sender'.una > sender.una /\ sender'.cwnd = sender.cwnd + 1
       /\ sender.state # "Persist"]_vars

\* From the threshold on the window grows in congestion avoidance only, by a segment for a window of acknowledgments
\* (RFC 5681 section 3.1); what is sent again is no exception.
GrowthSlowsAtThreshold ==
  [][(/\ sender'.cwnd > sender.cwnd /\ sender.cwnd >= sender.threshold
      /\ sender.state # "FastRecovery" /\ sender'.state # "FastRecovery" /\ ~Does1("Restart")) =>
       sender'.state = "CongestionAvoidance" /\ sender.share + 1 >= sender.cwnd]_vars

\* In slow start every acknowledgment lets the window grow.
SlowStartGrows ==
  [][(sender.state = "SlowStart" /\ sender'.una > sender.una /\ sender.cwnd < sender.threshold) =>
       sender'.cwnd = sender.cwnd + 1]_vars

\* Probing, and that only, while the peer's window is closed and something waits.
PersistMeans ==
  /\ sender.state = "Persist" => sender.wnd = 0
  /\ (sender.wnd = 0 /\ Waits(sender)) => sender.state = "Persist"

\* When a closed window opens, everything that waits is sent from the first octet on, without the patience of the probes.
OpeningResends ==
  [][(sender.wnd = 0 /\ sender'.wnd > 0 /\ Waits(sender')) =>
       Sent(sender'.una) /\ sender'.patience = 0 /\ sender'.tries = 0]_vars

\* The timer runs exactly while something waits.
TimerRuns == sender.armed <=> (Waits(sender) /\ ~sender.over)

\* What says nothing about the network changes no window.
KeptWindowStays ==
  [][(\E i \in DOMAIN lastAction'.firings :
        /\ lastAction'.firings[i].machine = "TcpRecovery"
        /\ Does(Recovery!Step(lastAction'.firings[i].from, lastAction'.firings[i].on), "KeepWindow")) =>
       sender'.cwnd = sender.cwnd /\ sender'.threshold = sender.threshold]_vars

\* A block that is taken again knows nothing of the connection before.
FlowsBeginAnew ==
  [][Does1("Restart") => sender' = [Fresh EXCEPT !.cwnd = InitialWindow, !.threshold = InitialThreshold]]_vars

\* No connection is given up while the network loses no more than there are tries, however long a window stays closed.
NeverGivenUp == ~sender.over

\* In the end all is acknowledged.
AllAcknowledged == <>(sender.una = Text + 1)
=============================================================================
