\* SPDX-License-Identifier: Apache-2.0
-------------------------- MODULE AcquireDecisions --------------------------
(***************************************************************************)
(* What a packet without SA, a request of the operator, a change of our    *)
(* addresses and the time to check are to one peer: which facts make which *)
(* event of the machine Acquire.                                           *)
(***************************************************************************)
EXTENDS Decisions

FactDocs == <<
  Fact("PauseOver",    "The pause is over; so it is before the first."),
  Fact("UnderWay",     "A handshake that we began with the peer, and have not given up, is under way."),
  Fact("ChildThere",   "The Child SA that a handshake makes is installed, and sent on."),
  Fact("TaskLeft",     "A handshake task is left, and room for the Child SA."),
  Fact("AddressThere", "The peer's address is configured, and we have one of that family to send from."),
  Fact("SameAddress",  "It is the one that is noted."),
  Fact("ToBeOpened",   "The configuration wants the peer to be opened to without a packet, and kept up."),
  Fact("Alive",        "An IKE SA with the peer is under way, stands or is being closed."),
  Fact("PatienceOver", "The host shuts down, and the peer's time to answer is over.")
>>

Packet == Decision("Packet", "A packet that policy protects found no SA.", <<
  When(<<Not("PauseOver")>>, "PacketInPause", "RFC 4301 5.1", "Handshakes are not begun one after the other."),
  When(<<Is("UnderWay")>>, "PacketWhileOpening", "RFC 4301 5.1", "One handshake is enough."),
  When(<<Is("ChildThere")>>, "PacketUncovered", "RFC 7296 2.9", "Its selectors were narrowed, or it is not the child that the packet needs."),
  When(<<Not("TaskLeft")>>, "PacketNoTask", "RFC 7296 2.6", "The bound is reached."),
  Otherwise("PacketNeedsSa", "RFC 4301 5.1", "A handshake would help.")
>>)

Request == Decision("Request", "The operator asks for an IKE SA.", <<
  When(<<Is("UnderWay")>>, "RequestWhileOpening", "RFC 7296 1", "One handshake is enough."),
  When(<<Not("TaskLeft")>>, "RequestNoTask", "RFC 7296 2.6", "The bound is reached."),
  Otherwise("RequestToOpen", "RFC 7296 1", "Whatever else there is with the peer.")
>>)

Address == Decision("Address", "Our addresses may have changed.", <<
  When(<<Not("AddressThere")>>, "AddressMissing", "RFC 2131 4.4.5", "The lease is over, or was never there; or the peer may be anywhere."),
  When(<<Is("SameAddress")>>, "AddressKept", "RFC 2131 4.4.5", "The everyday case."),
  When(<<Not("ToBeOpened")>>, "AddressGained", "RFC 7296 1", "A packet or the operator will begin."),
  When(<<Not("TaskLeft")>>, "AddressNoTask", "RFC 7296 2.6", "The bound is reached."),
  Otherwise("AddressToOpen", "RFC 7296 1", "The peer is opened to at once.")
>>)

Check == Decision("Check", "The time has come to see whether there is an IKE SA with the peer.", <<
  When(<<Is("Alive"), Is("PatienceOver")>>, "CheckOverdue", "RFC 7296 2.4", "The peer has had its time."),
  When(<<Is("Alive")>>, "CheckAlive", "RFC 7296 2.4", "The everyday case."),
  When(<<Not("TaskLeft")>>, "CheckNoTask", "RFC 7296 2.6", "The bound is reached."),
  Otherwise("CheckGone", "RFC 7296 1", "It failed, was closed or was lost.")
>>)

Decisions == <<Packet, Request, Address, Check>>
=============================================================================
