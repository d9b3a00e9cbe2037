\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE ExchangePeer ----------------------------
(***************************************************************************)
(* One peer's half of the message exchanges of an IKE SA: what the engine  *)
(* keeps besides the state of the machine Exchange, and what each of its   *)
(* actions does to it. Used by ExchangeSystem and HthSystem.               *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, Firings

Exchange      == INSTANCE Exchange
ExchangeRules == INSTANCE ExchangeDecisions

\* Stands for "nothing is kept".
None == [response |-> FALSE, from |-> "none", to |-> "none", id |-> 0, content |-> [kind |-> "none"]]

\* A message on the wire; a request and its answer have the same id.
Message(from, to, response, id, content) ==
    [response |-> response, from |-> from, to |-> to, id |-> id, content |-> content]

Quiescent ==
  [state        |-> "Quiet",  \* of the machine Exchange
   nextId       |-> 0,        \* the ID of our next request
   outstanding  |-> None,     \* our request that is not answered yet
   timer        |-> FALSE,    \* whether the retransmission timer runs
   tries        |-> 0,        \* how often it was sent again
   queue        |-> <<>>,     \* contents of requests that wait
   expected     |-> 0,        \* the ID of the peer's next request
   holds        |-> FALSE,    \* whether that request is here already, and its answer is being computed
   lastRequest  |-> None,     \* the peer's request that was answered last
   lastResponse |-> None]     \* and our answer to it

Does(row, action) == \E i \in DOMAIN row.actions : row.actions[i] = action

\* Which event a request is. Facts that another layer knows are arguments: whether it verifies, the place it came from, and
\* the places to which the cached answer was sent just now. A place is "path", "origin" or "elsewhere".
RequestEvent(x, m, verified, place, recent) ==
  ExchangeRules!Decide(ExchangeRules!Request.rules, LAMBDA fact :
    CASE fact = "IdExpected"      -> m.id = x.expected
      [] fact = "AnswerPending"   -> x.holds
      [] fact = "Verified"        -> verified
      [] fact = "IdAnsweredLast"  -> m.id + 1 = x.expected
      [] fact = "SameOctets"      -> m = x.lastRequest
      [] fact = "OnPath"          -> place = "path"
      [] fact = "FromOrigin"      -> place = "origin"
      [] fact = "AnsweredOnPathJustNow"    -> "path" \in recent
      [] fact = "AnsweredToOriginJustNow"  -> "origin" \in recent
      [] fact = "AnsweredElsewhereJustNow" -> "elsewhere" \in recent)

\* Which event a response is.
ResponseEvent(x, m, matches, verified, completes) ==
  ExchangeRules!Decide(ExchangeRules!Response.rules, LAMBDA fact :
    CASE fact = "Outstanding"     -> x.outstanding # None
      [] fact = "IdExpected"      -> m.id = x.outstanding.id
      [] fact = "ExchangeMatches" -> matches
      [] fact = "Verified"        -> verified
      [] fact = "Completes"       -> completes)

\* Which event the end of the retransmission timer is. Whether an answer is in work another layer knows.
TimerEvent(x, maxTries, inWork) ==
  ExchangeRules!Decide(ExchangeRules!RetransmitTimer.rules, LAMBDA fact :
    CASE fact = "TriesRemain"  -> x.tries < maxTries
      [] fact = "AnswerInWork" -> inWork)

\* What is counted when a message or event is not acted upon.
Counted(row) ==
  (IF Does(row, "DropOther") THEN <<"other">> ELSE <<>>)
  \o (IF Does(row, "DropTooSoon") THEN <<"tooSoon">> ELSE <<>>)
  \o (IF Does(row, "DropBeingAnswered") THEN <<"beingAnswered">> ELSE <<>>)
  \o (IF Does(row, "IgnoreStale") THEN <<"stale">> ELSE <<>>)

\* Peer who, whose half is x, meets event. content belongs to the request or answer that
\* the HTH wants sent, m is the message that came in. Gives the half afterwards, the messages sent, what was counted,
\* whether the path was told where m came from, whether an answer was handed to the HTH while its exchange was open,
\* whether one was sent before the path knew its request's origin, and the row fired.
Meet(who, other, x, event, content, m) ==
  LET row == Exchange!Step(x.state, event)
      Perform(r, action) ==
        CASE action = "AssignMessageId" ->
               [r EXCEPT !.half.outstanding = Message(who, other, FALSE, r.half.nextId, content), !.half.nextId = @ + 1]
          [] action = "TransmitRequest" ->
               IF event = "RestartRequested"
               THEN [r EXCEPT !.half.outstanding.content = content,
                              !.sent = Append(@, [r.half.outstanding EXCEPT !.content = content])]
               ELSE [r EXCEPT !.sent = Append(@, r.half.outstanding)]
          [] action = "ArmRetransmit"  -> [r EXCEPT !.half.timer = TRUE, !.half.tries = 0]
          [] action = "BackOff"        -> [r EXCEPT !.half.timer = TRUE, !.half.tries = @ + 1]
          [] action = "WaitOn"         -> [r EXCEPT !.half.timer = TRUE]
          [] action = "StopRetransmit" -> [r EXCEPT !.half.timer = FALSE]
          [] action = "ForgetRequest"  -> [r EXCEPT !.half.outstanding = None, !.half.tries = 0]
          [] action = "KeepQueued"     -> [r EXCEPT !.half.queue = Append(@, content)]
          [] action = "CacheResponse"  ->
               [r EXCEPT !.half.lastRequest = m, !.half.lastResponse = Message(who, m.from, TRUE, m.id, content), !.half.holds = FALSE]
          [] action = "AdvanceExpectedId" -> [r EXCEPT !.half.expected = @ + 1]
          [] action = "ReportOrigin" -> [r EXCEPT !.located = TRUE]
          [] action = "TransmitResponse" -> [r EXCEPT !.sent = Append(@, r.half.lastResponse), !.astray = ~r.located]
          [] action = "ResendCachedResponse" -> [r EXCEPT !.sent = Append(@, r.half.lastResponse)]
          \* What the HTH is handed is read from the row by the system module.
          [] action = "DeliverResponse" -> [r EXCEPT !.early = r.half.outstanding # None]
          [] action \in {"DeliverRequest", "DeliverUnverified", "ReportDead"} -> r
          [] action \in {"DropOther", "DropTooSoon", "DropBeingAnswered", "IgnoreStale"} -> r
  IN  InOrder(row.actions,
              [row |-> row, sent |-> <<>>, located |-> FALSE, early |-> FALSE, astray |-> FALSE, counted |-> Counted(row),
               \* A timer that has run out does not run.
               half |-> [x EXCEPT !.state = row.next, !.timer = IF event \in {"RetransmitDue", "TriesUsedUp", "TriesUsedUpInWork"} THEN FALSE ELSE @]],
              Perform)
=============================================================================
