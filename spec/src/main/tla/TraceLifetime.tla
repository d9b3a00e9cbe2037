\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE TraceLifetime ---------------------------
(***************************************************************************)
(* Whether a recorded trace is one of SAs that are new at first.           *)
(***************************************************************************)
EXTENDS Lifetime

CONSTANT Trace

VARIABLES at, standing

Deciding == INSTANCE LifetimeDecisions

DecisionRules(d) == Deciding!RulesOf(Deciding!Decisions, d)

Run == INSTANCE FiringTrace WITH Start <- {"Mature"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
