----------------------- MODULE TraceReplayWindow -----------------------
(***************************************************************************)
(* Whether a recorded trace is one of packets at replay windows: an id is  *)
(* an SA, and packets arrive at it all the time.                           *)
(***************************************************************************)
EXTENDS ReplayWindow

CONSTANT Trace

VARIABLES at, standing

Run == INSTANCE FiringTrace WITH Start <- {"Arrived"}, Renewable <- TRUE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
