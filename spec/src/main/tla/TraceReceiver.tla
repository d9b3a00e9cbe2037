\* SPDX-License-Identifier: Apache-2.0
--------------------------- MODULE TraceReceiver ---------------------------
(***************************************************************************)
(* Whether a recorded trace is one of messages that have come in.          *)
(***************************************************************************)
EXTENDS Receiver

CONSTANT Trace

VARIABLES at, standing

Deciding == INSTANCE ReceiverDecisions

DecisionRules(d) == Deciding!RulesOf(Deciding!Decisions, d)

Run == INSTANCE FiringTrace WITH Start <- {"Listening"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
