\* SPDX-License-Identifier: Apache-2.0
-------------------------------- MODULE Dhcp --------------------------------
(***************************************************************************)
(* A DHCP client, RFC 2131 section 4.4 and figure 5: it finds a server,    *)
(* asks for the address that was offered, makes sure that no host has      *)
(* it, and has it for as long as the lease lasts, which it prolongs in     *)
(* time. The states INIT-REBOOT and REBOOTING are not there: a machine     *)
(* without storage does not remember an address.                           *)
(*                                                                         *)
(* What a message is (an offer we can use, the answer of our server, one   *)
(* that is not ours), and what the end of a timer means, is decided by     *)
(* DhcpDecisions.                                                          *)
(***************************************************************************)
EXTENDS TransitionTable

StateDocs == <<
  <<"Init",       "No address, and a pause before the next attempt.">>,
  <<"Selecting",  "A server is looked for.">>,
  <<"Requesting", "The address that was offered is asked for.">>,
  <<"Checking",   "The address is ours if no other host answers for it.">>,
  <<"Bound",      "The address is ours.">>,
  <<"Renewing",   "The address is ours; its server is asked to prolong the lease.">>,
  <<"Rebinding",  "The address is ours; any server is asked to prolong the lease.">> >>

EventDocs == <<
  <<"PauseOver",       "The pause before an attempt is over.">>,
  <<"RetryDue",        "The message that was sent last has waited long enough for its answer.">>,
  <<"TriesUsedUp",     "The same, and the message was sent as often as a request for an offer is sent.">>,
  <<"RcvOffer",        "A server offers an address that we can use.">>,
  <<"RcvAck",          "The server that was chosen grants the address as it was asked for.">>,
  <<"RcvAckElsewhere", "Another server grants the address as it was asked for.">>,
  <<"RcvNak",          "The server that was chosen refuses.">>,
  <<"RcvNakElsewhere", "Another server refuses.">>,
  <<"RcvUnusable",     "An offer or a grant of no use: address, mask, server or time are none.">>,
  <<"RcvOther",        "A message that answers nothing of ours: another transaction, kind or address, or granted too late.">>,
  <<"ConflictSeen",    "Another host answers for the address.">>,
  <<"CheckPassed",     "No other host has answered for the address.">>,
  <<"RenewDue",        "T1: half of the lease is over.">>,
  <<"RebindDue",       "T2: seven eighths of the lease are over.">>,
  <<"LeaseExpired",    "The lease is over.">> >>

ActionDocs == <<
  <<"DrawTransaction",  "Draw a transaction ID: older messages answer nothing any more.">>,
  <<"CountFromNow",     "Count tries from here, and the time of a lease that is granted.">>,
  <<"SendDiscover",     "Broadcast DHCPDISCOVER.">>,
  <<"SendRequest",      "Broadcast DHCPREQUEST with the offered address and its server.">>,
  <<"SendRenewal",      "Send DHCPREQUEST for our address to its server.">>,
  <<"SendRebinding",    "Broadcast DHCPREQUEST for our address.">>,
  <<"SendDecline",      "Broadcast DHCPDECLINE with the address and its server: another host has it.">>,
  <<"ArmRetry",         "Start the retransmission timer, longer from try to try.">>,
  <<"StopRetry",        "Stop the retransmission timer.">>,
  <<"KeepOffer",        "Note the address and the server of the offer.">>,
  <<"KeepLease",        "Note what was granted, and start the timer of its end; the times of a lease count from when it was first asked for.">>,
  <<"ProbeAddress",     "Ask the link who has the address, and start the timer of the check.">>,
  <<"ApplyLease",       "From now on the address is ours, with the parameters that were granted; T1 and T2 run, and what is past runs out at once.">>,
  <<"WithdrawAddress",  "The address is not ours, or no longer; stop every timer of the lease and of its check.">>,
  <<"ArmPause",         "Start the timer of the pause.">>,
  <<"ArmLongPause",     "Start the timer of the pause, at least ten seconds: the server must not be flooded.">>,
  <<"DropOther",        "Count and drop a message that nothing was asked for.">>,
  <<"DropUnusable",     "Count and drop a message of no use, and tell the operator why it is of none.">>,
  <<"ReportSilence",    "Tell the operator that no server answers.">>,
  <<"ReportConflict",   "Tell the operator that another host has the address.">>,
  <<"IgnoreStale",      "A timer that has been overtaken.">> >>

States  == Names(StateDocs)
Events  == Names(EventDocs)
Actions == Names(ActionDocs)

