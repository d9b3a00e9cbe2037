\* SPDX-License-Identifier: Apache-2.0
--------------------------- MODULE TraceNeighbour ---------------------------
(***************************************************************************)
(* Whether a recorded trace is one of entries for neighbours, absent first. *)
(***************************************************************************)
EXTENDS Neighbour

CONSTANT Trace

VARIABLES at, standing

Deciding == INSTANCE NeighbourDecisions

DecisionRules(d) == Deciding!RulesOf(Deciding!Decisions, d)

Run == INSTANCE FiringTrace WITH Start <- {"Absent"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
