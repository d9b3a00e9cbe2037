\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE AcquireWorld ----------------------------
(***************************************************************************)
(* What happens to the host without this machine: handshakes succeed or    *)
(* fail, SAs are closed, peers open to us as well, the address comes, goes *)
(* and changes, others take tasks, and time goes on. A check that is due   *)
(* is done before time goes on: the engine is called at its deadlines.     *)
(***************************************************************************)
EXTENDS AcquireHost

\* Something else happens with the peer: no row of this machine is fired.
Happens(p, does) ==
  /\ came' = What(p, does)
  /\ outcome' = Nothing
  /\ lastAction' = Told(p, does, <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, unseen, noted, waited, quiet, ours, changes, timers, ending>>

\* An SA with p becomes another, or is gone.
Becomes(p, i, s) == sas' = [sas EXCEPT ![p][i] = s]
Goes(p, i) == sas' = [sas EXCEPT ![p] = SubSeq(@, 1, i - 1) \o SubSeq(@, i + 1, Len(@))]

Up(from) == [from |-> from, is |-> "up", child |-> "up", sends |-> TRUE]
Childless(from) == [from |-> from, is |-> "up", child |-> "none", sends |-> FALSE]

\* A handshake makes an IKE SA and its Child SA.
Succeed(p) ==
  /\ \E i \in DOMAIN sas[p] : sas[p][i].is = "opening" /\ Becomes(p, i, Up(sas[p][i].from))
  /\ Happens(p, "Succeed")
  /\ UNCHANGED <<others, mishaps>>

\* A deletion is over: it was answered, or asked for in vain.
End(p) ==
  /\ \E i \in DOMAIN sas[p] :
       \/ sas[p][i].is = "ending" /\ Goes(p, i)
       \/ sas[p][i].is = "up" /\ sas[p][i].child = "ending" /\ Becomes(p, i, [sas[p][i] EXCEPT !.child = "none"])
  /\ Happens(p, "End")
  /\ UNCHANGED <<others, mishaps>>

Mishap(p, does) ==
  /\ Endless \/ mishaps > 0
  /\ mishaps' = IF Endless THEN mishaps ELSE mishaps - 1
  /\ Happens(p, does)
  /\ UNCHANGED others

\* A handshake makes an IKE SA, and one of both refuses the Child SA.
RefuseChild(p) ==
  /\ \E i \in DOMAIN sas[p] : sas[p][i].is = "opening" /\ Becomes(p, i, Childless(sas[p][i].from))
  /\ Mishap(p, "RefuseChild")

Fail(p) ==
  /\ \E i \in DOMAIN sas[p] : sas[p][i].is = "opening" /\ Goes(p, i)
  /\ Mishap(p, "Fail")

\* The Child SA alone is closed, by the operator, or by the peer.
CloseChild(p) ==
  /\ \E i \in DOMAIN sas[p], after \in {"ending", "none"} :
       sas[p][i].child = "up" /\ Becomes(p, i, [sas[p][i] EXCEPT !.child = after, !.sends = FALSE])
  /\ Mishap(p, "CloseChild")

\* The IKE SA is, with its Child SA; the same.
Close(p) ==
  /\ \E i \in DOMAIN sas[p] : sas[p][i].is = "up" /\ (Becomes(p, i, Ending(sas[p][i])) \/ Goes(p, i))
  /\ Mishap(p, "Close")

\* The peer opens to us.
PeerOpens(p) ==
  /\ ours # "none" /\ TaskLeft
  /\ \E s \in {Up(ours), Childless(ours)} : sas' = [sas EXCEPT ![p] = Append(@, s)]
  /\ Mishap(p, "PeerOpens")

ChangeAddress ==
  /\ changes > 0
  /\ changes' = changes - 1
  /\ \E address \in Addresses \ {ours} : ours' = address
  /\ unseen' = Peers
  /\ came' = What("host", "ChangeAddress")
  /\ outcome' = Nothing
  /\ lastAction' = Told("host", "ChangeAddress", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, noted, sas, waited, quiet, others, mishaps, timers, ending>>

TakeTask ==
  /\ Strangers /\ TaskLeft
  /\ others' = others + 1
  /\ came' = What("others", "TakeTask")
  /\ outcome' = Nothing
  /\ lastAction' = Told("others", "TakeTask", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, ours, unseen, noted, sas, waited, quiet, changes, mishaps, timers, ending>>

ReturnTask ==
  /\ others > 0
  /\ others' = others - 1
  /\ came' = What("others", "ReturnTask")
  /\ outcome' = Nothing
  /\ lastAction' = Told("others", "ReturnTask", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, ours, unseen, noted, sas, waited, quiet, changes, mishaps, timers, ending>>

Later(time) == IF time < Pause THEN time + 1 ELSE time
Sooner(time) == IF time > 0 THEN time - 1 ELSE time

Tick ==
  /\ \A p \in Peers : check[p] # 0
  /\ \E p \in Peers : waited[p] < Pause \/ quiet[p] < Pause \/ check[p] > 0 \/ patience[p] > 0
  /\ waited' = [p \in Peers |-> Later(waited[p])]
  /\ quiet' = [p \in Peers |-> Later(quiet[p])]
  /\ check' = [p \in Peers |-> Sooner(check[p])]
  /\ patience' = [p \in Peers |-> Sooner(patience[p])]
  /\ came' = What("clock", "Tick")
  /\ outcome' = Nothing
  /\ lastAction' = Told("clock", "Tick", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, ours, unseen, noted, sas, others, changes, mishaps, ending>>
=============================================================================
