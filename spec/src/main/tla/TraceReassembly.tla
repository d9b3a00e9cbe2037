\* SPDX-License-Identifier: Apache-2.0
-------------------------- MODULE TraceReassembly --------------------------
(***************************************************************************)
(* Whether a recorded trace is one of slots of the reassembly, free first. *)
(***************************************************************************)
EXTENDS Reassembly

CONSTANT Trace

VARIABLES at, standing

Deciding == INSTANCE ReassemblyDecisions

DecisionRules(d) == Deciding!RulesOf(Deciding!Decisions, d)

Run == INSTANCE FiringTrace WITH Start <- {"Absent"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
