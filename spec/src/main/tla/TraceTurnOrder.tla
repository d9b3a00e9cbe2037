\* SPDX-License-Identifier: Apache-2.0
-------------------------- MODULE TraceTurnOrder --------------------------
(***************************************************************************)
(* Whether a recorded trace is one of turns, those that go first first.    *)
(***************************************************************************)
EXTENDS TurnOrder

CONSTANT Trace

VARIABLES at, standing

\* No decision module: whatever makes an event is not recorded.
LocalEvents      == Events
DecisionRules(d) == <<>>

Run == INSTANCE FiringTrace WITH Start <- {"PriorityFirst"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
