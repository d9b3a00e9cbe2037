\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE TraceEsn ----------------------------
(***************************************************************************)
(* Whether a recorded trace is one of inferences: every geometry is given  *)
(* from outside.                                                           *)
(***************************************************************************)
EXTENDS Esn

CONSTANT Trace

VARIABLES at, standing

\* No decision module: whatever makes an event is not recorded.
LocalEvents      == Events
DecisionRules(d) == <<>>

Run == INSTANCE FiringTrace WITH Start <- States, Renewable <- TRUE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
