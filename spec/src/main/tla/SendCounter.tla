\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE SendCounter ----------------------------
(***************************************************************************)
(* The sender's sequence number, RFC 4303 section 3.3.3: it starts at one, *)
(* never repeats under one key, and never cycles. Some way before the last *)
(* number a new SA is asked for; at the last number sending stops.         *)
(***************************************************************************)
EXTENDS TransitionTable

StateDocs == <<
  <<"Counting",  "Numbers are plentiful.">>,
  <<"NearEnd",   "A new SA has been asked for; numbers are still left.">>,
  <<"Exhausted", "The last number is used; nothing more is sent.">> >>

EventDocs == <<
  <<"SendEarly",    "The next number is below the soft limit.">>,
  <<"SendPastSoft", "The next number is at or past the soft limit and below the last.">>,
  <<"SendLast",     "The next number is the last one.">> >>

ActionDocs == <<
  <<"AssignNumber",   "The packet gets the next number.">>,
  <<"AskRekey",       "Ask for a new SA; this happens once.">>,
  <<"AuditExhausted", "Log that the SA has used its last number.">>,
  <<"RefuseSend",     "Drop the packet: a number would be used twice.">> >>

States  == Names(StateDocs)
Events  == Names(EventDocs)
Actions == Names(ActionDocs)

\* R4303-3.3.3-2
Rows == <<
  \* R4303-3.3.3-1
  Row("both", "Counting", "SendEarly", "Counting", <<"AssignNumber">>,
      "RFC 4303 3.3.3", "The everyday case."),
  Row("both", "Counting", "SendPastSoft", "NearEnd", <<"AssignNumber", "AskRekey">>,
      "RFC 4303 3.3.3", "A new SA is asked for before this one runs out."),
  \* R4303-3.3.3-3
  Row("both", "Counting", "SendLast", "Exhausted", <<"AssignNumber", "AskRekey", "AuditExhausted">>,
      "RFC 4303 3.3.3", "The soft limit equals the last number."),
  Row("both", "NearEnd", "SendPastSoft", "NearEnd", <<"AssignNumber">>,
      "RFC 4303 3.3.3", "Numbers are left."),
  Row("both", "NearEnd", "SendLast", "Exhausted", <<"AssignNumber", "AuditExhausted">>,
      "RFC 4303 3.3.3", "The last number is used once."),
  Row("both", "Exhausted", "SendEarly", "Exhausted", <<"RefuseSend">>,
      "RFC 4303 3.3.3", "The counter does not cycle."),
  Row("both", "Exhausted", "SendPastSoft", "Exhausted", <<"RefuseSend">>,
      "RFC 4303 3.3.3", "The counter does not cycle."),
  Row("both", "Exhausted", "SendLast", "Exhausted", <<"RefuseSend">>,
      "RFC 4303 3.3.3", "The counter does not cycle.")
>>

\* NearEnd x SendEarly: a counter never counts down, so the packet is refused.
Refusal(s, e) == Refuse(s, e, <<"RefuseSend">>, "RFC 4303 3.3.3", "A counter never counts down.")

\* Events that no state answers, on purpose; the generator refuses any other that has no row.
AlwaysRefused == {}

Table == TableOf(Rows, States, Events, Refusal)

Step(state, event) == Table[state][event]

ASSUME WellFormed(Rows, States, Events, Actions)
=============================================================================
