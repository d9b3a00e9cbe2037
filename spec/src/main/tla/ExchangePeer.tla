---------------------------- MODULE ExchangePeer ----------------------------
(***************************************************************************)
(* One peer's half of the message exchanges of an IKE SA: what the engine  *)
(* keeps besides the state of the machine Exchange, and what each of its   *)
(* actions does to it. Used by ExchangeSystem and HthSystem.               *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, Firings

Exchange == INSTANCE Exchange

\* Stands for "nothing is kept".
None == [response |-> FALSE, from |-> "nobody", to |-> "nobody", id |-> 0, content |-> [kind |-> "none"]]

\* A message on the wire; a request and its answer have the same id.
Message(from, to, response, id, content) ==
    [response |-> response, from |-> from, to |-> to, id |-> id, content |-> content]

Quiescent ==
  [state        |-> "Quiet",  \* of the machine Exchange
   nextId       |-> 0,        \* the ID of our next request
   outstanding  |-> None,     \* our request that is not answered yet
   tries        |-> 0,        \* how often it was sent again
   queue        |-> <<>>,     \* contents of requests that wait
   expected     |-> 0,        \* the ID of the peer's next request
   lastRequest  |-> None,     \* the peer's request that was answered last
   lastResponse |-> None]     \* and our answer to it

Does(row, action) == \E i \in DOMAIN row.actions : row.actions[i] = action

\* What the ID and the octets of a verified request say.
RequestEvent(x, m) ==
  IF x.lastRequest = m THEN "RcvRequestRepeated"
  ELSE IF m.id = x.expected THEN "RcvRequestNew"
  ELSE "RcvRequestOther"

\* What the ID of a verified response says.
ResponseEvent(x, m, provisional) ==
  IF x.outstanding # None /\ m.id = x.outstanding.id
  THEN IF provisional THEN "RcvResponseProvisional" ELSE "RcvResponseExpected"
  ELSE "RcvResponseOther"

\* Peer who, whose half is x, meets event. content belongs to the request or answer that
\* the HTH wants sent, m is the message that came in. Gives the half afterwards, the messages
\* sent and the row fired.
Meet(who, other, x, event, content, m) ==
  LET row == Exchange!Step(x.state, event)
      request ==
        IF Does(row, "AssignMessageId") THEN Message(who, other, FALSE, x.nextId, content)
        ELSE IF event = "RestartRequested" THEN Message(who, other, FALSE, x.outstanding.id, content)
        ELSE x.outstanding
      response == Message(who, other, TRUE, m.id, content)
  IN  [row |-> row,
       sent |->
         (IF Does(row, "TransmitRequest") THEN <<request>> ELSE <<>>)
         \o (IF Does(row, "TransmitResponse") THEN <<response>> ELSE <<>>)
         \o (IF Does(row, "ResendCachedResponse") THEN <<x.lastResponse>> ELSE <<>>),
       half |->
         [state        |-> row.next,
          nextId       |-> IF Does(row, "AssignMessageId") THEN x.nextId + 1 ELSE x.nextId,
          outstanding  |-> IF Does(row, "ForgetRequest") THEN None
                           ELSE IF Does(row, "TransmitRequest") THEN request ELSE x.outstanding,
          tries        |-> IF Does(row, "BackOff") THEN x.tries + 1
                           ELSE IF Does(row, "ArmRetransmit") \/ Does(row, "StopRetransmit") THEN 0
                           ELSE x.tries,
          queue        |-> IF Does(row, "KeepQueued") THEN Append(x.queue, content) ELSE x.queue,
          expected     |-> IF Does(row, "AdvanceExpectedId") THEN x.expected + 1 ELSE x.expected,
          lastRequest  |-> IF Does(row, "CacheResponse") THEN m ELSE x.lastRequest,
          lastResponse |-> IF Does(row, "CacheResponse") THEN response ELSE x.lastResponse]]
=============================================================================
