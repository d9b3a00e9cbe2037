\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE TcpServer ------------------------------
(***************************************************************************)
(* The server's connection block: what it keeps, facts about a segment,    *)
(* and what the actions of a row do. Nothing here is a variable: a block   *)
(* and a segment give the block afterwards and what is sent. Numbers are   *)
(* small naturals, one for each octet or FIN; the SYN of both sides has    *)
(* number zero.                                                            *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, Firings

CONSTANTS
  Window,       \* the server's receive window
  MaxHeld,      \* how many octets out of order it can hold
  MaxTries      \* how often it sends a segment again

Tcp == INSTANCE Tcp
D   == INSTANCE TcpDecisions

-----------------------------------------------------------------------------
(* Values *)

ServerOctet(n) == <<"server", n>>

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

\* For events that no segment brings.
FreshSegment == Segment("client", "server", FALSE, FALSE, FALSE, FALSE, 0, 0, <<>>, 0)

FinNumber(b) == b.iss + b.queued + 1
Outstanding(b) == b.una < b.nxt
\* Whether text or our FIN was not sent yet.
Waiting(b)     == b.una > b.iss /\ b.nxt <= b.iss + b.queued + (IF b.fin THEN 1 ELSE 0)

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
=============================================================================