Rows == <<
  \* ------------------------------------------------- an address is wanted
  Row("both", "Init", "PauseOver", "Selecting",
      <<"DrawTransaction", "CountFromNow", "SendDiscover", "ArmRetry">>,
      "RFC 2131 4.4.1", "Who gives addresses here?"),
  Row("both", "Selecting", "RetryDue", "Selecting", <<"SendDiscover", "ArmRetry">>,
      "RFC 2131 4.1", "Again, and more patience."),
  Row("both", "Selecting", "TriesUsedUp", "Selecting", <<"ReportSilence", "SendDiscover", "ArmRetry">>,
      "RFC 2131 4.1", "A server is looked for without end."),
  Row("both", "Selecting", "RcvOffer", "Requesting", <<"KeepOffer", "CountFromNow", "SendRequest", "ArmRetry">>,
      "RFC 2131 4.4.1", "The first offer of use is taken."),
  Row("both", "Requesting", "RetryDue", "Requesting", <<"SendRequest", "ArmRetry">>,
      "RFC 2131 4.1", "Again, and more patience."),
  Row("both", "Requesting", "TriesUsedUp", "Init", <<"ReportSilence", "StopRetry", "ArmPause">>,
      "RFC 2131 3.1", "The server is gone: begin anew."),
  Row("both", "Requesting", "RcvNak", "Init", <<"StopRetry", "ArmPause">>,
      "RFC 2131 3.1", "The offer was withdrawn: begin anew."),
  Row("both", "Requesting", "RcvAck", "Checking", <<"StopRetry", "KeepLease", "ProbeAddress">>,
      "RFC 2131 3.1, 4.4.1", "Granted; make sure that it is free."),
  Row("both", "Checking", "ConflictSeen", "Init", <<"ReportConflict", "SendDecline", "WithdrawAddress", "ArmLongPause">>,
      "RFC 2131 3.1", "The server must not give that address to any client."),
  Row("both", "Checking", "CheckPassed", "Bound", <<"ApplyLease">>,
      "RFC 2131 4.4.1, RFC 5227 2.1", "No other host objects."),

  \* ------------------------------------------------- an address is kept
  Row("both", "Bound", "RenewDue", "Renewing",
      <<"DrawTransaction", "CountFromNow", "SendRenewal", "ArmRetry">>,
      "RFC 2131 4.4.5", "In good time."),
  Row("both", "Bound", "RebindDue", "Rebinding",
      <<"DrawTransaction", "CountFromNow", "SendRebinding", "ArmRetry">>,
      "RFC 2131 4.4.5", "Time went by unnoticed: T1 and T2 at once."),
  Row("both", "Renewing", "RetryDue", "Renewing", <<"SendRenewal", "ArmRetry">>,
      "RFC 2131 4.4.5", "Again, after half of the time that is left until T2."),
  Row("both", "Renewing", "TriesUsedUp", "Renewing", <<"ReportSilence", "SendRenewal", "ArmRetry">>,
      "RFC 2131 4.4.5", "T2 ends this, not the count of tries."),
  Row("both", "Renewing", "RcvAck", "Bound", <<"StopRetry", "KeepLease", "ApplyLease">>,
      "RFC 2131 4.4.5", "Prolonged, perhaps with other parameters."),
  Row("both", "Renewing", "RcvNak", "Init", <<"StopRetry", "WithdrawAddress", "ArmPause">>,
      "RFC 2131 3.2", "The address must not be used any more."),
  Row("both", "Renewing", "RebindDue", "Rebinding",
      <<"DrawTransaction", "CountFromNow", "SendRebinding", "ArmRetry">>,
      "RFC 2131 4.4.5", "The server does not answer: ask all of them."),
  Row("both", "Rebinding", "RetryDue", "Rebinding", <<"SendRebinding", "ArmRetry">>,
      "RFC 2131 4.4.5", "Again, after half of the time that is left."),
  Row("both", "Rebinding", "TriesUsedUp", "Rebinding", <<"ReportSilence", "SendRebinding", "ArmRetry">>,
      "RFC 2131 4.4.5", "The end of the lease ends this, not the count of tries."),
  Row("both", "Rebinding", "RcvAck", "Bound", <<"StopRetry", "KeepLease", "ApplyLease">>,
      "RFC 2131 4.4.5", "Prolonged, late."),
  Row("both", "Rebinding", "RcvAckElsewhere", "Bound", <<"StopRetry", "KeepLease", "ApplyLease">>,
      "RFC 2131 4.4.5", "Prolonged by another server, whose lease it is from now on."),
  Row("both", "Rebinding", "RcvNak", "Init", <<"StopRetry", "WithdrawAddress", "ArmPause">>,
      "RFC 2131 3.2", "The address must not be used any more."),
  Row("both", "Rebinding", "RcvNakElsewhere", "Init", <<"StopRetry", "WithdrawAddress", "ArmPause">>,
      "RFC 2131 3.2", "Every server is asked, so every server may refuse."),

  \* ------------------------------------------------- an address is lost
  Row("both", "Checking", "LeaseExpired", "Init", <<"WithdrawAddress", "ArmPause">>,
      "RFC 2131 4.4.5", "Granted too late to be of use."),
  Row("both", "Bound", "LeaseExpired", "Init", <<"WithdrawAddress", "ArmPause">>,
      "RFC 2131 4.4.5", "Time went by unnoticed: the lease is over."),
  Row("both", "Renewing", "LeaseExpired", "Init", <<"StopRetry", "WithdrawAddress", "ArmPause">>,
      "RFC 2131 4.4.5", "Time went by unnoticed: the lease is over."),
  Row("both", "Rebinding", "LeaseExpired", "Init", <<"StopRetry", "WithdrawAddress", "ArmPause">>,
      "RFC 2131 4.4.5", "No server prolonged the lease in time.")
>>

Refusal(s, e) ==
  CASE e = "RcvUnusable" ->
         Refuse(s, e, <<"DropUnusable">>, "RFC 2131 4.4.1", "The client could not use it, whatever it asked for.")
    [] e \in {"RcvOffer", "RcvAck", "RcvAckElsewhere", "RcvNak", "RcvNakElsewhere", "RcvOther"} ->
         Refuse(s, e, <<"DropOther">>, "RFC 2131 4.4.1", "Nothing was asked that this could answer.")
    [] OTHER ->
         Refuse(s, e, <<"IgnoreStale">>, "RFC 2131 4.4", "A timer that has been overtaken: there is nothing to do.")

\* Events that no state answers, on purpose; the generator refuses any other that has no row.
AlwaysRefused == {"RcvUnusable", "RcvOther"}

\* Events that no decision makes: a timer alone does.
LocalEvents == {"PauseOver", "RenewDue", "RebindDue", "LeaseExpired"}

Table == TableOf(Rows, States, Events, Refusal)

Step(state, event) == Table[state][event]

ASSUME WellFormed(Rows, States, Events, Actions)
=============================================================================
