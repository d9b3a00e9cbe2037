\* SPDX-License-Identifier: Apache-2.0
-------------------------- MODULE PeerPathSystem --------------------------
(***************************************************************************)
(* A host and its peer with NATs before either, both or none. The peer's   *)
(* NAT gives it another address or port now and then. An attacker on the   *)
(* way takes authentic messages and delivers them first from an address of *)
(* its own, and repeats old ones.                                          *)
(*                                                                         *)
(* An end is <<address, port>>. What the peer is seen as is its own end or *)
(* what its NAT makes of it. The machine moves only through PeerPath!Step, *)
(* by events that PeerPathDecisions makes of facts.                        *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, Firings

CONSTANTS
  MaxRebinds,   \* how often the peer's NAT changes its mapping
  MaxRaces      \* how often the attacker is faster than the peer's own message

Machine == INSTANCE PeerPath
Deciding == INSTANCE PeerPathDecisions

Known    == "known"      \* the address under which the peer is known first
Other    == "other"      \* another address of its NAT
Attacker == "attacker"   \* where the attacker receives
Here     == "here"       \* the host's address
There    == "there"      \* another address of the host

\* Ports of the peer as the host sees them: 500 and 4500 as they are, or what a NAT makes of them.
Ports == {500, 4500, 1, 2}
Ends  == {Known, Other, Attacker} \X Ports
Locals == {Here, There} \X {500, 4500}

VARIABLES
  world,       \* NATs, roles, configuration and hashes, chosen once
  state,       \* the machine's state
  local,       \* the path's end at the host
  remote,      \* the path's end at the peer
  udp,         \* whether ESP goes in UDP
  children,    \* what the Child SAs use: the ends, and whether ESP goes in UDP
  peerPort,    \* the host's port to which the peer sends
  seenAs,      \* the end as which the peer is seen
  wire,        \* at most one authentic message under way; where it is to go and whence it comes
  origin,      \* where the last message arrived and where it came from, or nothing; for the properties only
  answer,      \* from where and to where the answer went, or nothing; for the properties only
  rebinds,     \* how often the NAT changed its mapping
  races,       \* how often the attacker was faster
  lastAction   \* what the last step was; for the reader only

view == <<world, state, local, remote, udp, children, peerPort, seenAs, wire, rebinds, races>>
vars == <<world, state, local, remote, udp, children, peerPort, seenAs, wire, origin, answer, rebinds, races, lastAction>>

Worlds == [peerNat : BOOLEAN, hostNat : BOOLEAN, initiator : BOOLEAN, configured : BOOLEAN, hashes : BOOLEAN,
           begunOnNatPort : BOOLEAN]

TypeOk ==
  /\ world \in Worlds
  /\ state \in Machine!States
  /\ local \in Locals
  /\ remote \in Ends
  /\ udp \in BOOLEAN
  /\ children \in [local : Locals, remote : Ends, udp : BOOLEAN]
  /\ peerPort \in {500, 4500}
  /\ seenAs \in Ends
  /\ wire \in {<<>>} \cup (Locals \X Ends)
  /\ origin \in {<<>>} \cup (Locals \X Ends)
  /\ answer \in {<<>>} \cup (Locals \X Ends)
  /\ rebinds \in 0..MaxRebinds
  /\ races \in 0..MaxRaces

-----------------------------------------------------------------------------
(* Helpers *)

DetectionFacts == [
  HashesPresent   |-> world.hashes,
  DestinationTrue |-> ~world.hostNat,
  SourceTrue      |-> ~world.peerNat,
  UdpConfigured   |-> world.configured,
  HostIsInitiator |-> world.initiator,
  HostOnNatPort   |-> local[2] = 4500]

ArrivalFacts(fresh, to, from) == [
  Fresh            |-> fresh,
  SamePath         |-> to = local /\ from = remote,
  SameLocalAddress |-> to[1] = local[1],
  SameLocalPort    |-> to[2] = local[2],
  ArrivedOnNatPort |-> to[2] = 4500,
  SamePeerAddress  |-> from[1] = remote[1]]

Detected == Machine!Step(state, Deciding!DecideFrom(Deciding!Detection.rules, DetectionFacts))
Changed(s) == Machine!Step(s, Deciding!DecideFrom(Deciding!Port.rules, DetectionFacts))
Arrived(fresh, to, from) ==
  Machine!Step(state, Deciding!DecideFrom(Deciding!Arrival.rules, ArrivalFacts(fresh, to, from)))

\* What the Child SAs are to use.
Used(path) == [local |-> path.local, remote |-> path.remote, udp |-> path.udp]

\* What an action does; the message arrived at to and came from from.
Do(path, action, to, from) ==
  CASE action = "ChangeToNatPort"  -> [path EXCEPT !.local[2] = 4500, !.remote[2] = 4500]
    [] action = "EncapsulateEsp"   -> [path EXCEPT !.udp = TRUE]
    [] action = "FollowPeer"       -> [path EXCEPT !.local = to, !.remote = from]
    [] action = "RedirectChildren" -> [path EXCEPT !.children = Used(path)]
    [] action = "AnswerToOrigin"   -> [path EXCEPT !.answer = <<to, from>>]
    [] action = "KeepPath"         -> path

Done(actions, to, from) ==
  InOrder(actions, [local |-> local, remote |-> remote, udp |-> udp, children |-> children, answer |-> answer],
          LAMBDA path, action : Do(path, action, to, from))

\* The peer as seen through its NAT, or as it is.
SeenFrom(port) == IF world.peerNat THEN {<<Known, 1>>, <<Known, 2>>} ELSE {<<Known, port>>}

-----------------------------------------------------------------------------
(* Actions *)

\* IKE_SA_INIT has passed: NATs are looked for, and the initiator changes its port if that is needed.
Detect ==
  /\ state = "Detecting"
  /\ \E found \in {Detected} : \E changed \in {Changed(Detected.next)} :
       /\ state' = changed.next
       /\ \E path \in {Done(found.actions \o changed.actions, local, remote)} :
            /\ local' = path.local
            /\ remote' = path.remote
            /\ udp' = path.udp
            \* They are made later, on the path as it is then.
            /\ children' = Used(path)
            /\ answer' = path.answer
       /\ lastAction' = Told("host", "Detect", <<>>,
            <<Firing("host", "PeerPath", found), Firing("host", "PeerPath", changed)>>, <<>>)
       \* An initiator's port is the one to which the peer answers.
       /\ peerPort' = IF world.initiator THEN local'[2] ELSE peerPort
       /\ seenAs' = IF world.initiator THEN remote' ELSE seenAs
  /\ UNCHANGED <<world, wire, origin, rebinds, races>>

\* The peer, an initiator, changes to port 4500 with IKE_AUTH; it may do so without a NAT too.
ChangePort ==
  /\ state # "Detecting"
  /\ ~world.initiator
  /\ peerPort = 500
  /\ wire = <<>>
  /\ peerPort' = 4500
  /\ seenAs' \in (IF world.peerNat THEN {<<Known, 2>>, <<Other, 2>>} ELSE {<<Known, 4500>>})
  /\ lastAction' = Told("peer", "ChangePort", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<world, state, local, remote, udp, children, wire, origin, answer, rebinds, races>>

\* The peer's NAT has another mapping.
Rebind ==
  /\ world.peerNat
  /\ state # "Detecting"
  /\ rebinds < MaxRebinds
  /\ seenAs' \in {Known, Other} \X {1, 2}
  /\ seenAs' # seenAs
  /\ rebinds' = rebinds + 1
  /\ lastAction' = Told("network", "Rebind", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<world, state, local, remote, udp, children, peerPort, wire, origin, answer, races>>

\* The peer sends to another address of the host, or to port 500 again.
Send ==
  /\ state # "Detecting"
  /\ wire = <<>>
  /\ \E to \in {<<There, peerPort>>, <<Here, 500>>} : wire' = <<to, seenAs>>
  /\ lastAction' = Told("peer", "Send", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<world, state, local, remote, udp, children, peerPort, seenAs, origin, answer, rebinds, races>>

\* The peer sends where it is to send; the first time that is IKE_SA_INIT.
SendOnPath ==
  /\ wire = <<>>
  /\ wire' = <<<<Here, peerPort>>, seenAs>>
  /\ lastAction' = Told("peer", "SendOnPath", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<world, state, local, remote, udp, children, peerPort, seenAs, origin, answer, rebinds, races>>

Handle(fresh, to, from, does) ==
  \E row \in {Arrived(fresh, to, from)} :
    /\ state' = row.next
    /\ \E path \in {Done(row.actions, to, from)} :
         /\ local' = path.local
         /\ remote' = path.remote
         /\ udp' = path.udp
         /\ children' = path.children
         /\ answer' = path.answer
    /\ origin' = <<to, from>>
    /\ lastAction' = Told("host", does, <<[to |-> to, from |-> from]>>, <<Firing("host", "PeerPath", row)>>, <<>>)

\* The message arrives.
Deliver ==
  /\ wire # <<>>
  /\ Handle(TRUE, wire[1], wire[2], "Deliver")
  /\ wire' = <<>>
  /\ UNCHANGED <<world, peerPort, seenAs, rebinds, races>>

\* The attacker is faster with the same octets, from its own address or with another port of the peer's.
Race ==
  /\ wire # <<>>
  /\ state # "Detecting"
  /\ races < MaxRaces
  /\ races' = races + 1
  /\ \E from \in {<<Attacker, 1>>, <<wire[2][1], 2>>} : Handle(TRUE, wire[1], from, "Race")
  /\ wire' = <<>>
  /\ UNCHANGED <<world, peerPort, seenAs, rebinds>>

\* The attacker repeats what was answered.
Repeat ==
  /\ \E to \in Locals : Handle(FALSE, to, <<Attacker, 1>>, "Repeat")
  /\ UNCHANGED <<world, peerPort, seenAs, wire, rebinds, races>>

Init ==
  /\ StartNoting
  /\ world \in Worlds
  /\ state = "Detecting"
  /\ peerPort = IF world.begunOnNatPort THEN 4500 ELSE 500
  /\ local = <<Here, peerPort>>
  /\ seenAs \in (IF world.initiator THEN {<<Known, peerPort>>} ELSE SeenFrom(peerPort))
  /\ remote = seenAs
  /\ udp = FALSE
  /\ children = [local |-> local, remote |-> remote, udp |-> udp]
  /\ wire = <<>>
  /\ origin = <<>>
  /\ answer = <<>>
  /\ rebinds = 0
  /\ races = 0
  /\ lastAction = Untold

Next == Detect \/ ChangePort \/ Rebind \/ Send \/ SendOnPath \/ Deliver \/ Race \/ Repeat

Spec == Init /\ [][Next]_vars

\* For progress the peer keeps to its path and the attacker tires.
CalmNext == Detect \/ ChangePort \/ Rebind \/ SendOnPath \/ Deliver \/ Race

FairSpec == Init /\ [][CalmNext]_vars /\ WF_view(Detect) /\ WF_view(SendOnPath \/ Deliver)

NoteRows == Note(lastAction')

-----------------------------------------------------------------------------
(* Properties *)

Detects == world.hashes /\ state # "Detecting"

\* ESP goes in UDP at port 4500 and never at port 500.
NeverUdpOn500 == udp => local[2] = 4500

\* Behind a NAT, and where UDP is configured, ESP goes in UDP as soon as port 4500 is in use; else it does not.
UdpWhenNeeded ==
  state # "Detecting" =>
    (udp <=> world.hashes /\ (world.peerNat \/ world.hostNat \/ world.configured) /\ local[2] = 4500)

\* The peer's address is followed only where the peer, and not the host, is behind a NAT.
OnlyNatMoves ==
  [][remote'[1] # remote[1] => world.hashes /\ world.peerNat /\ ~world.hostNat]_vars

\* Once on port 4500 a host that does not follow keeps the peer's port too.
PortStays ==
  [][(local[2] = 4500 /\ state # "Detecting" /\ remote' # remote) => world.hashes /\ world.peerNat /\ ~world.hostNat]_vars

\* A host follows its peer from port 500 to 4500, NAT or not.
PortChangeFollowed ==
  [][(state # "Detecting" /\ wire # <<>> /\ wire' = <<>> /\ local[2] = 500
        /\ origin'[1] = <<Here, 4500>> /\ origin'[2][1] = remote[1])
       => local' = origin'[1] /\ remote' = origin'[2]]_vars

\* No host goes back from port 4500 to 500, and the host's address stays.
NoWayBack == [][local'[1] = local[1] /\ (local[2] = 4500 => local'[2] = 4500)]_vars

\* Octets that were answered before move nothing, from wherever they come.
RepetitionMovesNothing ==
  [][(state # "Detecting" /\ wire' = wire /\ origin' # <<>> /\ origin'[2] = <<Attacker, 1>>) => UNCHANGED <<state, local, remote, udp, children>>]_vars

\* An answer goes where its request came from, from where it arrived.
AnswersGoBack == [][answer' = origin']_vars

\* The Child SAs use the path of their IKE SA, in UDP where that is due.
ChildrenFollow == children = [local |-> local, remote |-> remote, udp |-> udp]

\* Where the host follows, the path is the peer's again after whatever its NAT or the attacker did.
PathHeals ==
  (world.hashes /\ world.peerNat /\ ~world.hostNat) => <>[](state # "Detecting" => remote = seenAs \/ wire # <<>>)

\* A host comes to know whether there is a NAT.
DetectionEnds == <>(state # "Detecting")
=============================================================================
