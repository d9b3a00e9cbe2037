\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Acquire -------------------------------
(***************************************************************************)
(* When a handshake with a peer is begun, RFC 4301 section 5.1 and RFC     *)
(* 7296 section 1: a packet that policy protects found no SA, the operator *)
(* asks for one, the address comes from which the peer is to be opened, or *)
(* a peer that is to be kept up has lost its IKE SA. And how everything    *)
(* with the peer ends when the host shuts down. One instance for each peer *)
(* of the configuration.                                                   *)
(*                                                                         *)
(* One timer drives this, the check; it runs for a peer that is to be kept *)
(* up, and while the host shuts down. The end of the pause is compared     *)
(* whenever a packet comes, and so is whether a handshake is under way.    *)
(***************************************************************************)
EXTENDS TransitionTable

StateDocs == <<
  <<"NoAddress", "No address of ours towards the peer is known, or the peer has none.">>,
  <<"Ready",     "Our address is known; no handshake was begun from it.">>,
  <<"Begun",     "A handshake was begun from this address, or could not be.">>,
  <<"Closing",   "The host shuts down; what there is with the peer is being closed.">>,
  <<"Closed",    "The host shuts down; nothing is left with the peer, or its time is over.">> >>

EventDocs == <<
  <<"PacketInPause",       "A packet needs an SA; the pause is not over.">>,
  <<"PacketWhileOpening",  "A packet needs an SA; a handshake that we began with the peer is under way.">>,
  <<"PacketUncovered",     "A packet needs an SA, although the Child SA that a handshake makes is there: it does not carry the packet.">>,
  <<"PacketNoTask",        "A packet needs an SA; no handshake task is left.">>,
  <<"PacketNeedsSa",       "A packet needs an SA; a handshake would make it.">>,
  <<"RequestWhileOpening", "The operator wants an IKE SA; a handshake that we began with the peer is under way.">>,
  <<"RequestNoTask",       "The operator wants an IKE SA; no handshake task is left.">>,
  <<"RequestToOpen",       "The operator wants an IKE SA; a handshake can be begun.">>,
  <<"AddressMissing",      "There is no address of ours towards the peer, or the peer's is not known.">>,
  <<"AddressKept",         "Our address towards the peer is the one that is noted.">>,
  <<"AddressToOpen",       "Our address towards the peer is a new one, and the peer is to be opened to.">>,
  <<"AddressNoTask",       "The same; no handshake task is left.">>,
  <<"AddressGained",       "Our address towards the peer is a new one.">>,
  <<"CheckAlive",          "The time to check: an IKE SA with the peer is there.">>,
  <<"CheckOverdue",        "The time to check: one is there, although the peer has had its time to let it end.">>,
  <<"CheckNoTask",         "The time to check: none is there, and no handshake task is left.">>,
  <<"CheckGone",           "The time to check: none is there.">>,
  <<"ShutdownRequested",   "The host shuts down: nothing is wanted with the peer any more.">> >>

ActionDocs == <<
  <<"NoteAddress",     "Note our address towards the peer.">>,
  <<"ForgetAddress",   "No address of ours is noted any more.">>,
  <<"CloseAll",        "Close every IKE SA with the peer.">>,
  <<"CloseOnLostAddress", "Close the IKE SAs with the peer that use an address which is not ours any more.">>,
  <<"CloseChildless",  "Close the IKE SAs with the peer that have no Child SA: nothing will give them one, and each holds a task.">>,
  <<"BeginHandshake",  "Begin a handshake with the peer from the noted address.">>,
  <<"StartPause",      "Until a time from now on no packet begins a handshake.">>,
  <<"ReportUncovered", "Tell the operator that the Child SA does not carry what policy gives it.">>,
  <<"ReportNoTask",    "Tell the operator that no handshake task is left.">>,
  <<"AcceptRequest",   "Answer the operator that a handshake is under way.">>,
  <<"RefuseRequest",   "Answer the operator that no handshake is.">>,
  <<"KeepWaiting",     "Nothing is done; the packet was counted as dropped already.">>,
  <<"KeepAddress",     "Nothing is done.">>,
  <<"CheckLater",      "Check after the time for which a peer that is kept up may be without IKE SA.">>,
  <<"CheckSoon",       "Check in a moment.">>,
  <<"StopChecking",    "There is nothing to check any more.">>,
  <<"StartPatience",   "From now on the peer has its time to answer the last deletes.">>,
  <<"IgnoreStale",     "Overtaken: nothing is done.">> >>

