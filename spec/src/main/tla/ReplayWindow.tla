\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE ReplayWindow ----------------------------
(***************************************************************************)
(* What happens to one received packet at the anti-replay window, RFC 4303 *)
(* section 3.4.3: check, verify the ICV, advance. Check and advance are    *)
(* separate steps because a burst is checked first, then verified as one   *)
(* batch, then advanced: between the two the window may have moved.        *)
(*                                                                         *)
(* The events are classes, not numbers. With T the highest number          *)
(* authenticated so far and W the window size, a number is                 *)
(*   Zero   0, which no sender uses,                                       *)
(*   Stale  at most T - W,                                                 *)
(*   Seen   in T - W + 1 .. T and marked,                                  *)
(*   Fresh  in T - W + 1 .. T and not marked,                              *)
(*   Ahead  above T.                                                       *)
(***************************************************************************)
EXTENDS TransitionTable

StateDocs == <<
  <<"Arrived",  "The number is known, nothing is verified.">>,
  <<"Checked",  "The number may be accepted if the ICV is right.">>,
  <<"Accepted", "The packet is authentic and its number is marked.">>,
  <<"Refused",  "The packet is dropped.">> >>

EventDocs == <<
  <<"CheckZero",    "Before verification: the number is zero.">>,
  <<"CheckStale",   "Before verification: left of the window.">>,
  <<"CheckSeen",    "Before verification: in the window and marked.">>,
  <<"CheckFresh",   "Before verification: in the window and not marked.">>,
  <<"CheckAhead",   "Before verification: right of the window.">>,
  <<"IcvInvalid",   "The integrity check failed.">>,
  <<"AdvanceStale", "The ICV is right; by now the number is left of the window, as zero always is.">>,
  <<"AdvanceSeen",  "The ICV is right; by now the number is marked.">>,
  <<"AdvanceFresh", "The ICV is right; in the window and not marked.">>,
  <<"AdvanceAhead", "The ICV is right; right of the window.">> >>

ActionDocs == <<
  <<"VerifyIcv",          "Decrypt and verify, alone or with the burst.">>,
  <<"SlideWindow",        "The number becomes T; what the window newly covers is not marked.">>,
  <<"MarkNumber",         "Mark the number as seen.">>,
  <<"RefuseZero",         "Drop: no packet is numbered zero.">>,
  <<"RefuseStale",        "Drop: too old to tell.">>,
  <<"RefuseSeen",         "Drop: a replay.">>,
  <<"RefuseNotAuthentic", "Drop: forged or damaged; the window does not move.">>,
  <<"RefuseOutOfTurn",    "Our own mistake: this step does not belong here.">> >>

States  == Names(StateDocs)
Events  == Names(EventDocs)
Actions == Names(ActionDocs)

\* R4303-3.4.3-3
Rows == <<
  Row("both", "Arrived", "CheckFresh", "Checked", <<"VerifyIcv">>,
      "RFC 4303 3.4.3", "In the window and new: worth verifying."),
  Row("both", "Arrived", "CheckAhead", "Checked", <<"VerifyIcv">>,
      "RFC 4303 3.4.3", "Right of the window: worth verifying."),
  Row("both", "Arrived", "CheckZero", "Refused", <<"RefuseZero">>,
      "RFC 4303 2.2", "The first packet is numbered one."),
  \* R4303-3.4.3-2
  Row("both", "Arrived", "CheckStale", "Refused", <<"RefuseStale">>,
      "RFC 4303 3.4.3", "Left of the window: it cannot be told from a replay."),
  \* R4303-3.4.3-1
  Row("both", "Arrived", "CheckSeen", "Refused", <<"RefuseSeen">>,
      "RFC 4303 3.4.3", "A replay, refused before any cryptography."),
  \* R4303-3.4.4-1
  Row("both", "Checked", "IcvInvalid", "Refused", <<"RefuseNotAuthentic">>,
      "RFC 4303 3.4.3", "Only an authentic packet moves the window."),
  Row("both", "Checked", "AdvanceFresh", "Accepted", <<"MarkNumber">>,
      "RFC 4303 3.4.3", "Marked, so that it is not accepted again."),
  Row("both", "Checked", "AdvanceAhead", "Accepted", <<"SlideWindow", "MarkNumber">>,
      "RFC 4303 3.4.3", "The window slides to the highest authenticated number."),
  Row("both", "Checked", "AdvanceSeen", "Refused", <<"RefuseSeen">>,
      "RFC 4303 3.4.3", "The same number was accepted since the check, for instance in the same burst."),
  Row("both", "Checked", "AdvanceStale", "Refused", <<"RefuseStale">>,
      "RFC 4303 3.4.3", "The window has moved past the number since the check.")
>>

Refusal(s, e) ==
  Refuse(s, e, <<"RefuseOutOfTurn">>, "RFC 4303 3.4.3", "Check once, verify once, advance once.")

\* Events that no state answers, on purpose; the generator refuses any other that has no row.
AlwaysRefused == {}

Table == TableOf(Rows, States, Events, Refusal)

Step(state, event) == Table[state][event]

ASSUME WellFormed(Rows, States, Events, Actions)
=============================================================================
