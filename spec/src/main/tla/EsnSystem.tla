\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE EsnSystem -----------------------------
(***************************************************************************)
(* Extended sequence numbers in their world. The sender counts with the    *)
(* full number, the packet bears only its low half, and the high half goes *)
(* into the ICV. The receiver infers the high half, checks the window,     *)
(* verifies, and advances. The network loses, repeats, delays and reorders *)
(* without bound: any number of the SA may arrive at any time.             *)
(*                                                                         *)
(* Low halves have Cycle values here instead of 2^32. The receiver moves   *)
(* only through Esn!Step and ReplayWindow!Step.                            *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, Firings

CONSTANTS
  Cycle,      \* how many values a low half has
  MaxHigh,    \* the highest high half
  Windows,    \* the window sizes to try, each at most Cycle
  Bursts      \* whether a packet may wait between check and advance while others pass

Inference == INSTANCE Esn
Packet    == INSTANCE ReplayWindow

VARIABLES
  extended,    \* whether the SA uses extended numbers, chosen once
  window,      \* the window size W, chosen once
  top,         \* T, the highest number authenticated so far
  marks,       \* the marked numbers among T - W + 1 .. T
  waiting,     \* the packet of the burst that is checked and not yet advanced
  watched,     \* any one number, chosen once; for the properties only
  times,       \* how often the watched number was accepted; for the properties only
  lastAction   \* what the last step was; for the reader only

view == <<extended, window, top, marks, waiting, watched, times>>
vars == <<extended, window, top, marks, waiting, watched, times, lastAction>>

Numbers == 0..(Cycle * (MaxHigh + 1) - 1)

\* The sender's numbers: without extended numbers it stops at the last low half.
Sent == IF extended THEN Numbers \ {0} ELSE 1..(Cycle - 1)

Nothing == [number |-> 0, inferred |-> 0]

TypeOk ==
  /\ extended \in BOOLEAN
  /\ window \in Windows
  /\ top \in Numbers
  /\ marks \subseteq Numbers
  /\ waiting \in [number : Numbers, inferred : Numbers]
  /\ watched \in Numbers
  /\ times \in 0..2

-----------------------------------------------------------------------------
(* Helpers: the receiver's arithmetic, on low and high halves only. *)

Low(n)  == n % Cycle
High(n) == n \div Cycle

Geometry ==
  IF ~extended THEN "Off"
  ELSE IF Low(top) >= window - 1 THEN "WithinCycle"
  ELSE IF High(top) > 0 THEN "SpansCycles"
  ELSE "SpansBeforeZero"

Edge == (Low(top) - window + 1) % Cycle

LowEvent(low) == IF low >= Edge THEN "LowAtOrAboveEdge" ELSE "LowBelowEdge"

InferenceRow(low) == Inference!Step(Geometry, LowEvent(low))

Does(row, action) == \E i \in DOMAIN row.actions : row.actions[i] = action

InferredHigh(row) ==
  CASE Does(row, "HighIsZero")     -> 0
    [] Does(row, "HighIsSame")     -> High(top)
    [] Does(row, "HighIsNext")     -> High(top) + 1
    [] Does(row, "HighIsPrevious") -> High(top) - 1

\* The number that the receiver takes a packet for.
Inferred(n) == InferredHigh(InferenceRow(Low(n))) * Cycle + Low(n)

\* A high half that does not fit is refused before the window is asked.
Fits(n) == InferredHigh(InferenceRow(Low(n))) \in 0..MaxHigh

Class(n) ==
  CASE n = 0             -> "Zero"
    [] n > top           -> "Ahead"
    [] n <= top - window -> "Stale"
    [] n \in marks       -> "Seen"
    [] OTHER             -> "Fresh"

CheckEvent(n) ==
  CASE Class(n) = "Zero"  -> "CheckZero"
    [] Class(n) = "Ahead" -> "CheckAhead"
    [] Class(n) = "Stale" -> "CheckStale"
    [] Class(n) = "Seen"  -> "CheckSeen"
    [] Class(n) = "Fresh" -> "CheckFresh"

CheckRow(n) == Packet!Step("Arrived", CheckEvent(Inferred(n)))

Passes(n) == Fits(n) /\ CheckRow(n).next = "Checked"

\* The ICV covers the true high half, so it is right exactly when the inference was.
AdvanceRow(n, inferred) ==
  Packet!Step("Checked",
    IF inferred # n THEN "IcvInvalid"
    ELSE CASE Class(n) = "Ahead" -> "AdvanceAhead"
           [] Class(n) = "Stale" -> "AdvanceStale"
           [] Class(n) = "Seen"  -> "AdvanceSeen"
           [] Class(n) = "Fresh" -> "AdvanceFresh")

\* RFC 4303 A2: the true number is one of a cycle's worth, counted from the left edge of the window,
\* or from zero where the window would begin before it.
Premise(n) ==
  LET first == IF top >= window THEN top - window + 1 ELSE 0
  IN  n >= first /\ n < first + Cycle

CheckFirings(n) ==
  <<Firing("receiver", "Esn", InferenceRow(Low(n)))>>
  \o IF Fits(n) THEN <<Firing("receiver", "ReplayWindow", CheckRow(n))>> ELSE <<>>

\* The window after an advance.
Perform(row, inferred, n) ==
  LET newTop == IF Does(row, "SlideWindow") THEN inferred ELSE top
      kept   == {m \in marks : m > newTop - window}
  IN  /\ top' = newTop
      /\ marks' = IF Does(row, "MarkNumber") THEN kept \cup {inferred} ELSE kept
      /\ times' = IF row.next = "Accepted" /\ n = watched /\ times < 2 THEN times + 1 ELSE times

Arrival(n) == <<[from |-> "sender", to |-> "receiver", kind |-> "packet", number |-> n, low |-> Low(n)]>>

-----------------------------------------------------------------------------
(* Actions *)

\* A packet arrives and is taken all the way in one go.
ReceivePacket(n) ==
  LET row == AdvanceRow(n, Inferred(n))
  IN  /\ IF Passes(n) THEN Perform(row, Inferred(n), n) ELSE UNCHANGED <<top, marks, times>>
      /\ lastAction' = Told("receiver", "ReceivePacket", Arrival(n),
           CheckFirings(n) \o IF Passes(n) THEN <<Firing("receiver", "ReplayWindow", row)>> ELSE <<>>, <<>>)
      /\ UNCHANGED <<extended, window, waiting, watched>>

\* A packet arrives, passes the check, and waits for the rest of its burst.
CheckPacket(n) ==
  /\ Bursts
  /\ waiting = Nothing
  /\ Passes(n)
  /\ waiting' = [number |-> n, inferred |-> Inferred(n)]
  /\ lastAction' = Told("receiver", "CheckPacket", Arrival(n), CheckFirings(n), <<>>)
  /\ UNCHANGED <<extended, window, top, marks, watched, times>>

\* The burst is verified; the window may have moved since the check.
AdvanceWindow ==
  /\ waiting # Nothing
  /\ LET row == AdvanceRow(waiting.number, waiting.inferred)
     IN  /\ Perform(row, waiting.inferred, waiting.number)
         /\ lastAction' = Told("receiver", "AdvanceWindow", <<>>,
                               <<Firing("receiver", "ReplayWindow", row)>>, <<>>)
  /\ waiting' = Nothing
  /\ UNCHANGED <<extended, window, watched>>

Init ==
  /\ StartNoting
  /\ extended \in BOOLEAN
  /\ window \in Windows
  /\ top = 0
  /\ marks = {}
  /\ waiting = Nothing
  /\ watched \in Sent
  /\ times = 0
  /\ lastAction = Untold

Next ==
  \/ \E n \in Sent : ReceivePacket(n) \/ CheckPacket(n)
  \/ AdvanceWindow

Spec == Init /\ [][Next]_vars

NoteRows == Note(lastAction')

-----------------------------------------------------------------------------
(* Properties *)

\* The high half is inferred rightly whenever the RFC says that it can be.
InferenceRight == \A n \in Sent : Premise(n) => Inferred(n) = n

\* A fresh number for which the premise holds passes the check.
FreshPassesCheck == \A n \in Sent : (Premise(n) /\ n \notin marks) => Passes(n)

\* No number is accepted twice, however far the low halves have cycled.
NoNumberTwice == times <= 1

\* The watched number is marked exactly if it was accepted and is still inside the window.
WindowIsSetModel == (watched \in marks) <=> (times > 0 /\ watched > top - window)

\* T never decreases.
WindowNeverMovesBack == [][top' >= top]_vars
=============================================================================