States  == Names(StateDocs)
Events  == Names(EventDocs)
Actions == Names(ActionDocs)

Begin == <<"BeginHandshake", "StartPause">>

Shut == <<"CloseAll", "StartPatience", "CheckSoon">>

Rows == <<
  Row("both", "NoAddress", "AddressGained", "Ready", <<"NoteAddress">>,
      "RFC 7296 2.23", "Handshakes can be begun from now on."),
  Row("both", "NoAddress", "AddressNoTask", "Begun", <<"NoteAddress", "ReportNoTask", "StartPause", "CheckLater">>,
      "RFC 7296 2.6", "The next packet will try again, or the check."),
  Row("both", "NoAddress", "AddressToOpen", "Begun", <<"NoteAddress">> \o Begin \o <<"CheckLater">>,
      "RFC 7296 1", "The peer is opened to as soon as there is an address to do it from."),
  Row("both", "NoAddress", "AddressMissing", "NoAddress", <<"CloseOnLostAddress">>,
      "RFC 7296 2.23", "A peer that may be anywhere opened to us, and is not reached from a lost address."),
  Row("both", "NoAddress", "ShutdownRequested", "Closing", Shut,
      "RFC 7296 1.4.1", "A peer that may be anywhere has opened to us, or what used the last address is still closing."),

  Row("both", "Ready", "PacketNeedsSa", "Begun", <<"CloseChildless">> \o Begin,
      "RFC 4301 5.1", "The first packet."),
  Row("both", "Ready", "PacketUncovered", "Begun", <<"ReportUncovered", "StartPause">>,
      "RFC 4301 5.1", "The peer opened to us, with narrower selectors."),
  Row("both", "Ready", "PacketNoTask", "Begun", <<"CloseChildless", "ReportNoTask", "StartPause">>,
      "RFC 7296 2.6", "The bound on handshakes is reached; a later packet will try again."),
  Row("both", "Ready", "RequestToOpen", "Begun", Begin \o <<"AcceptRequest">>,
      "RFC 7296 1", "The operator need not wait for a packet."),
  Row("both", "Ready", "AddressMissing", "NoAddress", <<"ForgetAddress", "CloseAll">>,
      "RFC 7296 2.23", "What the peer opened to us can not be reached any more."),
  Row("both", "Ready", "AddressGained", "Ready", <<"CloseAll", "NoteAddress">>,
      "RFC 7296 2.23", "The address was replaced by another."),
  Row("both", "Ready", "AddressNoTask", "Begun", <<"CloseAll", "NoteAddress", "ReportNoTask", "StartPause", "CheckLater">>,
      "RFC 7296 2.6", "The next packet will try again, or the check."),
  Row("both", "Ready", "AddressToOpen", "Begun", <<"CloseAll", "NoteAddress">> \o Begin \o <<"CheckLater">>,
      "RFC 7296 1", "The address was replaced by another."),
  Row("both", "Ready", "ShutdownRequested", "Closing", Shut,
      "RFC 7296 1.4.1", "The peer may have opened to us."),

  Row("both", "Begun", "PacketNeedsSa", "Begun", <<"CloseChildless">> \o Begin,
      "RFC 4301 5.1", "The handshake failed, or the peer refused the Child SA, or it is gone."),
  Row("both", "Begun", "PacketUncovered", "Begun", <<"ReportUncovered", "StartPause">>,
      "RFC 4301 5.1", "Another handshake would make the same Child SA."),
  Row("both", "Begun", "PacketNoTask", "Begun", <<"CloseChildless", "ReportNoTask", "StartPause">>,
      "RFC 7296 2.6", "The bound on handshakes is reached; a later packet will try again."),
  Row("both", "Begun", "RequestToOpen", "Begun", Begin \o <<"AcceptRequest">>,
      "RFC 7296 1", "The operator need not wait for the pause."),
  Row("both", "Begun", "RequestWhileOpening", "Begun", <<"AcceptRequest">>,
      "RFC 7296 1", "One handshake is enough."),
  Row("both", "Begun", "AddressMissing", "NoAddress", <<"ForgetAddress", "CloseAll", "StopChecking">>,
      "RFC 7296 2.23", "Nothing may be sent from an address that is not ours."),
  Row("both", "Begun", "AddressGained", "Ready", <<"CloseAll", "NoteAddress">>,
      "RFC 7296 2.23", "The address was replaced by another."),
  Row("both", "Begun", "AddressNoTask", "Begun", <<"CloseAll", "NoteAddress", "ReportNoTask", "StartPause", "CheckLater">>,
      "RFC 7296 2.6", "The next packet will try again, or the check."),
  Row("both", "Begun", "AddressToOpen", "Begun", <<"CloseAll", "NoteAddress">> \o Begin \o <<"CheckLater">>,
      "RFC 7296 1", "The address was replaced by another."),
  Row("both", "Begun", "CheckAlive", "Begun", <<"CheckLater">>,
      "RFC 7296 2.4", "The peer is there; liveness checks find out if it is not."),
  Row("both", "Begun", "CheckGone", "Begun", Begin \o <<"CheckLater">>,
      "RFC 7296 1", "The handshake failed, or its IKE SA is gone: once more, without a packet."),
  Row("both", "Begun", "CheckNoTask", "Begun", <<"ReportNoTask", "StartPause", "CheckLater">>,
      "RFC 7296 2.6", "The bound on handshakes is reached; the next check will try again."),
  Row("both", "Begun", "ShutdownRequested", "Closing", Shut,
      "RFC 7296 1.4.1", "The peer is told that the IKE SAs end."),

  Row("both", "Closing", "CheckAlive", "Closing", <<"CheckSoon">>,
      "RFC 7296 1.4.1", "The answer to a delete is awaited."),
  Row("both", "Closing", "CheckGone", "Closed", <<"StopChecking">>,
      "RFC 7296 1.4.1", "The peer has answered."),
  Row("both", "Closing", "CheckNoTask", "Closed", <<"StopChecking">>,
      "RFC 7296 1.4.1", "The same: after the shutdown no task is given out."),
  Row("both", "Closing", "CheckOverdue", "Closed", <<"StopChecking">>,
      "RFC 7296 2.4", "A peer that does not answer keeps nobody waiting.")
