\* SPDX-License-Identifier: Apache-2.0
------------------------ MODULE TraceCookies ------------------------
(***************************************************************************)
(* Whether a recorded trace is one of a responder's cookie secrets.        *)
(***************************************************************************)
EXTENDS Cookies

CONSTANT Trace

VARIABLES at, standing

Deciding == INSTANCE CookiesDecisions

DecisionRules(d) == Deciding!RulesOf(Deciding!Decisions, d)

Run == INSTANCE FiringTrace WITH Start <- {"Unused"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
