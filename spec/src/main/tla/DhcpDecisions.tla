\* SPDX-License-Identifier: Apache-2.0
--------------------------- MODULE DhcpDecisions ---------------------------
(***************************************************************************)
(* What a DHCP message is to the client, and what the end of a timer       *)
(* means: which facts make which event of the machine Dhcp. Messages for   *)
(* another client, or not from a server's port, come to no decision.       *)
(***************************************************************************)
EXTENDS Decisions

FactDocs == <<
  FactOf("Kind", <<"Offer", "Ack", "Nak", "Other">>, "The message type (option 53)."),
  Fact("TransactionOurs", "The transaction ID is that of our last message."),
  Fact("ServerNamed",     "It says which server it is from (option 54)."),
  Fact("ServerChosen",    "Its server is the one whose offer was taken, or whose lease we have."),
  Fact("LeaseUsable",     "Address, mask, server and time are such that a host can use them."),
  Fact("AddressWanted",   "The address is the one that was asked for."),
  Fact("TimeRemains",     "The lease, counted from when it was first asked for, is not over yet."),
  Fact("TriesRemain",     "The message was not sent as often as a request for an offer may be."),
  Fact("ProbeAnswered",   "Another host has, or probes for, the address that was probed.")
>>

Message == Decision("Message", "A message of a server to this client.", <<
  When(<<Not("TransactionOurs")>>, "RcvOther", "RFC 2131 4.4.1", "It answers an older message, or is forged blindly."),
  When(<<IsValue("Kind", "Other")>>, "RcvOther", "RFC 2131 4.4", "Servers send clients nothing else."),
  When(<<IsValue("Kind", "Nak"), Not("ServerNamed")>>, "RcvOther", "RFC 2131 table 3", "A refusal has to name its server."),
  When(<<IsValue("Kind", "Nak"), Is("ServerChosen")>>, "RcvNak", "RFC 2131 3.1, 3.2", "The chosen server refuses."),
  When(<<IsValue("Kind", "Nak")>>, "RcvNakElsewhere", "RFC 2131 3.2", "A server refuses that was not chosen."),
  When(<<Not("LeaseUsable")>>, "RcvUnusable", "RFC 2131 4.4.1", "No host can use this."),
  When(<<IsValue("Kind", "Offer")>>, "RcvOffer", "RFC 2131 4.4.1", "An offer."),
  When(<<Not("AddressWanted")>>, "RcvOther", "RFC 2131 4.4.1", "A grant of an address that was not asked for."),
  When(<<Not("TimeRemains")>>, "RcvOther", "RFC 2131 4.4.5", "The grant was under way for longer than it lasts."),
  When(<<Is("ServerChosen")>>, "RcvAck", "RFC 2131 3.1", "The chosen server grants."),
  Otherwise("RcvAckElsewhere", "RFC 2131 4.4.5", "A server grants that was not chosen.")
>>)

RetryTimer == Decision("RetryTimer", "The retransmission timer has run out.", <<
  When(<<Is("TriesRemain")>>, "RetryDue", "RFC 2131 4.1", "Once more."),
  Otherwise("TriesUsedUp", "RFC 2131 3.1", "It was sent often enough.")
>>)

CheckTimer == Decision("CheckTimer", "The check of the address has lasted long enough.", <<
  When(<<Is("ProbeAnswered")>>, "ConflictSeen", "RFC 5227 2.1.1", "Another host has the address."),
  Otherwise("CheckPassed", "RFC 5227 2.1.1", "The address is free.")
>>)

Decisions == <<Message, RetryTimer, CheckTimer>>
=============================================================================
