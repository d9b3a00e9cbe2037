\* SPDX-License-Identifier: Apache-2.0
-------------------------------- MODULE Esn --------------------------------
(***************************************************************************)
(* Which high half a received low half belongs to, RFC 4303 Appendix A2.2. *)
(* With T = (Th, Tl) the highest number authenticated so far, W the window *)
(* size and Edge = Tl - W + 1 modulo 2^32 the window's left edge:          *)
(*   case A  Tl >= W - 1: the window lies within one cycle of low halves;  *)
(*   case B  Tl <  W - 1: the window spans two cycles.                     *)
(* Case B in the very first cycle is a case of its own: there is nothing   *)
(* before number zero, so the high half must not be counted down.          *)
(***************************************************************************)
EXTENDS TransitionTable

StateDocs == <<
  <<"Off",             "The SA uses 32-bit numbers.">>,
  <<"WithinCycle",     "Case A: the window lies within one cycle.">>,
  <<"SpansCycles",     "Case B: the window began in the previous cycle.">>,
  <<"SpansBeforeZero", "Case B in the first cycle: the window would begin before zero.">> >>

EventDocs == <<
  <<"LowAtOrAboveEdge", "The received low half is at or above the window's left edge.">>,
  <<"LowBelowEdge",     "The received low half is below the window's left edge.">> >>

ActionDocs == <<
  <<"HighIsZero",     "Nothing but the low half is numbered.">>,
  <<"HighIsSame",     "The high half is Th.">>,
  <<"HighIsNext",     "The high half is Th + 1; refused where it would not fit in 32 bits.">>,
  <<"HighIsPrevious", "The high half is Th - 1.">> >>

States  == Names(StateDocs)
Events  == Names(EventDocs)
Actions == Names(ActionDocs)

Rows == <<
  Row("both", "Off", "LowAtOrAboveEdge", "Off", <<"HighIsZero">>,
      "RFC 4303 2.2", "Without extended numbers there is no high half."),
  Row("both", "Off", "LowBelowEdge", "Off", <<"HighIsZero">>,
      "RFC 4303 2.2", "Without extended numbers there is no high half."),
  Row("both", "WithinCycle", "LowAtOrAboveEdge", "WithinCycle", <<"HighIsSame">>,
      "RFC 4303 A2.2 case A", "In the window or ahead of it in the same cycle."),
  Row("both", "WithinCycle", "LowBelowEdge", "WithinCycle", <<"HighIsNext">>,
      "RFC 4303 A2.2 case A", "The sender's low half has wrapped."),
  Row("both", "SpansCycles", "LowAtOrAboveEdge", "SpansCycles", <<"HighIsPrevious">>,
      "RFC 4303 A2.2 case B", "In the part of the window that lies in the previous cycle."),
  Row("both", "SpansCycles", "LowBelowEdge", "SpansCycles", <<"HighIsSame">>,
      "RFC 4303 A2.2 case B", "In the window or ahead of it in the present cycle."),
  Row("both", "SpansBeforeZero", "LowAtOrAboveEdge", "SpansBeforeZero", <<"HighIsSame">>,
      "RFC 4303 A2.2 case B", "There is no previous cycle: it can only be ahead in the first."),
  Row("both", "SpansBeforeZero", "LowBelowEdge", "SpansBeforeZero", <<"HighIsSame">>,
      "RFC 4303 A2.2 case B", "In the window or ahead of it in the first cycle.")
>>

\* Every pair has a row of its own; this operator is never reached and the generator says so.
Refusal(s, e) == Refuse(s, e, <<>>, "RFC 4303 A2.2", "Unreachable.")

\* Events that no state answers, on purpose; the generator refuses any other that has no row.
AlwaysRefused == {}

Table == TableOf(Rows, States, Events, Refusal)

Step(state, event) == Table[state][event]

ASSUME WellFormed(Rows, States, Events, Actions)
=============================================================================
