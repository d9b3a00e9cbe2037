------------------------ MODULE TraceSendCounter ------------------------
(***************************************************************************)
(* Whether a recorded trace is one of senders' counters. A counter may be  *)
(* taken over from elsewhere with its last number used.                    *)
(***************************************************************************)
EXTENDS SendCounter

CONSTANT Trace

VARIABLES at, standing

Run == INSTANCE FiringTrace WITH Start <- {"Counting"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
