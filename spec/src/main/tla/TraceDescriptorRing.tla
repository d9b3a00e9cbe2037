\* SPDX-License-Identifier: Apache-2.0
------------------------ MODULE TraceDescriptorRing ------------------------
(***************************************************************************)
(* Whether a recorded trace is one of slots, each of which begins free.    *)
(***************************************************************************)
EXTENDS DescriptorRing

CONSTANT Trace

VARIABLES at, standing

\* No decision module: whatever makes an event is not recorded.
LocalEvents      == Events
DecisionRules(d) == <<>>

Run == INSTANCE FiringTrace WITH Start <- {"Free"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
