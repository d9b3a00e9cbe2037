\* SPDX-License-Identifier: Apache-2.0
-------------------------- MODULE TraceTcpRecovery --------------------------
(***************************************************************************)
(* Whether a recorded trace is one of the loss recovery of connections, an *)
(* id each; in slow start first.                                           *)
(***************************************************************************)
EXTENDS TcpRecovery

CONSTANT Trace

VARIABLES at, standing

Deciding == INSTANCE TcpRecoveryDecisions

DecisionRules(d) == Deciding!RulesOf(Deciding!Decisions, d)

Run == INSTANCE FiringTrace WITH Start <- {"SlowStart"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
