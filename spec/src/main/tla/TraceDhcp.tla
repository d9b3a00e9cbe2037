\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE TraceDhcp -----------------------------
(***************************************************************************)
(* Whether a recorded trace is one of DHCP clients, without address first. *)
(***************************************************************************)
EXTENDS Dhcp

CONSTANT Trace

VARIABLES at, standing

Deciding == INSTANCE DhcpDecisions

DecisionRules(d) == Deciding!RulesOf(Deciding!Decisions, d)

Run == INSTANCE FiringTrace WITH Start <- {"Init"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
