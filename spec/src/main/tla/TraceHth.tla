\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE TraceHth ----------------------------
(***************************************************************************)
(* Whether a recorded trace is one of tasks of the machine Hth, idle first. *)
(***************************************************************************)
EXTENDS Hth

CONSTANT Trace

VARIABLES at, standing

Deciding == INSTANCE HthDecisions

DecisionRules(d) == Deciding!RulesOf(Deciding!Decisions, d)

Run == INSTANCE FiringTrace WITH Start <- {"Idle"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
