\* SPDX-License-Identifier: Apache-2.0
------------------------ MODULE TraceTaskScheduler ------------------------
(***************************************************************************)
(* Whether a recorded trace is one of tasks, each in its pool first.       *)
(***************************************************************************)
EXTENDS TaskScheduler

CONSTANT Trace

VARIABLES at, standing

\* No decision module: whatever makes an event is not recorded.
LocalEvents      == Events
DecisionRules(d) == <<>>

Run == INSTANCE FiringTrace WITH Start <- {"Pooled"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