>>

Refusal(s, e) ==
  CASE e \in {"AddressKept", "AddressMissing", "AddressToOpen", "AddressNoTask", "AddressGained"} ->
         Refuse(s, e, <<"KeepAddress">>, "RFC 7296 2.23", "Nothing has changed, or nothing is begun any more.")
    [] e \in {"RequestNoTask", "RequestToOpen", "RequestWhileOpening"} ->
         Refuse(s, e, <<"RefuseRequest">>, "RFC 7296 1", "There is no address or no task to begin with, or the host shuts down.")
    [] e \in {"CheckAlive", "CheckOverdue", "CheckNoTask", "CheckGone", "ShutdownRequested"} ->
         Refuse(s, e, <<"IgnoreStale">>, "RFC 7296 1.4.1", "There is nothing to check, or nothing more to end.")
    [] OTHER ->
         Refuse(s, e, <<"KeepWaiting">>, "RFC 4301 5.1", "There is no address, it is too early, or the host shuts down.")

\* Events that no state answers, on purpose; the generator refuses any other that has no row.
AlwaysRefused == {"PacketInPause", "PacketWhileOpening", "RequestNoTask", "AddressKept"}

\* Every other event is decided; see AcquireDecisions.
LocalEvents == {"ShutdownRequested"}

Table == TableOf(Rows, States, Events, Refusal)

Step(state, event) == Table[state][event]

ASSUME WellFormed(Rows, States, Events, Actions)
=============================================================================
