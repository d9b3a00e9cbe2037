\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE PeerPath ------------------------------
(***************************************************************************)
(* Between which addresses and ports an IKE SA and its Child SAs pass: NAT *)
(* detection, the change to port 4500, and which side follows a change of  *)
(* the other's address or port (RFC 7296 sections 2.11 and 2.23; RFC 3948). *)
(*                                                                         *)
(* Who is not behind a NAT follows a peer who is. Who is behind one, and   *)
(* who has none before it, stays where it was: another address in a packet *)
(* that verifies is then an attacker's work, not a NAT's. An answer goes   *)
(* where its request came from in any case.                                *)
(***************************************************************************)
EXTENDS TransitionTable

StateDocs == <<
  <<"Detecting",     "IKE_SA_INIT is under way; no NAT is known of.">>,
  <<"Direct",        "There is no NAT; ESP goes without UDP.">>,
  <<"MovableOn500",  "The peer is behind a NAT and has not changed to port 4500 yet.">>,
  <<"Movable",       "The peer is behind a NAT: it is followed, and ESP goes in UDP.">>,
  <<"FixedOn500",    "ESP is to go in UDP, but the peer has not changed to port 4500 yet.">>,
  <<"Fixed",         "ESP goes in UDP and the path stays: the host is behind a NAT, or UDP is configured.">> >>

EventDocs == <<
  <<"FoundNoNat",     "No NAT was detected, or the peer does not detect any.">>,
  <<"FoundPeerNat",   "The peer is behind a NAT, the host is not.">>,
  <<"FoundHostNat",   "The host is behind a NAT.">>,
  <<"FoundForced",    "There is no NAT; the configuration wants ESP in UDP.">>,
  <<"HostChanges",    "The initiator is to change to port 4500.">>,
  <<"OnNatPort",      "IKE_SA_INIT has passed at port 4500 already.">>,
  <<"PeerMayChange",  "The responder awaits what the initiator does.">>,
  <<"RcvRepeated",    "A request that was answered before arrives again, from wherever.">>,
  <<"RcvSamePath",    "An authentic request arrives on the path in use.">>,
  <<"RcvOnNatPort",   "An authentic request arrives at port 4500 for the first time, from the known address.">>,
  <<"RcvOnNatPortFromElsewhere", "An authentic request arrives at port 4500 for the first time, from another address.">>,
  <<"RcvRebound",     "An authentic request arrives from another address or port of the peer.">>,
  <<"RcvElsewhere",   "An authentic request arrives at another address of the host, or at port 500 again.">> >>

ActionDocs == <<
  <<"ChangeToNatPort",  "Both ports are 4500 from now on.">>,
  <<"EncapsulateEsp",   "ESP goes in UDP from now on.">>,
  <<"FollowPeer",       "The path is the one on which the message came.">>,
  <<"RedirectChildren", "The Child SAs take the path too.">>,
  <<"AnswerToOrigin",   "An answer goes where the message came from.">>,
  <<"KeepPath",         "The path stays.">> >>

States  == Names(StateDocs)
Events  == Names(EventDocs)
Actions == Names(ActionDocs)

Rows == <<
  Row("both", "Detecting", "FoundNoNat", "Direct", <<"KeepPath">>,
      "RFC 7296 2.23", "Addresses and ports arrived as they were sent."),
  Row("both", "Detecting", "FoundPeerNat", "MovableOn500", <<"KeepPath">>,
      "RFC 7296 2.23", "The peer's address is its NAT's."),
  Row("both", "Detecting", "FoundHostNat", "FixedOn500", <<"KeepPath">>,
      "RFC 7296 2.23", "The peer knows the host by its NAT."),
  Row("both", "Detecting", "FoundForced", "FixedOn500", <<"KeepPath">>,
      "RFC 7296 2.23", "UDP is allowed without a NAT."),

  Row("both", "Direct", "HostChanges", "Direct", <<"KeepPath">>,
      "RFC 7296 2.23", "Without a NAT port 500 will do."),
  Row("both", "Direct", "OnNatPort", "Direct", <<"KeepPath">>,
      "RFC 7296 2.23", "An initiator may begin at port 4500."),
  Row("both", "Direct", "PeerMayChange", "Direct", <<"KeepPath">>,
      "RFC 7296 2.23", "The initiator may change even without a NAT."),
  \* R7296-2.23-1
  Row("initiator", "MovableOn500", "HostChanges", "Movable", <<"ChangeToNatPort", "EncapsulateEsp">>,
      "RFC 7296 2.23", "IKE_AUTH goes to port 4500."),
  Row("both", "MovableOn500", "OnNatPort", "Movable", <<"EncapsulateEsp">>,
      "RFC 7296 2.23", "An initiator may begin at port 4500."),
  Row("responder", "MovableOn500", "PeerMayChange", "MovableOn500", <<"KeepPath">>,
      "RFC 7296 2.23", "The initiator changes with IKE_AUTH."),
  Row("initiator", "FixedOn500", "HostChanges", "Fixed", <<"ChangeToNatPort", "EncapsulateEsp">>,
      "RFC 7296 2.23", "IKE_AUTH goes to port 4500."),
  Row("both", "FixedOn500", "OnNatPort", "Fixed", <<"EncapsulateEsp">>,
      "RFC 7296 2.23", "An initiator may begin at port 4500."),
  Row("responder", "FixedOn500", "PeerMayChange", "FixedOn500", <<"KeepPath">>,
      "RFC 7296 2.23", "The initiator changes with IKE_AUTH."),

  \* R7296-2.11-1
  Row("responder", "Detecting", "RcvRepeated", "Detecting", <<"AnswerToOrigin">>,
      "RFC 7296 2.11", "The answer goes back."),
  Row("responder", "Detecting", "RcvSamePath", "Detecting", <<"AnswerToOrigin">>,
      "RFC 7296 2.11", "IKE_SA_INIT itself."),
  Row("both", "Direct", "RcvRepeated", "Direct", <<"AnswerToOrigin">>,
      "RFC 7296 2.11", "Anyone may repeat it: the answer goes back, and no more."),
  Row("both", "MovableOn500", "RcvRepeated", "MovableOn500", <<"AnswerToOrigin">>,
      "RFC 7296 2.11", "Anyone may repeat it: the answer goes back, and no more."),
  Row("both", "Movable", "RcvRepeated", "Movable", <<"AnswerToOrigin">>,
      "RFC 7296 2.11", "Anyone may repeat it: the answer goes back, and no more."),
  Row("both", "FixedOn500", "RcvRepeated", "FixedOn500", <<"AnswerToOrigin">>,
      "RFC 7296 2.11", "Anyone may repeat it: the answer goes back, and no more."),
  Row("both", "Fixed", "RcvRepeated", "Fixed", <<"AnswerToOrigin">>,
      "RFC 7296 2.11", "Anyone may repeat it: the answer goes back, and no more."),

  Row("both", "Direct", "RcvSamePath", "Direct", <<"AnswerToOrigin">>,
      "RFC 7296 2.11", "The everyday case."),
  Row("both", "MovableOn500", "RcvSamePath", "MovableOn500", <<"AnswerToOrigin">>,
      "RFC 7296 2.11", "The initiator stays at port 500; ESP is not put into UDP there."),
  Row("both", "Movable", "RcvSamePath", "Movable", <<"AnswerToOrigin">>,
      "RFC 7296 2.11", "The everyday case."),
  Row("both", "FixedOn500", "RcvSamePath", "FixedOn500", <<"AnswerToOrigin">>,
      "RFC 7296 2.11", "The initiator stays at port 500; ESP is not put into UDP there."),
  Row("both", "Fixed", "RcvSamePath", "Fixed", <<"AnswerToOrigin">>,
      "RFC 7296 2.11", "The everyday case."),

  Row("responder", "Direct", "RcvOnNatPort", "Direct", <<"FollowPeer", "RedirectChildren", "AnswerToOrigin">>,
      "RFC 7296 2.23", "The initiator has changed its port."),
  \* R7296-2.23-1
  Row("responder", "MovableOn500", "RcvOnNatPort", "Movable",
      <<"FollowPeer", "EncapsulateEsp", "RedirectChildren", "AnswerToOrigin">>,
      "RFC 7296 2.23", "The initiator has changed to port 4500."),
  Row("responder", "MovableOn500", "RcvOnNatPortFromElsewhere", "Movable",
      <<"FollowPeer", "EncapsulateEsp", "RedirectChildren", "AnswerToOrigin">>,
      "RFC 7296 2.23", "Its NAT has several addresses."),
  Row("responder", "FixedOn500", "RcvOnNatPort", "Fixed",
      <<"FollowPeer", "EncapsulateEsp", "RedirectChildren", "AnswerToOrigin">>,
      "RFC 7296 2.23", "The initiator has changed to port 4500."),

  \* R7296-2.23-2
  Row("both", "MovableOn500", "RcvRebound", "MovableOn500", <<"FollowPeer", "RedirectChildren", "AnswerToOrigin">>,
      "RFC 7296 2.23", "The NAT has a new mapping."),
  Row("both", "Movable", "RcvRebound", "Movable", <<"FollowPeer", "RedirectChildren", "AnswerToOrigin">>,
      "RFC 7296 2.23", "The NAT has a new mapping."),
  Row("both", "Direct", "RcvRebound", "Direct", <<"KeepPath", "AnswerToOrigin">>,
      "RFC 7296 2.23", "No NAT can have done that."),
  \* R7296-2.23-3
  Row("both", "FixedOn500", "RcvRebound", "FixedOn500", <<"KeepPath", "AnswerToOrigin">>,
      "RFC 7296 2.23", "Who is behind a NAT does not follow: an attacker could lead it away."),
  Row("both", "Fixed", "RcvRebound", "Fixed", <<"KeepPath", "AnswerToOrigin">>,
      "RFC 7296 2.23", "Who is behind a NAT does not follow: an attacker could lead it away.")
>>

\* What comes in another way than the state lets it is answered there, and changes nothing.
Refusal(s, e) ==
  IF e \in {"FoundNoNat", "FoundPeerNat", "FoundHostNat", "FoundForced", "HostChanges", "OnNatPort", "PeerMayChange"}
  THEN Refuse(s, e, <<"KeepPath">>, "RFC 7296 2.23", "NATs are detected once, with IKE_SA_INIT.")
  ELSE Refuse(s, e, <<"KeepPath", "AnswerToOrigin">>, "RFC 7296 2.23", "The path is not changed that way.")

\* Events that no state answers, on purpose; the generator refuses any other that has no row.
AlwaysRefused == {"RcvElsewhere"}

\* Every event is decided; see PeerPathDecisions.
LocalEvents == {}

Table == TableOf(Rows, States, Events, Refusal)

Step(state, event) == Table[state][event]

ASSUME WellFormed(Rows, States, Events, Actions)
=============================================================================
