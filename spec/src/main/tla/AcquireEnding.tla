\* SPDX-License-Identifier: Apache-2.0
--------------------------- MODULE AcquireEnding ----------------------------
(***************************************************************************)
(* The host shuts down: every peer is told, and has a time to answer the   *)
(* deletes. That time is measured by the checks of AcquireOpening.         *)
(***************************************************************************)
EXTENDS AcquireHost

\* The operator ends the host.
Shutdown ==
  /\ Shutdowns /\ ~shut
  /\ shut' = TRUE
  /\ untold' = Peers
  /\ came' = What("host", "BeginShutdown")
  /\ outcome' = Nothing
  /\ lastAction' = Told("host", "Shutdown", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, ours, unseen, noted, sas, waited, quiet, others, changes, mishaps, timers>>

\* Every peer's instance is told of the shutdown.
TellShutdown(p) ==
  /\ FireEvent(p, "ShutdownRequested", What(p, "Shutdown"))
  /\ untold' = untold \ {p}
  /\ UNCHANGED <<world, unseen>>

-----------------------------------------------------------------------------
(* Properties *)

\* After the shutdown every IKE SA is being closed, and nobody begins another.
EverythingEnds == (shut /\ untold = {}) => \A p \in Peers : \A i \in DOMAIN sas[p] : sas[p][i].is = "ending"

\* The end is not declared before every IKE SA with the peer is gone, or the peer has had its time.
PeersHaveTheirTime ==
  [][\A p \in Peers : (state[p] # "Closed" /\ state'[p] = "Closed") => sas[p] = <<>> \/ patience[p] = 0]_vars

\* When a peer's time to answer is over, the end is declared at the next check, which is near.
EndsInTime == \A p \in Peers : (patience[p] = 0 /\ state[p] # "Closed") => check[p] \in {0, 1}

\* The check runs exactly for a peer that is kept up and was begun with, and while the end is awaited.
CheckFitsState ==
  \A p \in Peers : (check[p] # Off) <=> (state[p] = "Closing" \/ (state[p] = "Begun" /\ p \in ToOpen))

\* A shutdown ends, whether peers answer or not.
ShutdownEnds == (shut ~> \A p \in Peers : state[p] = "Closed")
=============================================================================
