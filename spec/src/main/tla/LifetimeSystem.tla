\* SPDX-License-Identifier: Apache-2.0
--------------------------- MODULE LifetimeSystem ---------------------------
(***************************************************************************)
(* One direction of an SA with limits of time and volume, each set or not. *)
(* Packets of several lengths enter at any time, forged ones among them;   *)
(* some wait in a burst before they pass or turn out to be forged.         *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, Firings

CONSTANTS
  LastTime,    \* where the clock stops
  TimeLimits,  \* soft and hard limits of time to try, 0 for none
  OctetLimits, \* the same of volume in octets
  PacketLimits, \* the same in packets
  Lengths,     \* octets of a packet
  Burst,       \* packets that wait at once
  Forging      \* whether an attacker sends too

Machine  == INSTANCE Lifetime
Deciding == INSTANCE LifetimeDecisions

VARIABLES
  limits,      \* of the SA, chosen once
  state,       \* the machine's state
  now,         \* the clock; the SA was made at 0
  octets,      \* what has passed
  packets,
  burst,       \* packets that have entered and not passed
  asked,       \* ghost: how often a successor was asked for, up to 2
  reported,    \* ghost: how often the end was reported, up to 2
  came,        \* ghost: what the last step was
  outcome,     \* ghost: what became of it
  lastAction

view == <<limits, state, now, octets, packets, burst, asked, reported>>
vars == <<limits, state, now, octets, packets, burst, asked, reported, came, outcome, lastAction>>

MostOctets  == CHOOSE n \in OctetLimits : \A m \in OctetLimits : m <= n
Longest     == CHOOSE n \in Lengths : \A m \in Lengths : m <= n
MostPackets == CHOOSE n \in PacketLimits : \A m \in PacketLimits : m <= n

\* Where no limit is set, counting stops: nothing depends on it any more.
Capped(count, most) == IF count > most THEN most ELSE count

TypeOk ==
  /\ state \in Machine!States
  /\ now \in 0..LastTime
  /\ octets \in 0..(MostOctets + Longest)
  /\ packets \in 0..(MostPackets + 1)
  /\ Len(burst) <= Burst
  /\ asked \in 0..2
  /\ reported \in 0..2

Does(row, action) == \E k \in DOMAIN row.actions : row.actions[k] = action

Set(limit) == limit # 0

-----------------------------------------------------------------------------
(* Facts *)

Facts(length) == [
  HardTimeReached    |-> Set(limits.hardTime) /\ now >= limits.hardTime,
  SoftTimeReached    |-> Set(limits.softTime) /\ now >= limits.softTime,
  HardVolumeReached  |-> \/ Set(limits.hardOctets) /\ octets >= limits.hardOctets
                         \/ Set(limits.hardPackets) /\ packets >= limits.hardPackets,
  HardVolumeExceeded |-> \/ Set(limits.hardOctets) /\ octets + length > limits.hardOctets
                         \/ Set(limits.hardPackets) /\ packets + 1 > limits.hardPackets,
  SoftVolumeReached  |-> \/ Set(limits.softOctets) /\ octets + length >= limits.softOctets
                         \/ Set(limits.softPackets) /\ packets + 1 >= limits.softPackets]

Fire(rules, packet, what) ==
  \E row \in {Machine!Step(state, Deciding!DecideFrom(rules, Facts(packet.length)))} :
    /\ state' = row.next
    /\ octets' = IF Does(row, "CountPacket") THEN Capped(octets + packet.length, MostOctets + Longest) ELSE octets
    /\ packets' = IF Does(row, "CountPacket") THEN Capped(packets + 1, MostPackets + 1) ELSE packets
    /\ asked' = IF Does(row, "AskSuccessor") THEN Capped(asked + 1, 2) ELSE asked
    /\ reported' = IF Does(row, "ReportExpired") THEN Capped(reported + 1, 2) ELSE reported
    /\ came' = [kind |-> what, length |-> packet.length]
    /\ outcome' = (IF Does(row, "AdmitPacket") THEN {"admitted"} ELSE {})
                    \cup (IF Does(row, "CountPacket") THEN {"passed"} ELSE {})
                    \cup (IF Does(row, "RefusePacket") THEN {"refused"} ELSE {})
    /\ lastAction' = Told("SA", what, <<packet>>, <<Firing("SA", "Lifetime", row)>>, <<>>)

-----------------------------------------------------------------------------
(* Actions *)

\* A packet enters; if it may, it waits in the burst.
Enter ==
  /\ Len(burst) < Burst
  /\ \E packet \in [length : Lengths, forged : IF Forging THEN BOOLEAN ELSE {FALSE}] :
       /\ Fire(Deciding!Entry.rules, packet, "Entry")
       /\ burst' = IF "admitted" \in outcome' THEN Append(burst, packet) ELSE burst
  /\ UNCHANGED <<limits, now>>

\* The first of the burst passes.
Pass ==
  /\ burst # <<>> /\ ~Head(burst).forged
  /\ Fire(Deciding!Pass.rules, Head(burst), "Pass")
  /\ burst' = Tail(burst)
  /\ UNCHANGED <<limits, now>>

\* The first of the burst turns out to be forged.
Reject ==
  /\ burst # <<>> /\ Head(burst).forged
  /\ burst' = Tail(burst)
  /\ came' = [kind |-> "Reject", length |-> 0]
  /\ outcome' = {}
  /\ lastAction' = Told("SA", "Reject", <<Head(burst)>>, <<>>, <<>>)
  /\ UNCHANGED <<limits, state, now, octets, packets, asked, reported>>

Tick ==
  /\ now < LastTime
  /\ now' = now + 1
  /\ came' = [kind |-> "Tick", length |-> 0]
  /\ outcome' = {}
  /\ lastAction' = Told("clock", "Tick", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<limits, state, octets, packets, burst, asked, reported>>

\* Soft limits do not lie past hard ones; of the volume one kind is limited at a time.
Sound(l) ==
  /\ Set(l.hardTime) => l.softTime <= l.hardTime
  /\ Set(l.hardOctets) => l.softOctets <= l.hardOctets
  /\ Set(l.hardPackets) => l.softPackets <= l.hardPackets
  /\ l.softOctets + l.hardOctets = 0 \/ l.softPackets + l.hardPackets = 0

Init ==
  /\ StartNoting
  /\ limits \in {l \in [softTime : TimeLimits, hardTime : TimeLimits, softOctets : OctetLimits,
                        hardOctets : OctetLimits, softPackets : PacketLimits, hardPackets : PacketLimits] : Sound(l)}
  /\ state = "Mature"
  /\ now = 0
  /\ octets = 0
  /\ packets = 0
  /\ burst = <<>>
  /\ asked = 0
  /\ reported = 0
  /\ came = [kind |-> "Init", length |-> 0]
  /\ outcome = {}
  /\ lastAction = Untold

Next == Enter \/ Pass \/ Reject \/ Tick

Spec == Init /\ [][Next]_vars

FairSpec == Spec /\ WF_view(Enter) /\ WF_view(Pass) /\ WF_view(Tick)

NoteRows == Note(lastAction')

-----------------------------------------------------------------------------
(* Properties *)

\* Past the hard limit of time nothing enters or passes.
NothingAfterHardTime ==
  [][(Set(limits.hardTime) /\ now >= limits.hardTime) => outcome' \cap {"admitted", "passed"} = {}]_vars

\* Once as much has passed as may, nothing enters: no packet is verified that can not pass.
NothingAfterHardVolume ==
  [][(\/ Set(limits.hardOctets) /\ octets >= limits.hardOctets
      \/ Set(limits.hardPackets) /\ packets >= limits.hardPackets)
       => outcome' \cap {"admitted", "passed"} = {}]_vars

\* Every packet is decided: what enters is admitted or refused; what is to pass is counted and passes, or is refused.
EveryPacketDecided ==
  [][/\ came'.kind = "Entry" => outcome' \in {{"admitted"}, {"refused"}}
     /\ came'.kind = "Pass" => outcome' \in {{"passed"}, {"refused"}}]_vars

\* No more octets and packets pass than may.
VolumeBounded ==
  /\ Set(limits.hardOctets) => octets <= limits.hardOctets
  /\ Set(limits.hardPackets) => packets <= limits.hardPackets

\* What is dead stays so, and nothing of it enters or passes.
DeadForGood ==
  [][state = "Dead" => state' = "Dead" /\ outcome' \cap {"admitted", "passed"} = {}]_vars

\* An SA that refuses a packet is dead: it has reached a hard limit, and ends there (RFC 4301 section 4.4.2.1).
RefusalEnds ==
  [][("refused" \in outcome') => state' = "Dead"]_vars

\* A successor is asked for once at most, and with the packet that reaches the soft limit.
AskedOnce == asked <= 1

AskedInTime ==
  [][("passed" \in outcome'
        /\ \/ Set(limits.softTime) /\ now >= limits.softTime
           \/ Set(limits.softOctets) /\ octets' >= limits.softOctets
           \/ Set(limits.softPackets) /\ packets' >= limits.softPackets)
       => asked' = 1]_vars

\* Nothing is asked for before a soft limit is reached.
NotAskedEarly ==
  asked > 0 => \/ Set(limits.softTime) /\ now >= limits.softTime
               \/ Set(limits.softOctets) /\ octets >= limits.softOctets
               \/ Set(limits.softPackets) /\ packets >= limits.softPackets

\* The end is reported once, with the first packet that is refused.
ReportedOnce == reported <= 1 /\ (state = "Dead" <=> reported = 1)

\* A packet is refused only if time or volume, its own included once it is verified, is past a hard limit, or was.
RefusedForAReason ==
  [][("refused" \in outcome' /\ state # "Dead")
       => \/ Set(limits.hardTime) /\ now >= limits.hardTime
          \/ Set(limits.hardOctets)
               /\ octets + (IF came'.kind = "Pass" THEN came'.length ELSE 1) > limits.hardOctets
          \/ Set(limits.hardPackets) /\ packets + 1 > limits.hardPackets]_vars

\* A limit that is not set is never reached: without hard limits the SA lives, without any it is never replaced.
NeverMeansNever ==
  /\ (~Set(limits.hardTime) /\ ~Set(limits.hardOctets) /\ ~Set(limits.hardPackets)) => state # "Dead"
  /\ (~Set(limits.softTime) /\ ~Set(limits.softOctets) /\ ~Set(limits.softPackets)) => state # "Dying"

\* An SA with a hard limit of time ends, however little passes, once a packet comes.
EndsInTime == Set(limits.hardTime) ~> state = "Dead"
=============================================================================
