---------------------------- MODULE TraceHth ----------------------------
(***************************************************************************)
(* Whether a recorded trace is one of tasks of the machine Hth, idle first. *)
(***************************************************************************)
EXTENDS Hth

CONSTANT Trace

VARIABLES at, standing

Run == INSTANCE FiringTrace WITH Start <- {"Idle"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
