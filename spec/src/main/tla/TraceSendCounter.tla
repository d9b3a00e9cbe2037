\* SPDX-License-Identifier: Apache-2.0
------------------------ MODULE TraceSendCounter ------------------------
(***************************************************************************)
(* Whether a recorded trace is one of senders' counters. A counter may be  *)
(* taken over from elsewhere with its last number used.                    *)
(***************************************************************************)
EXTENDS SendCounter

CONSTANT Trace

VARIABLES at, standing

\* No decision module: whatever makes an event is not recorded.
LocalEvents      == Events
DecisionRules(d) == <<>>

Run == INSTANCE FiringTrace WITH Start <- {"Counting"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
