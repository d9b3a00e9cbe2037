\* SPDX-License-Identifier: Apache-2.0
------------------------- MODULE ReplayWindowSystem -------------------------
(***************************************************************************)
(* The receiver of an ESP SA in its world. The sender numbers its packets  *)
(* 1, 2, 3, ...; the network loses, repeats, delays and reorders them; an  *)
(* attacker replays what was sent and forges what was not. The receiver    *)
(* works on bursts: any number of packets may be checked before the first  *)
(* of them is verified and advances the window.                            *)
(*                                                                         *)
(* Each packet moves only through ReplayWindow!Step. What is modelled by   *)
(* hand is what the engine does by hand: telling where a number lies, and  *)
(* doing the actions on the window.                                        *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, Firings

CONSTANTS
  Windows,    \* the window sizes to try
  MaxNumber,  \* how many packets the sender sends at most
  Slots       \* places for packets under way inside the receiver: the burst

Packet == INSTANCE ReplayWindow

VARIABLES
  window,      \* the window size W, chosen once
  sent,        \* the highest number the sender has used; 0 before the first packet
  top,         \* T, the highest number authenticated so far
  marks,       \* the marked numbers among T - W + 1 .. T
  flight,      \* what each slot of the burst holds
  accepted,    \* how often each number was accepted; for the properties only
  lastAction   \* what the last step was; for the reader only

view == <<window, sent, top, marks, flight, accepted>>
vars == <<window, sent, top, marks, flight, accepted, lastAction>>

Numbers == 0..MaxNumber
Free    == [state |-> "Free", number |-> 0, authentic |-> FALSE, verified |-> "not"]

TypeOk ==
  /\ window \in Windows
  /\ sent \in Numbers
  /\ top \in Numbers
  /\ marks \subseteq Numbers
  /\ flight \in [Slots -> [state : {"Free", "Arrived", "Checked"}, number : Numbers, authentic : BOOLEAN,
                        verified : {"not", "valid", "invalid"}]]
  /\ accepted \in [Numbers -> 0..2]

-----------------------------------------------------------------------------
(* Helpers *)

\* Where a number lies, exactly as the engine's window classifies it.
Class(n) ==
  CASE n = 0            -> "Zero"
    [] n > top          -> "Ahead"
    [] n <= top - window -> "Stale"
    [] n \in marks      -> "Seen"
    [] OTHER            -> "Fresh"

CheckEvent(n) ==
  CASE Class(n) = "Zero"  -> "CheckZero"
    [] Class(n) = "Ahead" -> "CheckAhead"
    [] Class(n) = "Stale" -> "CheckStale"
    [] Class(n) = "Seen"  -> "CheckSeen"
    [] Class(n) = "Fresh" -> "CheckFresh"

\* Whether the packet is authentic the receiver knows by verification only.
AdvanceEvent(packet) ==
  IF packet.verified = "invalid" THEN "IcvInvalid"
  ELSE CASE Class(packet.number) = "Ahead" -> "AdvanceAhead"
         [] Class(packet.number) \in {"Zero", "Stale"} -> "AdvanceStale"
         [] Class(packet.number) = "Seen"  -> "AdvanceSeen"
         [] Class(packet.number) = "Fresh" -> "AdvanceFresh"

Does(row, action) == \E i \in DOMAIN row.actions : row.actions[i] = action

\* The actions of a row, done on the window; then the packet goes to the row's next state.
Perform(slot, event, what) ==
  \E packet \in {flight[slot]} : \E row \in {Packet!Step(packet.state, event)} :
  LET newTop == IF Does(row, "SlideWindow") THEN packet.number ELSE top
      kept   == {n \in marks : n > newTop - window}
  IN  /\ top' = newTop
      /\ marks' = IF Does(row, "MarkNumber") THEN kept \cup {packet.number} ELSE kept
      /\ accepted' = IF row.next = "Accepted"
                     THEN [accepted EXCEPT ![packet.number] = IF @ < 2 THEN @ + 1 ELSE 2]
                     ELSE accepted
      /\ flight' = [flight EXCEPT ![slot] =
                      IF row.next \in {"Accepted", "Refused"} THEN Free
                      ELSE [@ EXCEPT !.state = row.next,
                                     !.verified = IF ~Does(row, "VerifyIcv") THEN @
                                                  ELSE IF packet.authentic THEN "valid" ELSE "invalid"]]
      /\ lastAction' = Told("receiver", what, <<[number |-> packet.number, authentic |-> packet.authentic]>>,
                            <<Firing("receiver", "ReplayWindow", row)>>, <<>>)
      /\ UNCHANGED <<window, sent>>

