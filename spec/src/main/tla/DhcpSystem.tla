\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE DhcpSystem -----------------------------
(***************************************************************************)
(* A DHCP client in its world: a server that grants or refuses as it likes *)
(* but keeps its word for the time of a lease, perhaps a second server, a  *)
(* network that loses, repeats and delays messages, and perhaps another    *)
(* host on the link that uses the address already. Time goes by in ticks;  *)
(* leases are counted down on both sides.                                  *)
(*                                                                         *)
(* The client moves only through Dhcp!Step, for events that the rules of   *)
(* DhcpDecisions make of facts about messages and timers.                  *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, Firings

CONSTANTS
  Lease,       \* ticks that a lease lasts
  Transactions,\* transaction IDs
  Room,        \* messages that the network holds at most
  Servers,     \* servers; the client knows none at first
  MayRefuse,   \* whether the servers may say no
  MayUseless,  \* whether the servers may offer or grant what no host can use
  MaySquat,    \* whether another host may use the address
  Patient      \* whether a tick is longer than tries and check, and those are longer than the
               \* network delays: for liveness

Client == INSTANCE Dhcp
D      == INSTANCE DhcpDecisions

RenewAt  == Lease \div 2
RebindAt == (Lease * 7) \div 8

NoServer == "none"

\* What the server grants along with an address: a number that differs from grant to grant.
Parameters == 0..1
Nothing    == 2

VARIABLES
  state,       \* the client's state
  transaction, \* of the client's messages
  age,         \* ticks since what is asked for now was first asked for, Lease at most
  left,        \* ticks that are left of the lease, by the client's count
  kept,        \* the server and parameters that the client keeps of an offer or a grant
  used,        \* the parameters that the client uses, Nothing while it uses no address
  armed,       \* the client's timers that run
  granted,     \* ticks that are left of the lease, by the servers' count: so long no other host gets it
  latest,      \* ghost: the parameters of the grant that answered the client last
  addressee,   \* ghost: which servers may answer what the client asked for last: one, all, or none
  squatted,    \* whether another host uses the address
  network,     \* messages under way
  lastAction,  \* what the last step was; for the reader, and for properties of steps
  reported     \* what the client did about the event of the last step beside its moves

view == <<state, transaction, age, left, kept, used, armed, granted, latest, addressee, squatted, network>>
vars == <<state, transaction, age, left, kept, used, armed, granted, latest, addressee, squatted, network,
          lastAction, reported>>

-----------------------------------------------------------------------------
(* Messages. The form of a client's message is what RFC 2131 table 4 and section 4.4.4 speak of. *)

Form(ciaddr, requested, serverId, cast) ==
  [ciaddr |-> ciaddr, requested |-> requested, serverId |-> serverId, cast |-> cast]

FormOf(action) ==
  CASE action = "SendDiscover"  -> Form(FALSE, FALSE, FALSE, "broadcast")
    [] action = "SendRequest"   -> Form(FALSE, TRUE, TRUE, "broadcast")
    [] action = "SendRenewal"   -> Form(TRUE, FALSE, FALSE, "unicast")
    [] action = "SendRebinding" -> Form(TRUE, FALSE, FALSE, "broadcast")
    [] action = "SendDecline"   -> Form(FALSE, TRUE, TRUE, "broadcast")

KindOf(action) ==
  CASE action = "SendDiscover" -> "Discover"
    [] action = "SendDecline"  -> "Decline"
    [] OTHER                   -> "Request"

SendActions == {"SendDiscover", "SendRequest", "SendRenewal", "SendRebinding", "SendDecline"}

\* server: to whom a client's message is, or who sent it; a broadcast names the chosen one by option.
Asking(action, id, server) ==
  [kind |-> KindOf(action), id |-> id, server |-> server, form |-> FormOf(action), usable |-> TRUE, grant |-> Nothing]

Reply(kind, id, server, usable, grant) ==
  [kind |-> kind, id |-> id, server |-> server, form |-> FormOf("SendDiscover"), usable |-> usable, grant |-> grant]

Reaches(m, server) == (m.form.cast = "unicast" \/ m.form.serverId) => m.server = server

TypeOk ==
  /\ state \in Client!States
  /\ transaction \in Transactions
  /\ age \in 0..Lease
  /\ left \in 0..Lease
  /\ kept.server \in Servers \cup {NoServer}
  /\ kept.grant \in Parameters \cup {Nothing}
  /\ used \in Parameters \cup {Nothing}
  /\ armed \subseteq {"pause", "longPause", "retry", "check", "lease", "renewal", "rebinding"}
  /\ granted \in 0..Lease
  /\ latest \in Parameters \cup {Nothing}
  /\ addressee \in Servers \cup {NoServer, "any"}
  /\ squatted \in BOOLEAN
  /\ \A m \in network : m.kind \in {"Discover", "Request", "Decline", "Offer", "Ack", "Nak"} /\ m.id \in Transactions
  /\ Cardinality(network) <= Room

-----------------------------------------------------------------------------
(* Helpers *)

Does(row, action) == \E i \in DOMAIN row.actions : row.actions[i] = action

InUse == {m.id : m \in network}

\* A transaction ID is drawn at random; that none under way has it is taken for certain.
Fresh == {id \in Transactions : id \notin InUse /\ id # transaction}

Outgoing(row, id, server) == {Asking(action, id, server) : action \in {a \in SendActions : Does(row, a)}}

\* What is sent may be lost at once, and is when the network is full.
Sent(before, messages) ==
  IF Cardinality(before \cup messages) <= Room THEN {before, before \cup messages} ELSE {before}

Timers(row) ==
  LET stopped == (IF Does(row, "StopRetry") THEN {"retry"} ELSE {})
                   \cup (IF Does(row, "WithdrawAddress") THEN {"lease", "check", "renewal", "rebinding"} ELSE {})
      started == (IF Does(row, "ArmRetry") THEN {"retry"} ELSE {})
                   \cup (IF Does(row, "ArmPause") THEN {"pause"} ELSE {})
                   \cup (IF Does(row, "ArmLongPause") THEN {"longPause"} ELSE {})
                   \cup (IF Does(row, "ProbeAddress") THEN {"check"} ELSE {})
                   \cup (IF Does(row, "KeepLease") THEN {"lease"} ELSE {})
                   \cup (IF Does(row, "ApplyLease") THEN {"renewal", "rebinding"} ELSE {})
  IN  (armed \ stopped) \cup started

\* A lease counts from when it was first asked for: no server counts from an earlier time.
Granted == Lease - age

Keeping(row, m) ==
  IF Does(row, "KeepOffer") \/ Does(row, "KeepLease") THEN [server |-> m.server, grant |-> m.grant]
  ELSE IF Does(row, "WithdrawAddress") THEN [server |-> NoServer, grant |-> Nothing] ELSE kept

\* Ghosts, from what goes over the wire alone. An answer settles the question; a grant counts when one
\* was asked for from who gives it.
Addressed(sent, settled) ==
  LET requests == {m \in sent : m.kind = "Request"}
  IN  IF requests # {}
      THEN LET m == CHOOSE m \in requests : TRUE
           IN  IF m.form.cast = "broadcast" /\ ~m.form.serverId THEN "any" ELSE m.server
      ELSE IF settled \/ sent # {} THEN NoServer ELSE addressee

Answers(m) == m.kind = "Ack" /\ m.id = transaction /\ m.usable /\ Granted > 0 /\ addressee \in {m.server, "any"}

\* The client does the row for the event; expired are the timers that ran out, received the messages heard.
Fire(does, event, expired, remaining, received) ==
  \E row \in {Client!Step(state, event)} :
    \E id \in IF Does(row, "DrawTransaction") THEN Fresh ELSE {transaction} :
      \E keeping \in {IF received = <<>> THEN Keeping(row, [server |-> NoServer, grant |-> Nothing])
                      ELSE Keeping(row, received[1])} :
        \E sent \in {Outgoing(row, id, IF Does(row, "KeepOffer") THEN keeping.server ELSE kept.server)} :
          /\ state' = row.next
          /\ transaction' = id
          /\ age' = IF Does(row, "CountFromNow") THEN 0 ELSE age
          /\ left' = IF Does(row, "KeepLease") THEN Granted
                     ELSE IF Does(row, "WithdrawAddress") THEN 0 ELSE left
          /\ kept' = keeping
          /\ used' = IF Does(row, "ApplyLease") THEN keeping.grant
                     ELSE IF Does(row, "WithdrawAddress") THEN Nothing ELSE used
          /\ armed' = (Timers(row) \ (expired \ (IF Does(row, "ArmRetry") THEN {"retry"} ELSE {})))
          /\ latest' = IF received # <<>> /\ Answers(received[1]) THEN received[1].grant ELSE latest
          /\ addressee' = Addressed(sent, received # <<>> /\ Answers(received[1]))
          /\ network' \in Sent(remaining, sent)
          /\ lastAction' = Told("client", does, received, <<Firing("client", "Dhcp", row)>>,
                                IF sent = {} THEN <<>> ELSE <<CHOOSE m \in sent : TRUE>>)
          /\ reported' = CASE Does(row, "DropOther")      -> "unexpected"
                           [] Does(row, "DropUnusable")   -> "unusable"
                           [] Does(row, "ReportSilence")  -> "silence"
                           [] Does(row, "ReportConflict") -> "conflict"
                           [] Does(row, "IgnoreStale")    -> "stale"
                           [] OTHER                       -> "nothing"
          /\ UNCHANGED <<granted, squatted>>

-----------------------------------------------------------------------------
(* Time *)

Unhurried == ~Patient \/ network = {}

EndPause ==
  \E pause \in armed \cap {"pause", "longPause"} : Fire("EndPause", "PauseOver", {pause}, network, <<>>)

\* Tries are not counted here: any of them may have been the last.
Retry(last) ==
  /\ "retry" \in armed
  /\ Unhurried
  /\ Fire("Retry", D!Decide(D!RetryTimer.rules, LAMBDA f : ~last), {"retry"}, network, <<>>)

\* The check ends; a host that uses the address may have answered, or the answer was lost.
EndCheck(answered) ==
  /\ "check" \in armed
  /\ answered => squatted
  /\ Fire("EndCheck", D!Decide(D!CheckTimer.rules, LAMBDA f : answered), {"check"}, network, <<>>)

\* The timers of the lease run out once each, at their time or later, whatever the state is.
DueRenew  == "renewal" \in armed /\ left <= Lease - RenewAt /\ left > 0
DueRebind == "rebinding" \in armed /\ left <= Lease - RebindAt /\ left > 0
DueExpire == "lease" \in armed /\ left = 0

Renew  == DueRenew /\ Fire("Renew", "RenewDue", {"renewal"}, network, <<>>)
Rebind == DueRebind /\ Fire("Rebind", "RebindDue", {"rebinding"}, network, <<>>)
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
  /\ reported' = "nothing"
  /\ UNCHANGED <<state, transaction, kept, used, armed, latest, addressee, squatted, network>>

-----------------------------------------------------------------------------
(* The servers: they grant for a whole lease from now on, and forget nothing before its time. *)

\* Grants differ from the one before, so that an old one in use is told from a new one.
Differing == IF latest = 0 THEN 1 ELSE 0

Usable == IF MayUseless THEN BOOLEAN ELSE {TRUE}

Answer(m, server, kinds) ==
  \E kind \in kinds, usable \in Usable, copied \in BOOLEAN :
    \E reply \in {Reply(kind, m.id, server, usable, IF kind = "Ack" THEN Differing ELSE Nothing)} :
      /\ Reaches(m, server)
      /\ network' \in Sent(IF copied THEN network ELSE network \ {m}, {reply})
      /\ granted' = IF kind = "Ack" THEN Lease ELSE granted
      /\ lastAction' = Told("server", "Answer", <<m>>, <<>>, <<reply>>)
      /\ reported' = "nothing"
      /\ UNCHANGED <<state, transaction, age, left, kept, used, armed, latest, addressee, squatted>>

Refusals == IF MayRefuse THEN {"Nak"} ELSE {}

AnswerDiscover == \E m \in network, s \in Servers : m.kind = "Discover" /\ Answer(m, s, {"Offer"})

AnswerRequest ==
  \E m \in network, s \in Servers : m.kind = "Request" /\ Answer(m, s, {"Ack"} \cup Refusals)

\* A server refuses unasked, by what it overheard of a broadcast: it was not chosen, or is an attacker.
Forge ==
  \E m \in network, s \in Servers :
    /\ MayRefuse
    /\ m.kind \in {"Discover", "Request"}
    /\ ~Reaches(m, s)
    /\ \E kind \in {"Nak", "Ack"}, copied \in BOOLEAN :
         /\ network' \in Sent(IF copied THEN network ELSE network \ {m},
                             {Reply(kind, m.id, s, TRUE, IF kind = "Ack" THEN Differing ELSE Nothing)})
         /\ lastAction' = Told("attacker", "Forge", <<m>>, <<>>, <<>>)
    /\ reported' = "nothing"
    /\ UNCHANGED <<state, transaction, age, left, kept, used, armed, granted, latest, addressee, squatted>>

-----------------------------------------------------------------------------
(* The client hears a message; it may come again. *)

FactOf(m, f) ==
  CASE f = "TransactionOurs" -> m.id = transaction
    [] f = "Kind"            -> m.kind
    [] f = "ServerNamed"     -> TRUE
    [] f = "ServerChosen"    -> m.server = kept.server
    [] f = "LeaseUsable"     -> m.usable
    [] f = "AddressWanted"   -> kept.server # NoServer
    [] f = "TimeRemains"     -> Granted > 0

Hear(kind) ==
  \E m \in network, copied \in BOOLEAN :
    /\ m.kind = kind
    /\ Fire("Hear", D!Decide(D!Message.rules, LAMBDA f : FactOf(m, f)), {},
            IF copied THEN network ELSE network \ {m}, <<m>>)

\* A message is lost. One that is not of the present transaction answers nothing.
Lose(stale) ==
  \E m \in network :
    /\ stale => m.id # transaction
    /\ network' = network \ {m}
    /\ lastAction' = Told("network", "Lose", <<m>>, <<>>, <<>>)
    /\ reported' = "nothing"
    /\ UNCHANGED <<state, transaction, age, left, kept, used, armed, granted, latest, addressee, squatted>>

\* Another host begins or ends using the address.
Squat ==
  /\ MaySquat
  /\ squatted' = ~squatted
  /\ lastAction' = Told("host", "Squat", <<>>, <<>>, <<>>)
  /\ reported' = "nothing"
  /\ UNCHANGED <<state, transaction, age, left, kept, used, armed, granted, latest, addressee, network>>

Init ==
  /\ StartNoting
  /\ state = "Init"
  /\ transaction = CHOOSE id \in Transactions : TRUE
  /\ age = 0
  /\ left = 0
  /\ kept = [server |-> NoServer, grant |-> Nothing]
  /\ used = Nothing
  /\ armed = {"pause"}
  /\ granted = 0
  /\ latest = Nothing
  /\ addressee = NoServer
  /\ squatted = FALSE
  /\ network = {}
  /\ lastAction = Untold
  /\ reported = "nothing"

Next ==
  \/ EndPause \/ Retry(FALSE) \/ Retry(TRUE) \/ EndCheck(TRUE) \/ EndCheck(FALSE)
  \/ Renew \/ Rebind \/ Expire \/ Tick
  \/ AnswerDiscover \/ AnswerRequest \/ Forge
  \/ Hear("Offer") \/ Hear("Ack") \/ Hear("Nak")
  \/ Lose(FALSE) \/ Squat

Spec == Init /\ [][Next]_vars

\* Whether the step leaves a message of its kind and of the present transaction under way.
Conveys(kinds) == \E m \in network' : m.kind \in kinds /\ m.id = transaction'

\* Timers run out, stale messages go, and what is said again and again is heard at last.
FairSpec ==
  /\ Spec
  /\ WF_view(EndPause \/ EndCheck(FALSE) \/ Renew \/ Rebind \/ Expire)
  /\ WF_view(Lose(TRUE))
  /\ WF_view(Tick)
  /\ SF_view(Retry(FALSE) /\ state # "Requesting" /\ Conveys({"Discover", "Request"}))
  /\ SF_view(Retry(FALSE) /\ state = "Requesting" /\ Conveys({"Request"}))
  /\ SF_view(AnswerDiscover /\ Conveys({"Offer"}))
  /\ SF_view(Hear("Offer"))
  /\ SF_view(AnswerRequest /\ Conveys({"Ack"}))
  /\ SF_view(Hear("Ack"))

NoteRows == Note(lastAction')

-----------------------------------------------------------------------------
(* Properties *)

InUseStates == {"Bound", "Renewing", "Rebinding"}

\* The address is used exactly in the states that say so.
UsedWhenBound == used # Nothing <=> state \in InUseStates

\* The client gives the address up no later than the server may give it to another host.
NeverPastLease == used # Nothing => left <= granted

\* The parameters in use are those of the grant that answered last, renewals and rebindings included.
LastGrantInUse == state \in InUseStates => used = latest

\* In every state a timer runs that will move the client on.
AlwaysDriven ==
  CASE state = "Init"                       -> armed \cap {"pause", "longPause"} # {}
    [] state \in {"Selecting", "Requesting"} -> "retry" \in armed
    [] state = "Checking"                   -> {"check", "lease"} \subseteq armed
    [] state = "Bound"                      -> {"lease", "renewal", "rebinding"} \subseteq armed
    [] state = "Renewing"                   -> {"lease", "retry", "rebinding"} \subseteq armed
    [] OTHER                                -> {"lease", "retry"} \subseteq armed

\* A client without a lease has no timers of one, and one that waits for nothing repeats nothing.
NoStrayTimers ==
  /\ "lease" \in armed => state \in InUseStates \cup {"Checking"}
  /\ armed \cap {"renewal", "rebinding"} # {} => state \in InUseStates
  /\ "retry" \in armed => state \in {"Selecting", "Requesting", "Renewing", "Rebinding"}
  /\ "check" \in armed => state = "Checking"
  /\ armed \cap {"pause", "longPause"} # {} => state = "Init"

\* An address is taken into use only after it was granted and no other host was found to have it.
TakenAfterCheck == [][used' # Nothing /\ used = Nothing => state = "Checking"]_vars

\* Refused or found in use, the address is not used until it was granted anew.
NakEndsUse == [][state' = "Init" => used' = Nothing]_vars

\* RFC 2131 table 4: what a request bears and to whom it goes is as the state demands in which it is sent.
TableFour(s) ==
  CASE s = "Selecting"  -> Form(FALSE, FALSE, FALSE, "broadcast")
    [] s = "Requesting" -> Form(FALSE, TRUE, TRUE, "broadcast")
    [] s = "Renewing"   -> Form(TRUE, FALSE, FALSE, "unicast")
    [] s = "Rebinding"  -> Form(TRUE, FALSE, FALSE, "broadcast")
    [] OTHER            -> Form(FALSE, TRUE, TRUE, "broadcast")

SentNow(kinds) ==
  /\ lastAction'.who = "client"
  /\ \E i \in DOMAIN lastAction'.sent : lastAction'.sent[i].kind \in kinds

FormsFitStates ==
  [][lastAction'.who = "client" =>
       \A i \in DOMAIN lastAction'.sent : lastAction'.sent[i].form = TableFour(state')]_vars

\* While it waits for an answer, the client asks again whenever its patience ends.
AsksAgain ==
  [][lastAction'.does = "Retry" /\ state' = state => SentNow({"Discover", "Request"})]_vars

\* A conflict is told to the server, and the pause after it is the long one.
ConflictDeclined ==
  [][lastAction'.does = "EndCheck" /\ used' = Nothing
       => SentNow({"Decline"}) /\ "longPause" \in armed']_vars

\* A server that was not chosen ends or grants nothing, unless every server was asked.
OthersMoveNothing ==
  [][lastAction'.does = "Hear" /\ lastAction'.received[1].kind # "Offer"
       /\ addressee \notin {lastAction'.received[1].server, "any"}
     => UNCHANGED <<state, left, kept, used, armed>>]_vars

\* What an older transaction was told moves nothing.
StaleMovesNothing ==
  [][lastAction'.does = "Hear" /\ lastAction'.received[1].id # transaction
     => UNCHANGED <<state, left, kept, used, armed>>]_vars

\* A message that moves nothing is counted, one of no use as such.
RefusalsReported ==
  [][lastAction'.does = "Hear" =>
       /\ (state' = state /\ kept' = kept /\ used' = used) => reported' \in {"unexpected", "unusable"}
       /\ (~lastAction'.received[1].usable /\ lastAction'.received[1].id = transaction
             /\ lastAction'.received[1].kind # "Nak") => reported' = "unusable"]_vars

\* The operator is told why there is no address, or soon may be none: nobody answers, or another host has it.
TroubleReported ==
  [][\A i \in DOMAIN lastAction'.firings :
       LET firing == lastAction'.firings[i]
       IN  /\ firing.on = "TriesUsedUp" /\ ~firing.refusal => reported' = "silence"
           /\ firing.on = "ConflictSeen" => reported' = "conflict"]_vars

\* Where the server is willing and the address is free, the client has it again and again.
BoundInTheEnd == []<>(used # Nothing)
=============================================================================
