------------------------ MODULE TraceDescriptorRing ------------------------
(***************************************************************************)
(* Whether a recorded trace is one of slots, each of which begins free.    *)
(***************************************************************************)
EXTENDS DescriptorRing

CONSTANT Trace

VARIABLES at, standing

Run == INSTANCE FiringTrace WITH Start <- {"Free"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
