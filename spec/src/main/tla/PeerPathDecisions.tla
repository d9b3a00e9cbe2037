\* SPDX-License-Identifier: Apache-2.0
------------------------- MODULE PeerPathDecisions -------------------------
(***************************************************************************)
(* What addresses, ports and NAT detection hashes are to the path of an    *)
(* IKE SA: which facts make which event of the machine PeerPath.           *)
(***************************************************************************)
EXTENDS Decisions

FactDocs == <<
  \* With IKE_SA_INIT.
  Fact("HashesPresent",    "The peer sent NAT_DETECTION_SOURCE_IP and NAT_DETECTION_DESTINATION_IP."),
  Fact("DestinationTrue",  "The destination hash is that of the address and port at which the message arrived."),
  Fact("SourceTrue",       "A source hash is that of the address and port from which the message came."),
  Fact("UdpConfigured",    "The configuration wants ESP in UDP even without a NAT."),
  Fact("HostIsInitiator",  "The host is the initiator."),
  Fact("HostOnNatPort",    "The host's port is 4500."),
  \* Of every later message.
  Fact("Fresh",            "It is the peer's next request, verifies, and is answered; IKE_SA_INIT need not verify."),
  Fact("SamePath",         "Both addresses and both ports are those of the path."),
  Fact("SameLocalAddress", "It arrived at the path's address of the host."),
  Fact("ArrivedOnNatPort", "It arrived at port 4500."),
  Fact("SameLocalPort",    "It arrived at the path's port of the host."),
  Fact("SamePeerAddress",  "It came from the path's address of the peer.")
>>

Detection == Decision("Detection", "IKE_SA_INIT has passed: are there NATs, and before whom?", <<
  When(<<Not("HashesPresent")>>, "FoundNoNat", "RFC 7296 2.23", "The peer does not traverse NATs."),
  When(<<Not("DestinationTrue")>>, "FoundHostNat", "RFC 7296 2.23", "Something changed the host's address, and perhaps the peer's."),
  When(<<Not("SourceTrue")>>, "FoundPeerNat", "RFC 7296 2.23", "Something changed the peer's address, or the peer wants UDP."),
  When(<<Is("UdpConfigured")>>, "FoundForced", "RFC 7296 2.23", "The operator wants it."),
  Otherwise("FoundNoNat", "RFC 7296 2.23", "Nothing was changed.")
>>)

Port == Decision("Port", "NATs were looked for: who changes the port?", <<
  When(<<Is("HostOnNatPort")>>, "OnNatPort", "RFC 7296 2.23", "Nothing is left to change."),
  When(<<Is("HostIsInitiator")>>, "HostChanges", "RFC 7296 2.23", "The initiator changes."),
  Otherwise("PeerMayChange", "RFC 7296 2.23", "The responder follows.")
>>)

Arrival == Decision("Arrival", "A request of the IKE SA is answered, or was before.", <<
  \* R7296-2.23-4
  When(<<Not("Fresh")>>, "RcvRepeated", "RFC 7296 2.1", "Anyone can repeat octets."),
  When(<<Is("SamePath")>>, "RcvSamePath", "RFC 7296 2.11", "Nothing has changed."),
  When(<<Not("SameLocalAddress")>>, "RcvElsewhere", "RFC 7296 2.11", "Another address of the host: no NAT of the peer does that."),
  When(<<Is("SameLocalPort")>>, "RcvRebound", "RFC 7296 2.23", "Only the peer's end is another."),
  When(<<Not("ArrivedOnNatPort")>>, "RcvElsewhere", "RFC 7296 2.23", "No host goes back to port 500."),
  When(<<Is("SamePeerAddress")>>, "RcvOnNatPort", "RFC 7296 2.23", "The change of port."),
  Otherwise("RcvOnNatPortFromElsewhere", "RFC 7296 2.23", "The change of port, through another address of a NAT.")
>>)

Decisions == <<Detection, Port, Arrival>>
=============================================================================
