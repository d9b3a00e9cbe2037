\* SPDX-License-Identifier: Apache-2.0
----------------------- MODULE TraceReplayWindow -----------------------
(***************************************************************************)
(* Whether a recorded trace is one of packets at replay windows: an id is  *)
(* an SA, and packets arrive at it all the time.                           *)
(***************************************************************************)
EXTENDS ReplayWindow

CONSTANT Trace

VARIABLES at, standing

\* No decision module: whatever makes an event is not recorded.
LocalEvents      == Events
DecisionRules(d) == <<>>

Run == INSTANCE FiringTrace WITH Start <- {"Arrived"}, Renewable <- TRUE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
