\* SPDX-License-Identifier: Apache-2.0
-------------------------- MODULE NeighbourSystem --------------------------
(***************************************************************************)
(* A host with fewer entries than neighbours. A neighbour answers what it  *)
(* hears, asks and announces as it likes, may cease to be there, and may   *)
(* move to another link address. An attacker on the link sends messages in *)
(* the name of neighbours, with the neighbour's link address, its own or   *)
(* none. Some who speak belong to no network of the link: the host sends   *)
(* them no packet directly.                                                *)
(*                                                                         *)
(* Entries move only through Neighbour!Step, for events that the rules of  *)
(* NeighbourDecisions make; every packet that the host wants to send must  *)
(* be found among those sent, kept or reported.                            *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, Firings

CONSTANTS
  Neighbours,  \* who may be on the link
  Elsewhere,   \* those of them whose addresses belong to no network of the link
  Slots,       \* entries of the table
  KeptBound,   \* packets that wait at once
  MaxTries,    \* solicitations before a neighbour counts as unreachable
  Packets,     \* packets that are sent; Endless for any number
  Endless,
  Frail,       \* neighbours that may cease to be there
  Mobile,      \* neighbours that may move
  Attacked,    \* neighbours in whose name the attacker sends
  LyingKinds,  \* what the attacker sends: "Request", "Announcement", "Answer"
  InTime       \* whether a neighbour that is there always answers before the timer ends

Entry    == INSTANCE Neighbour
Deciding == INSTANCE NeighbourDecisions

VARIABLES
  state,       \* of each neighbour's entry
  noted,       \* the link address that is noted
  tries,       \* solicitations since every try was left
  kept,        \* packets that wait for the neighbour
  timer,       \* which timer of the entry runs
  heard,       \* the link addresses that heard a solicitation and have not answered; "all" for multicast
  place,       \* the neighbour's own link address, "nowhere" for one that is not there
  left,        \* packets that are still to be sent
  unanswered,  \* ghost: direct solicitations in a row without an answer from that address
  came,        \* ghost: what the last step was
  outcome,     \* ghost: of the last step, packets sent, to where, and reported, what was counted, whether a timer was started
  lastAction

view == <<state, noted, tries, kept, timer, heard, place, left, unanswered>>
vars == <<state, noted, tries, kept, timer, heard, place, left, unanswered, came, outcome, lastAction>>

Places == {"first", "second"}
Timers == {"none", "answer", "reachable", "delay", "idle"}

TypeOk ==
  /\ state \in [Neighbours -> Entry!States]
  /\ noted \in [Neighbours -> Places \cup {"attacker", "none"}]
  /\ tries \in [Neighbours -> 0..MaxTries]
  /\ kept \in [Neighbours -> 0..1]
  /\ timer \in [Neighbours -> Timers]
  /\ heard \in [Neighbours -> SUBSET {"all", "first", "second"}]
  /\ place \in [Neighbours -> Places \cup {"nowhere"}]
  /\ left \in 0..Packets
  /\ unanswered \in [Neighbours -> 0..MaxTries]

RECURSIVE Sum(_, _)
Sum(f, over) == IF over = {} THEN 0 ELSE LET n == CHOOSE n \in over : TRUE IN f[n] + Sum(f, over \ {n})

Does(row, action) == \E k \in DOMAIN row.actions : row.actions[k] = action

Used == {n \in Neighbours : state[n] # "Absent"}

\* Whose entry may give way: which of them was unused for longest is left open.
Victims ==
  LET unknown == {n \in Used : state[n] = "Incomplete"}
  IN  IF unknown # {} THEN unknown ELSE Used

Nothing == [sent |-> 0, to |-> {}, reported |-> 0, counted |-> {}, started |-> FALSE]

-----------------------------------------------------------------------------
(* Firing a row for one neighbour; another one may have to give way before. *)

\* Who gives way: none, or one of those that may.
Yielding(row) == IF Does(row, "TakeEntry") /\ Cardinality(Used) = Slots THEN Victims ELSE {"none"}

\* All that actions change. A timer that has run out does not run.
Table(n, what) ==
  [noted |-> noted, tries |-> tries, kept |-> kept, heard |-> heard, outcome |-> Nothing,
   timer |-> IF what.kind = "Timer" THEN [timer EXCEPT ![n] = "none"] ELSE timer]

Started(h, n, which) == [h EXCEPT !.timer[n] = which, !.outcome.started = TRUE]

Solicited(h, n, who) == [h EXCEPT !.tries[n] = @ + 1, !.heard[n] = @ \cup who]

Sent(h, n, packets) ==
  [h EXCEPT !.outcome.sent = @ + packets, !.outcome.to = @ \cup (IF packets > 0 THEN {h.noted[n]} ELSE {})]

Counted(h, what) == [h EXCEPT !.outcome.counted = @ \cup {what}]

\* What an action does for neighbour n; link is what the message gives, "none" for no message.
Do(h, action, n, link) ==
  CASE action = "TakeEntry"    -> [h EXCEPT !.noted[n] = "none", !.tries[n] = 0, !.kept[n] = 0, !.timer[n] = "none"]
    [] action = "NoteAddress"  -> [h EXCEPT !.noted[n] = link]
    [] action = "KeepPacket"   ->
         LET fits == Sum(h.kept, Neighbours \ {n}) < KeptBound
         IN  [h EXCEPT !.kept[n] = IF fits THEN 1 ELSE 0,
                       !.outcome.reported = @ + h.kept[n] + (IF fits THEN 0 ELSE 1)]
    [] action = "SendAtOnce"   -> Sent(h, n, 1)
    [] action = "SendWaiting"  -> [Sent(h, n, h.kept[n]) EXCEPT !.kept[n] = 0]
    [] action = "SolicitByMulticast"  -> Solicited(h, n, {"all"})
    [] action = "SolicitByUnicast"    -> Solicited(h, n, {h.noted[n]} \cap Places)
    [] action = "RestoreTries"        -> [h EXCEPT !.tries[n] = 0]
    [] action = "StartAnswerTimer"    -> Started(h, n, "answer")
    [] action = "StartReachableTimer" -> Started(h, n, "reachable")
    [] action = "StartDelayTimer"     -> Started(h, n, "delay")
    [] action = "StartIdleTimer"      -> Started(h, n, "idle")
    [] action = "ReleaseEntry"  -> [h EXCEPT !.noted[n] = "none", !.tries[n] = 0, !.timer[n] = "none"]
    [] action = "ReportWaiting" -> [h EXCEPT !.outcome.reported = @ + h.kept[n], !.kept[n] = 0]
    [] action \in {"CountUnreachable", "CountClaim", "DropUnsolicited", "DropUseless"} -> Counted(h, action)
    [] action = "KeepEntry"     -> h

\* The same, where somebody who gives way does so before the entry is taken.
Act(h, action, n, link, out, gone) ==
  Do(IF action = "TakeEntry" THEN InOrder(gone.actions, h, LAMBDA g, a : Do(g, a, out, "none")) ELSE h,
     action, n, link)

\* link is what the message gives, "none" for no message.
Fire(n, event, link, what) ==
  \E row \in {Entry!Step(state[n], event)} :
    \E out \in Yielding(row) :
      \E gone \in {IF out = "none" THEN [actions |-> <<>>, next |-> "Absent"] ELSE Entry!Step(state[out], "SlotWanted")} :
        \E h \in {InOrder(row.actions, Table(n, what), LAMBDA g, a : Act(g, a, n, link, out, gone))} :
          /\ state' = [m \in Neighbours |-> IF m = n THEN row.next ELSE IF m = out THEN gone.next ELSE state[m]]
          /\ noted' = h.noted
          /\ tries' = h.tries
          /\ kept' = h.kept
          /\ timer' = h.timer
          /\ heard' = [h.heard EXCEPT ![n] = IF what.kind = "Answer" /\ what.from = n THEN @ \ heard[n] ELSE @]
          /\ unanswered' = [m \in Neighbours |->
                              IF state'[m] = "Absent" THEN 0
                              ELSE IF m = n
                              THEN IF what.kind = "Answer" /\ link \in {noted[n], "none"} THEN 0
                                   ELSE IF Does(row, "SolicitByUnicast") /\ unanswered[n] < MaxTries
                                   THEN unanswered[n] + 1 ELSE unanswered[n]
                              ELSE unanswered[m]]
          /\ came' = [what EXCEPT !.out = out]
          /\ outcome' = h.outcome
          /\ lastAction' = Told("host", what.kind, <<what>>,
               (IF out = "none" THEN <<>> ELSE <<Firing(out, "Neighbour", gone)>>)
                 \o <<Firing(n, "Neighbour", row)>>, <<>>)

\* What happens: about which neighbour, of what kind, from whom, with which link address.
What(n, kind, from, link) == [about |-> n, kind |-> kind, from |-> from, link |-> link, out |-> "none"]

LinkOf(n, link) ==
  IF noted[n] = "none" THEN IF link = "none" THEN "None" ELSE "First"
  ELSE IF link \in {noted[n], "none"} THEN "Same" ELSE "Other"

MessageEvent(n, kind, link) ==
  Deciding!DecideFrom(Deciding!Message.rules, [Link |-> LinkOf(n, link), Kind |-> kind, OnLink |-> n \notin Elsewhere])

Receive(n, kind, from, link) ==
  /\ Fire(n, MessageEvent(n, kind, link), link, What(n, kind, from, link))
  /\ UNCHANGED <<place, left>>

-----------------------------------------------------------------------------
(* Actions *)

\* The host has a packet for a neighbour.
Send(n) ==
  /\ n \notin Elsewhere
  /\ Endless \/ left > 0
  /\ Fire(n, "PacketToSend", "none", What(n, "Packet", "host", "none"))
  /\ left' = IF Endless THEN left ELSE left - 1
  /\ UNCHANGED place

CanAnswer(n) == place[n] # "nowhere" /\ heard[n] \cap {"all", place[n]} # {}

\* A timer ends, whether the answer is still under way or lost.
EndTimer(n) ==
  /\ timer[n] # "none"
  /\ ~(InTime /\ timer[n] = "answer" /\ CanAnswer(n))
  /\ Fire(n, Deciding!DecideFrom(Deciding!Timer.rules, [TriesLeft |-> tries[n] < MaxTries]), "none",
          What(n, "Timer", "host", "none"))
  /\ UNCHANGED <<place, left>>

\* The neighbour answers a solicitation that it heard.
Answer(n) == CanAnswer(n) /\ Receive(n, "Answer", n, place[n])

\* The neighbour asks for the host, or announces itself.
Speak(n) == place[n] # "nowhere" /\ \E kind \in {"Request", "Announcement"} : Receive(n, kind, n, place[n])

\* The attacker does in its name, with its own link address, with that of the neighbour or with none.
Lie(n) ==
  /\ n \in Attacked
  /\ \E kind \in LyingKinds, link \in {"attacker", "first", "none"} : Receive(n, kind, "attacker", link)

\* A neighbour ceases to be there, or moves to its other link address.
Change(n) ==
  /\ \/ n \in Frail /\ place[n] # "nowhere" /\ place' = [place EXCEPT ![n] = "nowhere"]
     \/ n \in Mobile /\ place[n] = "first" /\ place' = [place EXCEPT ![n] = "second"]
  /\ heard' = [heard EXCEPT ![n] = {}]
  /\ came' = What(n, "Change", n, "none")
  /\ outcome' = Nothing
  /\ lastAction' = Told(n, "Change", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, noted, tries, kept, timer, left, unanswered>>

\* Nothing is left to happen.
Rest ==
  /\ left = 0 /\ ~Endless
  /\ \A n \in Neighbours : place[n] = "nowhere" /\ state[n] = "Absent"
  /\ UNCHANGED vars

Init ==
  /\ StartNoting
  /\ state = [n \in Neighbours |-> "Absent"]
  /\ noted = [n \in Neighbours |-> "none"]
  /\ tries = [n \in Neighbours |-> 0]
  /\ kept = [n \in Neighbours |-> 0]
  /\ timer = [n \in Neighbours |-> "none"]
  /\ heard = [n \in Neighbours |-> {}]
  /\ place = [n \in Neighbours |-> "first"]
  /\ left = Packets
  /\ unanswered = [n \in Neighbours |-> 0]
  /\ came = [about |-> "none", kind |-> "Init", from |-> "none", link |-> "none", out |-> "none"]
  /\ outcome = Nothing
  /\ lastAction = Untold

Next == Rest \/ \E n \in Neighbours : Send(n) \/ EndTimer(n) \/ Answer(n) \/ Speak(n) \/ Lie(n) \/ Change(n)

Spec == Init /\ [][Next]_vars

FairSpec ==
  /\ Spec
  /\ \A n \in Neighbours : WF_vars(EndTimer(n) \/ Answer(n)) /\ (Endless => WF_vars(Send(n)))

NoteRows == Note(lastAction')

-----------------------------------------------------------------------------
(* Properties *)

\* A link address that is noted is never replaced by another one.
NeverReplaced ==
  [][\A n \in Neighbours :
       (noted[n] # "none" /\ noted'[n] # noted[n]) => noted'[n] = "none" /\ state'[n] = "Absent"]_vars

\* An entry comes to be for a packet of ours, or for who asks for us; never by an answer or an announcement.
MadeForUse ==
  [][\A n \in Neighbours :
       (state[n] = "Absent" /\ state'[n] # "Absent") => came'.about = n /\ came'.kind \in {"Packet", "Request"}]_vars

\* A neighbour counts as reachable only by an answer that was asked for.
ReachableByAnswer ==
  [][\A n \in Neighbours :
       (state[n] # "Reachable" /\ state'[n] = "Reachable")
          => came'.kind = "Answer" /\ timer[n] = "answer"]_vars

\* A noted link address is forgotten only after every try without an answer, after a time without use, or for another.
ForgottenForAReason ==
  [][\A n \in Neighbours :
       (noted[n] # "none" /\ noted'[n] = "none")
          => \/ unanswered[n] = MaxTries
             \/ came'.kind = "Timer" /\ timer[n] = "idle"
             \/ came'.out = n]_vars

\* Every packet is sent, kept, or reported as dropped; none twice.
PacketsAccounted ==
  [][Sum(kept', Neighbours) + outcome'.sent + outcome'.reported
       = Sum(kept, Neighbours) + (IF came'.kind = "Packet" THEN 1 ELSE 0)]_vars

\* The packet that waits is sent as soon as a link address is noted.
WaitingSent ==
  [][\A n \in Neighbours : (kept[n] > 0 /\ noted[n] = "none" /\ noted'[n] # "none") => outcome'.sent = kept[n]]_vars

\* A packet is sent to the link address that is noted.
SentToNoted ==
  [][\A n \in Neighbours : came'.about = n => outcome'.to \subseteq {noted'[n]} \ {"none"}]_vars

\* An address of no network of the link gets no entry, whoever asks with it.
NeverElsewhere == \A n \in Elsewhere : state[n] = "Absent"

\* Packets wait only for neighbours that are being asked for, and only so many.
WaitingBounded ==
  /\ Sum(kept, Neighbours) <= KeptBound
  /\ \A n \in Neighbours : kept[n] > 0 => state[n] = "Incomplete"

\* No more neighbours have entries than there are.
SlotsBounded == Cardinality(Used) <= Slots

\* Every entry has the timer of its state, which will move it on; nothing else has.
TimerOf ==
  "Absent" :> "none" @@ "Incomplete" :> "answer" @@ "Reachable" :> "reachable" @@ "Stale" :> "idle"
    @@ "Delay" :> "delay" @@ "Probe" :> "answer"

TimerWithEntry == \A n \in Neighbours : timer[n] = TimerOf[state[n]]

\* A neighbour of which an answer is awaited was asked.
AskedWhileWaiting == \A n \in Neighbours : state[n] \in {"Incomplete", "Probe"} => tries[n] > 0

\* A link address is noted exactly while the neighbour is not being solicited by multicast.
NotedWhenKnown == \A n \in Neighbours : noted[n] = "none" <=> state[n] \in {"Absent", "Incomplete"}

\* A neighbour whose link address is noted gives way only if none is still being asked for.
KnownStay ==
  [][(came'.out \in Neighbours /\ noted[came'.out] # "none") => \A n \in Used : state[n] # "Incomplete"]_vars

\* A claim is counted, and the neighbour is being asked afterwards.
ClaimsVerified ==
  [][\A n \in Neighbours :
       (came'.about = n /\ came'.kind \in {"Request", "Announcement", "Answer"}
          /\ noted[n] # "none" /\ came'.link \notin {noted[n], "none"})
         => "CountClaim" \in outcome'.counted /\ timer'[n] = "answer"]_vars

\* What gives no link address where none is noted, or asks from no network of the link, is counted as useless.
UselessCounted ==
  [][\A n \in Neighbours :
       (/\ came'.about = n /\ came'.kind \in {"Request", "Announcement", "Answer"} /\ noted[n] = "none"
        /\ came'.link = "none" \/ (came'.kind = "Request" /\ n \in Elsewhere))
         => outcome'.counted = {"DropUseless"}]_vars

\* What answers nothing that was asked is counted as dropped.
UnsolicitedCounted ==
  [][\A n \in Neighbours :
       (state[n] = "Absent" /\ came'.about = n /\ came'.kind \in {"Announcement", "Answer"} /\ came'.link # "none")
         => "DropUnsolicited" \in outcome'.counted]_vars

\* A neighbour that is given up is counted.
UnreachableCounted ==
  [][\A n \in Neighbours :
       (state[n] \in {"Incomplete", "Probe"} /\ state'[n] = "Absent" /\ came'.out # n)
         => "CountUnreachable" \in outcome'.counted]_vars

\* Neither packets nor what others send prolong the time of a state.
NothingProlongs ==
  [][(outcome'.started /\ came'.kind # "Timer") => \E n \in Neighbours : came'.about = n /\ state'[n] # state[n]]_vars

\* When nothing more is sent, every entry ends.
EntriesEnd == \A n \in Neighbours : []<>(state[n] = "Absent")

\* Packets do not wait for ever.
WaitingEnds == \A n \in Neighbours : kept[n] > 0 ~> kept[n] = 0

\* A neighbour that is not there is found to be so, whatever an attacker says who does not answer in its place.
AbsenceFound == \A n \in Neighbours : place[n] = "nowhere" ~> noted[n] # "first"

\* A neighbour that has moved is found where it is.
MoveFound == \A n \in Neighbours : place[n] = "second" ~> noted[n] = "second"
=============================================================================
