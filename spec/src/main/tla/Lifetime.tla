\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Lifetime ------------------------------
(***************************************************************************)
(* How long an SA is used, RFC 4301 section 4.4.2.1: at its soft limit of  *)
(* time or volume a successor is asked for, once; past its hard limit      *)
(* nothing passes any more. The states are named as in RFC 2367 section    *)
(* 2.3.1. One instance for each direction of a Child SA.                   *)
(*                                                                         *)
(* A packet is asked about twice: when it enters, before anything of it is *)
(* verified, where only what has happened before it counts; and when it    *)
(* passes, with its own octets. So a forged packet uses up nothing.        *)
(***************************************************************************)
EXTENDS TransitionTable

StateDocs == <<
  <<"Mature", "No limit is reached.">>,
  <<"Dying",  "A soft limit is reached, and a successor was asked for; the SA is used.">>,
  <<"Dead",   "A hard limit is reached; nothing passes.">> >>

EventDocs == <<
  <<"EntryInTime",   "A packet enters; no hard limit is reached.">>,
  <<"EntryPastHard", "A packet enters; a hard limit is reached.">>,
  <<"PassEarly",     "A packet, verified or about to be sealed, stays below every limit.">>,
  <<"PassPastSoft",  "The same; it reaches a soft limit, or one was reached.">>,
  <<"PassPastHard",  "The same; it would exceed a hard limit.">> >>

ActionDocs == <<
  <<"AdmitPacket",   "The packet goes on to be verified or sealed.">>,
  <<"CountPacket",   "The packet passes, and its octets count.">>,
  <<"AskSuccessor",  "Ask for a new SA; this happens once.">>,
  <<"ReportExpired", "Tell the operator that nothing passes any more; this happens once.">>,
  <<"RefusePacket",  "Drop the packet; so is one that no action lets on.">> >>

States  == Names(StateDocs)
Events  == Names(EventDocs)
Actions == Names(ActionDocs)

Rows == <<
  Row("both", "Mature", "EntryInTime", "Mature", <<"AdmitPacket">>,
      "RFC 4301 4.4.2.1", "The everyday case."),
  \* R7296-2.8-1
  Row("both", "Mature", "EntryPastHard", "Dead", <<"ReportExpired", "RefusePacket">>,
      "RFC 4301 4.4.2.1", "It was idle past both limits, or they are the same."),
  Row("both", "Mature", "PassEarly", "Mature", <<"CountPacket">>,
      "RFC 4301 4.4.2.1", "The everyday case."),
  Row("both", "Mature", "PassPastSoft", "Dying", <<"CountPacket", "AskSuccessor">>,
      "RFC 4301 4.4.2.1", "There is time to make a successor."),
  Row("both", "Mature", "PassPastHard", "Dead", <<"ReportExpired", "RefusePacket">>,
      "RFC 4301 4.4.2.1", "One packet takes the SA past both limits, or they are the same."),
  Row("both", "Dying", "EntryInTime", "Dying", <<"AdmitPacket">>,
      "RFC 4301 4.4.2.1", "The SA is used until its successor is there."),
  Row("both", "Dying", "EntryPastHard", "Dead", <<"ReportExpired", "RefusePacket">>,
      "RFC 4301 4.4.2.1", "No successor came in time."),
  Row("both", "Dying", "PassPastSoft", "Dying", <<"CountPacket">>,
      "RFC 4301 4.4.2.1", "The SA is used until its successor is there."),
  Row("both", "Dying", "PassPastHard", "Dead", <<"ReportExpired", "RefusePacket">>,
      "RFC 4301 4.4.2.1", "Packets that entered one after the other exceed the limit together.")
>>

\* Dead x any: it stays dead, also for a packet that would have room.
\* Dying x PassEarly: neither time nor volume goes back.
Refusal(s, e) == Refuse(s, e, <<"RefusePacket">>, "RFC 4301 4.4.2.1", "An SA never becomes younger.")

\* Events that no state answers, on purpose; the generator refuses any other that has no row.
AlwaysRefused == {}

\* Every event is decided; see LifetimeDecisions.
LocalEvents == {}

Table == TableOf(Rows, States, Events, Refusal)

Step(state, event) == Table[state][event]

ASSUME WellFormed(Rows, States, Events, Actions)
=============================================================================
