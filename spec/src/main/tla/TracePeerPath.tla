\* SPDX-License-Identifier: Apache-2.0
------------------------ MODULE TracePeerPath ------------------------
(***************************************************************************)
(* Whether a recorded trace is one of the paths of IKE SAs.             *)
(***************************************************************************)
EXTENDS PeerPath

CONSTANT Trace

VARIABLES at, standing

Deciding == INSTANCE PeerPathDecisions

DecisionRules(d) == Deciding!RulesOf(Deciding!Decisions, d)

Run == INSTANCE FiringTrace WITH Start <- {"Detecting"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
