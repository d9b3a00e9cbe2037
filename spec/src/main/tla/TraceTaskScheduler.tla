------------------------ MODULE TraceTaskScheduler ------------------------
(***************************************************************************)
(* Whether a recorded trace is one of tasks, each in its pool first.       *)
(***************************************************************************)
EXTENDS TaskScheduler

CONSTANT Trace

VARIABLES at, standing

Run == INSTANCE FiringTrace WITH Start <- {"Pooled"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
