\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE TraceAcquire ----------------------------
(***************************************************************************)
(* Whether a recorded trace is one of peers, first without address.        *)
(***************************************************************************)
EXTENDS Acquire

CONSTANT Trace

VARIABLES at, standing

Deciding == INSTANCE AcquireDecisions

DecisionRules(d) == Deciding!RulesOf(Deciding!Decisions, d)

Run == INSTANCE FiringTrace WITH Start <- {"NoAddress"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
