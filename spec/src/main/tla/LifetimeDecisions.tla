\* SPDX-License-Identifier: Apache-2.0
------------------------- MODULE LifetimeDecisions -------------------------
(***************************************************************************)
(* What time and volume are to the limits of an SA: which facts make which *)
(* event of the machine Lifetime. A limit that is not set is never reached. *)
(***************************************************************************)
EXTENDS Decisions

FactDocs == <<
  Fact("HardTimeReached",   "The SA is as old as its hard limit."),
  Fact("HardVolumeReached", "As many octets or packets have passed as may."),
  Fact("HardVolumeExceeded", "With this packet more octets or packets would have passed than may."),
  Fact("SoftTimeReached",   "The SA is as old as its soft limit."),
  Fact("SoftVolumeReached", "With this packet octets or packets reach their soft limit.")
>>

Entry == Decision("Entry", "A packet enters; nothing of it is verified.", <<
  When(<<Is("HardTimeReached")>>, "EntryPastHard", "RFC 4301 4.4.2.1", "The SA is too old."),
  When(<<Is("HardVolumeReached")>>, "EntryPastHard", "RFC 4301 4.4.2.1", "It has carried what it may."),
  Otherwise("EntryInTime", "RFC 4301 4.4.2.1", "The everyday case.")
>>)

Pass == Decision("Pass", "A packet is verified, or about to be sealed.", <<
  When(<<Is("HardTimeReached")>>, "PassPastHard", "RFC 4301 4.4.2.1", "The limit was reached while the packet waited."),
  When(<<Is("HardVolumeExceeded")>>, "PassPastHard", "RFC 4301 4.4.2.1", "The SA may not carry the packet."),
  When(<<Is("SoftTimeReached")>>, "PassPastSoft", "RFC 4301 4.4.2.1", "A successor is due."),
  When(<<Is("SoftVolumeReached")>>, "PassPastSoft", "RFC 4301 4.4.2.1", "A successor is due."),
  Otherwise("PassEarly", "RFC 4301 4.4.2.1", "The everyday case.")
>>)

Decisions == <<Entry, Pass>>
=============================================================================
