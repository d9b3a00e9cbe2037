\* SPDX-License-Identifier: Apache-2.0
------------------------- MODULE NeighbourDecisions -------------------------
(***************************************************************************)
(* What a message of ARP or neighbour discovery, and the end of a time,    *)
(* are to the entry of the neighbour that they are about: which facts make *)
(* which event of the machine Neighbour.                                   *)
(***************************************************************************)
EXTENDS Decisions

FactDocs == <<
  FactOf("Link", <<"None", "First", "Same", "Other">>, "Which link address the message gives: none where none is noted; one where none is noted; the one that is noted, or none beside it; or another one."),
  FactOf("Kind", <<"Request", "Answer", "Announcement">>, "Whether it asks for an address of ours, answers us (RFC 4861: the Solicited flag; ARP: a reply to our addresses), or neither."),
  Fact("OnLink",    "The neighbour's address belongs to a network of the link."),
  Fact("TriesLeft", "The neighbour may be asked again.")
>>

Message == Decision("Message", "A message about a neighbour.", <<
  When(<<IsValue("Link", "None")>>, "RcvUseless", "RFC 4861 7.2.5", "There is nothing to note."),
  When(<<IsValue("Link", "Other")>>, "RcvClaim", "RFC 4861 7.2.5", "It contradicts what is noted."),
  When(<<IsValue("Kind", "Request"), Not("OnLink")>>, "RcvUseless", "RFC 1812 3.3.2", "No packet of ours will go there directly."),
  When(<<IsValue("Kind", "Request")>>, "RcvRequest", "RFC 826, RFC 4861 7.2.3", "It asks for us."),
  When(<<IsValue("Kind", "Answer")>>, "RcvAnswer", "RFC 4861 7.2.5", "It answers us."),
  Otherwise("RcvAnnouncement", "RFC 4861 7.2.5", "It answers no solicitation, or that of another host.")
>>)

Timer == Decision("Timer", "The time of an entry's state is over.", <<
  When(<<Is("TriesLeft")>>, "TimeOver", "RFC 4861 10", "The neighbour may be asked."),
  Otherwise("TriesOver", "RFC 4861 10", "It was asked often enough.")
>>)

Decisions == <<Message, Timer>>
=============================================================================