Put(slot, n, authentic, from) ==
  /\ flight[slot] = Free
  /\ flight' = [flight EXCEPT ![slot] = [state |-> "Arrived", number |-> n, authentic |-> authentic, verified |-> "not"]]
  /\ lastAction' = Told(from, "DeliverPacket", <<>>, <<>>,
                        <<[from |-> from, to |-> "receiver", kind |-> "packet", number |-> n,
                           authentic |-> authentic]>>)
  /\ UNCHANGED <<window, sent, top, marks, accepted>>

-----------------------------------------------------------------------------
(* Actions *)

\* The sender uses its next number. Whether the packet ever arrives is the network's affair:
\* a lost packet is one that DeliverPacket is never done for.
SendPacket ==
  /\ sent < MaxNumber
  /\ sent' = sent + 1
  /\ lastAction' = Told("sender", "SendPacket", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<window, top, marks, flight, accepted>>

\* Anything that was ever sent arrives, for the first time or again, in any order.
DeliverPacket(slot) == \E n \in 1..sent : Put(slot, n, TRUE, "sender")

\* The attacker makes up a packet with any number; its ICV cannot be right.
ForgePacket(slot) == \E n \in Numbers : Put(slot, n, FALSE, "attacker")

\* First look, before any cryptography.
CheckPacket(slot) ==
  /\ flight[slot].state = "Arrived"
  /\ Perform(slot, CheckEvent(flight[slot].number), "CheckPacket")

\* The ICV is known; the window may have moved since the check.
AdvanceWindow(slot) ==
  /\ flight[slot].state = "Checked"
  /\ Perform(slot, AdvanceEvent(flight[slot]), "AdvanceWindow")

Init ==
  /\ StartNoting
  /\ window \in Windows
  /\ sent = 0
  /\ top = 0
  /\ marks = {}
  /\ flight = [slot \in Slots |-> Free]
  /\ accepted = [n \in Numbers |-> 0]
  /\ lastAction = Untold

Next ==
  \/ SendPacket
  \/ \E slot \in Slots :
       \/ DeliverPacket(slot)
       \/ ForgePacket(slot)
       \/ CheckPacket(slot)
       \/ AdvanceWindow(slot)

Spec == Init /\ [][Next]_vars

\* The receiver works on what it was given.
FairSpec == Spec /\ \A slot \in Slots : WF_view(CheckPacket(slot)) /\ WF_view(AdvanceWindow(slot))

NoteRows == Note(lastAction')

Symmetry == Permutations(Slots)

-----------------------------------------------------------------------------
(* Properties *)

\* No number is accepted twice.
NoNumberTwice == \A n \in Numbers : accepted[n] <= 1

\* Only what the sender sent is accepted.
OnlyAuthenticAccepted == \A n \in Numbers : accepted[n] > 0 => n \in 1..sent

\* T is the highest accepted number, and the marks are the accepted numbers inside the window:
\* the window is the set model of RFC 4303.
WindowIsSetModel ==
  /\ marks = {n \in Numbers : accepted[n] > 0 /\ n > top - window}
  /\ \A n \in Numbers : accepted[n] > 0 => n <= top
  /\ top > 0 => accepted[top] > 0

\* A packet whose ICV is wrong moves nothing.
BadIcvMovesNothing ==
  [][\A slot \in Slots :
       (flight[slot].state # "Free" /\ ~flight[slot].authentic /\ flight'[slot] # flight[slot])
         => UNCHANGED <<top, marks, accepted>>]_vars

\* An authentic packet is refused only if its number was accepted before or lies left of the window.
FreshNeverRefused ==
  [][\A slot \in Slots :
       LET packet == flight[slot]
       IN  (/\ packet.state # "Free" /\ packet.authentic
            /\ flight'[slot].state = "Free" /\ accepted' = accepted)
             => (accepted[packet.number] > 0 \/ packet.number <= top - window)]_vars

\* T never decreases.
WindowNeverMovesBack == [][top' >= top]_vars

\* Every packet that came in is decided.
EveryPacketDecided == \A slot \in Slots : flight[slot] # Free ~> flight[slot] = Free
=============================================================================
