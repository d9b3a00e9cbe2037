\* SPDX-License-Identifier: Apache-2.0
------------------------- MODULE TraceExchange -------------------------
(***************************************************************************)
(* Whether a recorded trace is one of the machine Exchange, quiet first.   *)
(***************************************************************************)
EXTENDS Exchange

CONSTANT Trace

VARIABLES at, standing

Deciding == INSTANCE ExchangeDecisions

DecisionRules(d) == Deciding!RulesOf(Deciding!Decisions, d)

Run == INSTANCE FiringTrace WITH Start <- {"Quiet"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
