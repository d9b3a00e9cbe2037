----------------------------- MODULE DhcpSystem -----------------------------
(***************************************************************************)
(* A DHCP client in its world: a server that grants or refuses as it likes *)
(* but keeps its word for the time of a lease, a network that loses,       *)
(* repeats and delays messages, and perhaps somebody else on the link who  *)
(* uses the address already. Time goes by in ticks; leases are counted     *)
(* down on both sides.                                                     *)
(*                                                                         *)
(* The client moves only through Dhcp!Step.                                *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, Firings

CONSTANTS
  Lease,       \* ticks that a lease lasts
  Transactions,\* transaction IDs
  Room,        \* messages that the network holds at most
  MayRefuse,   \* whether the server may say no
  MaySquat,    \* whether somebody else may use the address
  Patient      \* whether a tick is longer than tries and check, and those are longer than the
               \* network delays: for liveness

Client == INSTANCE Dhcp

RenewAt  == Lease \div 2
RebindAt == (Lease * 7) \div 8

VARIABLES
  state,       \* the client's state
  transaction, \* of the client's messages
  age,         \* ticks since what is asked for now was first asked for, Lease at most
  left,        \* ticks that are left of the lease, by the client's count
  applied,     \* whether the client uses the address
  armed,       \* the client's timers that run
  granted,     \* ticks that are left of the lease, by the server's count: so long nobody else gets it
  squatted,    \* whether somebody else uses the address
  network,     \* messages under way
  lastAction   \* what the last step was; for the reader only

view == <<state, transaction, age, left, applied, armed, granted, squatted, network>>
vars == <<state, transaction, age, left, applied, armed, granted, squatted, network, lastAction>>

Kinds == {"Discover", "Offer", "Request", "Renewal", "Ack", "Nak"}

Message(kind, id) == [kind |-> kind, id |-> id]

TypeOk ==
  /\ state \in Client!States
  /\ transaction \in Transactions
  /\ age \in 0..Lease
  /\ left \in 0..Lease
  /\ applied \in BOOLEAN
  /\ armed \subseteq {"pause", "retry", "check", "lease"}
  /\ granted \in 0..Lease
  /\ squatted \in BOOLEAN
  /\ network \subseteq [kind : Kinds, id : Transactions]
  /\ Cardinality(network) <= Room

-----------------------------------------------------------------------------
(* Helpers *)

Does(row, action) == \E i \in DOMAIN row.actions : row.actions[i] = action

InUse == {m.id : m \in network}

\* A transaction ID is drawn at random; that none under way has it is taken for certain.
Fresh == {id \in Transactions : id \notin InUse /\ id # transaction}

Outgoing(row, id) ==
  CASE Does(row, "SendDiscover")  -> {Message("Discover", id)}
    [] Does(row, "SendRequest")   -> {Message("Request", id)}
    [] Does(row, "SendRenewal")   -> {Message("Renewal", id)}
    [] Does(row, "SendRebinding") -> {Message("Renewal", id)}
    [] OTHER                      -> {}

\* What is sent may be lost at once, and is when the network is full.
Sent(before, messages) ==
  IF Cardinality(before \cup messages) <= Room THEN {before, before \cup messages} ELSE {before}

Timers(row) ==
  LET stopped == (IF Does(row, "StopRetry") THEN {"retry", "check"} ELSE {})
                   \cup (IF Does(row, "WithdrawAddress") THEN {"lease"} ELSE {})
      started == (IF Does(row, "ArmRetry") THEN {"retry"} ELSE {})
                   \cup (IF Does(row, "ArmPause") THEN {"pause"} ELSE {})
                   \cup (IF Does(row, "ProbeAddress") THEN {"check"} ELSE {})
                   \cup (IF Does(row, "KeepLease") THEN {"lease"} ELSE {})
  IN  (armed \ stopped) \cup started

\* A lease counts from when it was first asked for: no server counts from an earlier time.
Granted == Lease - age

\* The client does the row for the event; expired is the timer that ran out, if one did.
Fire(does, event, expired, remaining, received) ==
  \E row \in {Client!Step(state, event)} :
    \E id \in IF Does(row, "DrawTransaction") THEN Fresh ELSE {transaction} :
      /\ state' = row.next
      /\ transaction' = id
      /\ age' = IF Does(row, "CountFromNow") THEN 0 ELSE age
      /\ left' = IF Does(row, "KeepLease") THEN Granted
                 ELSE IF Does(row, "WithdrawAddress") THEN 0 ELSE left
      /\ applied' = IF Does(row, "ApplyLease") THEN TRUE
                    ELSE IF Does(row, "WithdrawAddress") THEN FALSE ELSE applied
      /\ armed' = Timers(row) \ (expired \ (IF Does(row, "ArmRetry") THEN {"retry"} ELSE {}))
      /\ network' \in Sent(remaining, Outgoing(row, id))
      /\ lastAction' = Told("client", does, received, <<Firing("client", "Dhcp", row)>>,
                            IF Outgoing(row, id) = {} THEN <<>> ELSE <<CHOOSE m \in Outgoing(row, id) : TRUE>>)
      /\ UNCHANGED <<granted, squatted>>

-----------------------------------------------------------------------------
(* Time *)

Unhurried == ~Patient \/ network = {}

EndPause ==
  /\ "pause" \in armed
  /\ Fire("EndPause", "PauseOver", {"pause"}, network, <<>>)

Retry ==
  /\ "retry" \in armed
  /\ Unhurried
  /\ Fire("Retry", "RetryDue", {"retry"}, network, <<>>)

GiveUp ==
  /\ "retry" \in armed
  /\ state = "Requesting"
  /\ Unhurried
  /\ Fire("GiveUp", "TriesUsedUp", {"retry"}, network, <<>>)

\* The check ends; whoever uses the address may have answered, or the answer was lost.
SeeConflict ==
  /\ "check" \in armed
  /\ squatted
  /\ Fire("SeeConflict", "ConflictSeen", {"check"}, network, <<>>)

PassCheck ==
  /\ "check" \in armed
  /\ Fire("PassCheck", "CheckPassed", {"check"}, network, <<>>)

\* The timers of the lease run out at their time, and none is overlooked: time waits for them.
DueRenew  == "lease" \in armed /\ left <= Lease - RenewAt /\ left > 0 /\ state = "Bound"
DueRebind == "lease" \in armed /\ left <= Lease - RebindAt /\ left > 0 /\ state = "Renewing"
DueExpire == "lease" \in armed /\ left = 0

Renew  == DueRenew /\ Fire("Renew", "RenewDue", {}, network, <<>>)
Rebind == (DueRebind \/ (DueRenew /\ left <= Lease - RebindAt)) /\ Fire("Rebind", "RebindDue", {}, network, <<>>)
Expire == DueExpire /\ Fire("Expire", "LeaseExpired", {"lease"}, network, <<>>)

\* A tick: the client may sleep through T1 and T2, but not through the end of its lease.
Tick ==
  /\ ~DueExpire
  /\ Patient => network = {} /\ armed \cap {"retry", "check"} = {}
  /\ age < Lease \/ left > 0 \/ granted > 0
  /\ age' = IF age < Lease THEN age + 1 ELSE age
  /\ left' = IF left > 0 THEN left - 1 ELSE 0
  /\ granted' = IF granted > 0 THEN granted - 1 ELSE 0
  /\ lastAction' = Told("time", "Tick", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, transaction, applied, armed, squatted, network>>

-----------------------------------------------------------------------------
(* The server: it grants for a whole lease from now on, and forgets nothing before its time. *)

Answer(m, kinds) ==
  \E kind \in kinds :
    \E copied \in {TRUE, FALSE} :
      /\ network' \in Sent(IF copied THEN network ELSE network \ {m}, {Message(kind, m.id)})
      /\ granted' = IF kind = "Ack" THEN Lease ELSE granted
      /\ lastAction' = Told("server", "Answer", <<m>>, <<>>, <<Message(kind, m.id)>>)
      /\ UNCHANGED <<state, transaction, age, left, applied, armed, squatted>>

Refusals == IF MayRefuse THEN {"Nak"} ELSE {}

AnswerDiscover == \E m \in network : m.kind = "Discover" /\ Answer(m, {"Offer"})

AnswerRequest == \E m \in network : m.kind \in {"Request", "Renewal"} /\ Answer(m, {"Ack"} \cup Refusals)

-----------------------------------------------------------------------------
(* The client hears a message; it may come again. *)

Hear(m, event) ==
  \E copied \in {TRUE, FALSE} :
    Fire("Hear", event, {}, IF copied THEN network ELSE network \ {m}, <<m>>)

\* A lease of which nothing is left is of no use.
AckEvent == IF Granted > 0 THEN "RcvAck" ELSE "RcvAckOther"

HearOffer == \E m \in network : m.kind = "Offer" /\ m.id = transaction /\ Hear(m, "RcvOffer")
HearAck   == \E m \in network : m.kind = "Ack" /\ m.id = transaction /\ Hear(m, AckEvent)
HearNak   == \E m \in network : m.kind = "Nak" /\ m.id = transaction /\ Hear(m, "RcvNak")

\* A message is lost. One that is not of the present transaction is dropped before any look-up.
Lose(stale) ==
  \E m \in network :
    /\ stale => m.id # transaction
    /\ network' = network \ {m}
    /\ lastAction' = Told("network", "Lose", <<m>>, <<>>, <<>>)
    /\ UNCHANGED <<state, transaction, age, left, applied, armed, granted, squatted>>

\* Somebody else begins or ends using the address.
Squat ==
  /\ MaySquat
  /\ squatted' = ~squatted
  /\ lastAction' = Told("somebody", "Squat", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, transaction, age, left, applied, armed, granted, network>>

Init ==
  /\ StartNoting
  /\ state = "Init"
  /\ transaction = CHOOSE id \in Transactions : TRUE
  /\ age = 0
  /\ left = 0
  /\ applied = FALSE
  /\ armed = {"pause"}
  /\ granted = 0
  /\ squatted = FALSE
  /\ network = {}
  /\ lastAction = Untold

Next ==
  \/ EndPause \/ Retry \/ GiveUp \/ SeeConflict \/ PassCheck
  \/ Renew \/ Rebind \/ Expire \/ Tick
  \/ AnswerDiscover \/ AnswerRequest
  \/ HearOffer \/ HearAck \/ HearNak
  \/ Lose(FALSE) \/ Squat

Spec == Init /\ [][Next]_vars

\* Whether the step leaves a message of its kind and of the present transaction under way.
Conveys(kinds) == \E m \in network' : m.kind \in kinds /\ m.id = transaction'

\* Timers run out, stale messages go, and what is said again and again is heard at last.
FairSpec ==
  /\ Spec
  /\ WF_view(EndPause \/ PassCheck \/ Renew \/ Rebind \/ Expire)
  /\ WF_view(Lose(TRUE))
  /\ WF_view(Tick)
  /\ SF_view(Retry /\ Conveys({"Discover", "Renewal"}))
  /\ SF_view(Retry /\ Conveys({"Request"}))
  /\ SF_view(AnswerDiscover /\ Conveys({"Offer"}))
  /\ SF_view(HearOffer)
  /\ SF_view(AnswerRequest /\ Conveys({"Ack"}))
  /\ SF_view(HearAck)

NoteRows == Note(lastAction')

-----------------------------------------------------------------------------
(* Properties *)

\* The address is used exactly in the states that say so.
UsedWhenBound == applied <=> state \in {"Bound", "Renewing", "Rebinding"}

\* The client gives the address up no later than the server may give it to somebody else.
NeverPastLease == applied => left <= granted

\* In every state a timer runs that will move the client on.
AlwaysDriven ==
  CASE state = "Init"                       -> "pause" \in armed
    [] state \in {"Selecting", "Requesting"} -> "retry" \in armed
    [] state = "Checking"                   -> {"check", "lease"} \subseteq armed
    [] OTHER                                -> "lease" \in armed

\* A client without a lease has no timers of one, and one that waits for nothing repeats nothing.
NoStrayTimers ==
  /\ "lease" \in armed => applied \/ state = "Checking"
  /\ "retry" \in armed => state \in {"Selecting", "Requesting", "Renewing", "Rebinding"}
  /\ "check" \in armed => state = "Checking"
  /\ "pause" \in armed => state = "Init"

\* An address is taken into use only after it was granted and nobody was found to have it.
TakenAfterCheck == [][applied' /\ ~applied => state = "Checking"]_vars

\* Refused or found in use, the address is not used until it was granted anew.
NakEndsUse == [][state' = "Init" => ~applied']_vars

\* Where the server is willing and the address is free, the client has it again and again.
BoundInTheEnd == []<>applied
=============================================================================
