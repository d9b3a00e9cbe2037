-------------------------- MODULE TraceTurnOrder --------------------------
(***************************************************************************)
(* Whether a recorded trace is one of turns, those that go first first.    *)
(***************************************************************************)
EXTENDS TurnOrder

CONSTANT Trace

VARIABLES at, standing

Run == INSTANCE FiringTrace WITH Start <- {"PriorityFirst"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
