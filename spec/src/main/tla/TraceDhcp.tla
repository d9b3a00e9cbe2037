----------------------------- MODULE TraceDhcp -----------------------------
(***************************************************************************)
(* Whether a recorded trace is one of DHCP clients, without address first. *)
(***************************************************************************)
EXTENDS Dhcp

CONSTANT Trace

VARIABLES at, standing

Run == INSTANCE FiringTrace WITH Start <- {"Init"}, Renewable <- FALSE

Spec    == Run!Spec
TypeOk  == Run!TypeOk
Accepts == Run!Accepts
=============================================================================
