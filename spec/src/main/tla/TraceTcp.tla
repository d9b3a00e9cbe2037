\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE TraceTcp ----------------------------
(***************************************************************************)
(* Whether a recorded trace is one of the machine Tcp. An id is a          *)
(* connection block, closed first; id 0 is what is answered on a port      *)
(* without a listener, and a port of a listener has an id of its own for   *)
(* what is answered without keeping state.                                 *)
(***************************************************************************)
EXTENDS Tcp

CONSTANT Trace

VARIABLES at, standing

Deciding == INSTANCE TcpDecisions

DecisionRules(d) == Deciding!RulesOf(Deciding!Decisions, d)

Run == INSTANCE FiringTrace WITH Start <- {"Closed"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
