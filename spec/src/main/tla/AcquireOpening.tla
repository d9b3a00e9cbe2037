\* SPDX-License-Identifier: Apache-2.0
--------------------------- MODULE AcquireOpening ---------------------------
(***************************************************************************)
(* Opening to peers and keeping them up. Packets that need an SA keep      *)
(* coming; some are outside the selectors of the Child SA that a handshake *)
(* makes.                                                                  *)
(***************************************************************************)
EXTENDS AcquireHost

\* The SAs that the outbound path takes: the latest first.
Carriers(p) == {i \in DOMAIN sas[p] : sas[p][i].sends}

\* A packet that policy protects with the peer leaves through the SA that carries it.
Carry(p) ==
  /\ Carriers(p) # {}
  /\ \E i \in Carriers(p) :
       /\ \A j \in Carriers(p) : j <= i
       /\ outcome' = [Nothing EXCEPT !.through = {sas[p][i]}]
  /\ came' = What(p, "Carry")
  /\ lastAction' = Told("host", "Carry", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<world, state, unseen, noted, sas, waited, quiet, timers, untold>>

\* Without SA that carries it one is needed.
Packet(p) ==
  /\ Carriers(p) = {}
  /\ Fire(p, Deciding!Packet.rules, What(p, "Packet"))
  /\ UNCHANGED <<world, unseen, untold>>

\* The same outside of the selectors that were negotiated.
OddPacket(p) ==
  /\ Children(p) > 0
  /\ Fire(p, Deciding!Packet.rules, What(p, "OddPacket"))
  /\ UNCHANGED <<world, unseen, untold>>

Request(p) ==
  /\ Fire(p, Deciding!Request.rules, What(p, "Request"))
  /\ UNCHANGED <<world, unseen, untold>>

\* The host looks whether its address towards the peer has changed.
Look(p) ==
  /\ Fire(p, Deciding!Address.rules, What(p, "Look"))
  /\ unseen' = unseen \ {p}
  /\ UNCHANGED <<world, untold>>

\* The time to check has come.
Check(p) ==
  /\ check[p] = 0
  /\ Fire(p, Deciding!Check.rules, What(p, "Check"))
  /\ UNCHANGED <<world, unseen, untold>>

-----------------------------------------------------------------------------
(* Properties *)

IsPacket(what, p) == what.kind \in {"Packet", "OddPacket"} /\ what.about = p

\* At most one handshake that we began with a peer is under way.
OneUnderWay == \A p \in Peers : Number(p, "opening") <= 1

\* No handshake is begun without a task for it.
TasksBounded == Used <= Tasks

\* Handshakes and SAs use the address that is ours, and there are none without one; but for those that are being deleted.
OnlyOurAddress ==
  \A p \in Peers \ unseen : \A i \in DOMAIN sas[p] :
    sas[p][i].is # "ending" => ours # "none" /\ sas[p][i].from = ours

\* The address that is noted is ours, as long as anything may be begun from it.
NotedIsOurs ==
  \A p \in Peers \ unseen : ~shut => noted[p] = (IF HasAddress(p) THEN ours ELSE "none") /\ (state[p] = "NoAddress" <=> noted[p] = "none")

