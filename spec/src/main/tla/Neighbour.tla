\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Neighbour ------------------------------
(***************************************************************************)
(* What is known of one neighbour's link address: the states of RFC 4861   *)
(* section 7.3.2 for neighbour discovery, and the same ones for ARP, of    *)
(* which RFC 826 says how an entry comes to be and RFC 1122 section 2.3.2  *)
(* that it ends and that a neighbour may not be asked too often.           *)
(*                                                                         *)
(* Stricter than both: a link address that is noted is never replaced. Who *)
(* claims another one only causes the neighbour to be asked at the address *)
(* that is noted; if that does not answer, the entry ends, and the         *)
(* neighbour is solicited anew. RFC 4861 takes the other address where     *)
(* the Override flag is set, which an attacker sets as well.               *)
(***************************************************************************)
EXTENDS TransitionTable

StateDocs == <<
  <<"Absent",     "There is no entry for the neighbour.">>,
  <<"Incomplete", "The neighbour was solicited by multicast; no link address is noted yet.">>,
  <<"Reachable",  "The neighbour has answered from the noted link address not long ago.">>,
  <<"Stale",      "A link address is noted that may no longer answer; unused.">>,
  <<"Delay",      "The same, and it was used: soon the neighbour will be asked.">>,
  <<"Probe",      "The neighbour was asked at the noted link address, which is used meanwhile.">> >>

EventDocs == <<
  <<"PacketToSend",    "A packet is to go to the neighbour.">>,
  <<"RcvRequest",      "The neighbour asks for an address of ours; the link address it gives is the first, or that which is noted.">>,
  <<"RcvAnswer",       "An answer to us; the link address it gives is the first, or that which is noted.">>,
  <<"RcvAnnouncement", "Any other message of the neighbour; the link address it gives is the first, or that which is noted.">>,
  <<"RcvClaim",        "A message that gives another link address than the one that is noted.">>,
  <<"RcvUseless",      "A message of which nothing can be learned.">>,
  <<"TimeOver",        "The time of the state is over, and the neighbour may be asked again.">>,
  <<"TriesOver",       "The time of the state is over, and the neighbour was asked as often as it may be.">>,
  <<"SlotWanted",      "Another neighbour needs the entry, and this one is next to give way.">> >>

ActionDocs == <<
  <<"TakeEntry",          "Take a free entry for the neighbour, or that of another one; every try is left.">>,
  <<"NoteAddress",        "Note the link address that the message gives.">>,
  <<"KeepPacket",         "Let the packet wait; one that waits already is reported as dropped, and the new one is where too many wait.">>,
  <<"SendAtOnce",         "Send the packet to the noted link address.">>,
  <<"SendWaiting",        "Send the packet that waits, if there is one, to the noted link address.">>,
  <<"SolicitByMulticast",       "Solicit the neighbour by multicast, or by broadcast for ARP; one try is used.">>,
  <<"SolicitByUnicast",        "Solicit the neighbour at the noted link address; one try is used.">>,
  <<"RestoreTries",       "Every try is left again.">>,
  <<"StartAnswerTimer",   "Start the timer of one solicitation.">>,
  <<"StartReachableTimer", "Start the time for which an answer is believed.">>,
  <<"StartDelayTimer",    "Start the time in which the neighbour is not asked yet.">>,
  <<"StartIdleTimer",     "Start the time after which an unused entry ends.">>,
  <<"ReleaseEntry",       "Forget the neighbour; its entry is free, its timer stopped.">>,
  <<"ReportWaiting",      "Count the packet that waits, if there is one, as dropped.">>,
  <<"CountUnreachable",   "Count a neighbour that does not answer.">>,
  <<"CountClaim",         "Count a message that claims another link address.">>,
  <<"KeepEntry",          "The entry stays as it is.">>,
  <<"DropUnsolicited",    "Count and drop what answers nothing that was asked.">>,
  <<"DropUseless",        "Count and drop what nothing can be learned of.">> >>

States  == Names(StateDocs)
Events  == Names(EventDocs)
Actions == Names(ActionDocs)

Verify == <<"CountClaim", "SolicitByUnicast", "StartAnswerTimer">>

Rows == <<
  Row("both", "Absent", "PacketToSend", "Incomplete", <<"TakeEntry", "KeepPacket", "SolicitByMulticast", "StartAnswerTimer">>,
      "RFC 4861 7.2.2", "Address resolution begins."),
  Row("both", "Absent", "RcvRequest", "Stale", <<"TakeEntry", "NoteAddress", "StartIdleTimer">>,
      "RFC 826, RFC 4861 7.2.3", "Who asks for us is about to talk to us."),
  Row("both", "Incomplete", "PacketToSend", "Incomplete", <<"KeepPacket">>,
      "RFC 1122 2.3.2.2", "The latest packet waits."),
  Row("both", "Incomplete", "TimeOver", "Incomplete", <<"SolicitByMulticast", "StartAnswerTimer">>,
      "RFC 4861 7.2.2", "Question or answer was lost."),
  Row("both", "Incomplete", "TriesOver", "Absent", <<"CountUnreachable", "ReportWaiting", "ReleaseEntry">>,
      "RFC 4861 7.2.2", "Address resolution has failed."),
  Row("both", "Incomplete", "RcvAnswer", "Reachable", <<"NoteAddress", "RestoreTries", "StartReachableTimer", "SendWaiting">>,
      "RFC 4861 7.2.5", "The neighbour answers."),
  Row("both", "Incomplete", "RcvRequest", "Stale", <<"NoteAddress", "RestoreTries", "StartIdleTimer", "SendWaiting">>,
      "RFC 826, RFC 4861 7.2.3", "It gives its link address; whether it hears us is not known."),
  Row("both", "Incomplete", "RcvAnnouncement", "Stale", <<"NoteAddress", "RestoreTries", "StartIdleTimer", "SendWaiting">>,
      "RFC 4861 7.2.5", "It gives its link address; whether it hears us is not known."),
  Row("both", "Reachable", "PacketToSend", "Reachable", <<"SendAtOnce">>,
      "RFC 4861 7.3.3", "The everyday case."),
  Row("both", "Reachable", "TimeOver", "Stale", <<"StartIdleTimer">>,
      "RFC 4861 7.3.3", "The answer is old."),
  Row("both", "Reachable", "RcvClaim", "Probe", Verify,
      "RFC 4861 7.2.5", "It has moved, or the message is forged: the neighbour is asked at the noted address."),
  Row("both", "Stale", "PacketToSend", "Delay", <<"SendAtOnce", "StartDelayTimer">>,
      "RFC 4861 7.3.3", "The first use."),
  Row("both", "Stale", "TimeOver", "Absent", <<"ReleaseEntry">>,
      "RFC 1122 2.3.2.1", "Nothing was sent to it for long."),
  Row("both", "Stale", "RcvClaim", "Probe", Verify,
      "RFC 4861 7.2.5", "It has moved, or the message is forged: the neighbour is asked at the noted address."),
  Row("both", "Delay", "PacketToSend", "Delay", <<"SendAtOnce">>,
      "RFC 4861 7.3.3", "The address is used until it is known to be wrong."),
  Row("both", "Delay", "TimeOver", "Probe", <<"SolicitByUnicast", "StartAnswerTimer">>,
      "RFC 4861 7.3.3", "The neighbour is asked whether it is still there."),
  Row("both", "Delay", "RcvClaim", "Probe", Verify,
      "RFC 4861 7.2.5", "It has moved, or the message is forged: the neighbour is asked at the noted address."),
  Row("both", "Probe", "PacketToSend", "Probe", <<"SendAtOnce">>,
      "RFC 4861 7.3.3", "The address is used until it is known to be wrong."),
  Row("both", "Probe", "TimeOver", "Probe", <<"SolicitByUnicast", "StartAnswerTimer">>,
      "RFC 4861 7.3.3", "Question or answer was lost."),
  Row("both", "Probe", "TriesOver", "Absent", <<"CountUnreachable", "ReleaseEntry">>,
      "RFC 4861 7.3.3", "No answer comes from there; the next packet begins address resolution anew."),
  Row("both", "Probe", "RcvAnswer", "Reachable", <<"RestoreTries", "StartReachableTimer">>,
      "RFC 4861 7.3.3", "It is still there."),
  Row("both", "Probe", "RcvClaim", "Probe", <<"CountClaim">>,
      "RFC 4861 7.2.5", "The noted address is being asked."),
  Row("both", "Incomplete", "SlotWanted", "Absent", <<"ReportWaiting", "ReleaseEntry">>,
      "RFC 6583 7.1", "Entries are few: what is not known yet gives way first."),
  Row("both", "Reachable", "SlotWanted", "Absent", <<"ReleaseEntry">>,
      "RFC 6583 7.1", "Every entry is known, and this one was unused for longest."),
  Row("both", "Stale", "SlotWanted", "Absent", <<"ReleaseEntry">>,
      "RFC 6583 7.1", "Every entry is known, and this one was unused for longest."),
  Row("both", "Delay", "SlotWanted", "Absent", <<"ReleaseEntry">>,
      "RFC 6583 7.1", "Every entry is known, and this one was unused for longest."),
  Row("both", "Probe", "SlotWanted", "Absent", <<"ReleaseEntry">>,
      "RFC 6583 7.1", "Every entry is known, and this one was unused for longest.")
>>

Refusal(s, e) ==
  CASE e = "RcvUseless" ->
         Refuse(s, e, <<"DropUseless">>, "RFC 4861 7.2.5", "It gives no link address, or is no neighbour's.")
    [] s = "Absent" ->
         Refuse(s, e, <<"DropUnsolicited">>, "RFC 826, RFC 4861 7.2.5", "There was no solicitation: no entry is made.")
    [] OTHER ->
         Refuse(s, e, <<"KeepEntry">>, "RFC 4861 7.2.5", "It says what is known, and answers no question of ours.")

\* Events that no state answers, on purpose; the generator refuses any other that has no row.
AlwaysRefused == {"RcvUseless"}

\* Events that no decision makes.
LocalEvents == {"PacketToSend", "SlotWanted"}

Table == TableOf(Rows, States, Events, Refusal)

Step(state, event) == Table[state][event]

ASSUME WellFormed(Rows, States, Events, Actions)
=============================================================================