\* No packet leaves through a Child SA that is being deleted, or from an address that is not ours.
NothingThroughEnding ==
  [][\A s \in outcome'.through : s.is = "up" /\ s.child = "up" /\ s.from = ours]_vars

\* A packet is not lost where a Child SA could carry it.
CarriedWherePossible ==
  [][\A p \in Peers : (came'.kind = "Packet" /\ came'.about = p) => Children(p) = 0]_vars

\* A handshake is begun for a packet, for the operator, or with a peer that is to be opened to: from a new address, or when there is no IKE SA.
OpenedForAReason ==
  [][\A p \in Peers :
       (outcome'.begun /\ came'.about = p)
         => \/ came'.kind \in {"Packet", "Request"}
            \/ came'.kind = "Look" /\ p \in ToOpen /\ ours # noted[p]
            \/ came'.kind = "Check" /\ p \in ToOpen /\ sas[p] = <<>>]_vars

\* An SA, or a Child SA alone, ends only by the operator or the peer, because our address is another, with the host, or,
\* without Child SA, because a packet needs one.
EndsForAReason ==
  [][\A p \in Peers :
       (\/ Number(p, "ending")' > Number(p, "ending")
        \/ Number(p, "up")' < Number(p, "up")
        \/ Children(p)' < Children(p))
         => /\ came'.about = p
            /\ \/ came'.kind \in {"Close", "CloseChild", "Shutdown"}
               \/ came'.kind = "Look" /\ \E i \in DOMAIN sas[p] : sas[p][i].from # ours
               \/ came'.kind = "Packet" /\ Carrying(p)' = Carrying(p)]_vars

\* A packet that begins a handshake, or finds no task for one, leaves no IKE SA with the peer that has no Child SA: each
\* would hold a task, until there is none for any peer.
ChildlessEnd ==
  [][\A p \in Peers :
       (came'.kind = "Packet" /\ came'.about = p /\ (outcome'.begun \/ outcome'.reported # {}))
         => \A i \in DOMAIN sas'[p] : ~(sas'[p][i].is = "up" /\ sas'[p][i].child = "none")]_vars

\* A packet that needs an SA begins a handshake, if the pause is over, there are address and task, and none is under way.
PacketBegins ==
  [][\A p \in Peers :
       (came'.kind = "Packet" /\ came'.about = p /\ HasAddress(p) /\ quiet[p] = Pause
          /\ Number(p, "opening") = 0 /\ TaskLeft)
         => outcome'.begun /\ Number(p, "opening")' = 1]_vars

\* Packets begin and report no more than one thing in a pause.
RateBounded ==
  [][\A p \in Peers :
       (IsPacket(came', p) /\ (outcome'.begun \/ outcome'.reported # {})) => quiet[p] = Pause]_vars

\* A packet that the Child SA does not carry begins no handshake, which would make the same one.
NoUselessHandshake ==
  [][\A p \in Peers : (IsPacket(came', p) /\ Children(p) > 0) => ~outcome'.begun]_vars

\* The operator is told why a packet begins no handshake when neither pause nor handshake explain it.
RefusalsReported ==
  [][\A p \in Peers :
       (IsPacket(came', p) /\ ~shut /\ HasAddress(p) /\ quiet[p] = Pause /\ Number(p, "opening") = 0)
         => /\ outcome'.begun \/ outcome'.reported # {}
            /\ Children(p) > 0 => outcome'.reported = {"ReportUncovered"}
            /\ (Children(p) = 0 /\ ~TaskLeft) => outcome'.reported = {"ReportNoTask"}]_vars

\* The operator's request is served where it can be, pause or not, and answered truly.
RequestServed ==
  [][\A p \in Peers :
       (came'.kind = "Request" /\ came'.about = p)
         => /\ (~shut /\ HasAddress(p) /\ (Number(p, "opening") > 0 \/ TaskLeft)) => Number(p, "opening")' = 1
            /\ outcome'.answered = IF Number(p, "opening")' > 0 THEN {"yes"} ELSE {"no"}]_vars

\* A peer that is to be opened to is so as soon as there is an address, if there is a task; if not, the operator is told.
OpenedWithAddress ==
  [][\A p \in ToOpen :
       (came'.kind = "Look" /\ came'.about = p /\ ~shut /\ ours # "none" /\ ours # noted[p])
         => IF TaskLeft THEN Number(p, "opening")' = 1 ELSE outcome'.reported = {"ReportNoTask"}]_vars

\* A look ends nothing that uses an address which is ours still.
LookKeepsOurs ==
  [][\A p \in Peers :
       (came'.kind = "Look" /\ came'.about = p)
         => \A i \in DOMAIN sas[p] : sas[p][i].from = ours => sas'[p][i] = sas[p][i]]_vars

\* A look that finds nothing new changes nothing.
NothingNewKeepsAll ==
  [][\A p \in Peers :
       (came'.kind = "Look" /\ came'.about = p /\ ours = noted[p]) => UNCHANGED <<state, sas, waited>>]_vars

\* Where the address stays and mishaps end, packets have their SA in the end.
SaInTheEnd == \A p \in Peers : <>[](ours # "none") => <>[](Children(p) > 0)

\* So does a peer that is kept up have its IKE SA, without any packet.
KeptUp == \A p \in ToOpen : <>[](ours # "none") => <>[](Number(p, "up") > 0)
=============================================================================
