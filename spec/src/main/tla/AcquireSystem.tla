\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE AcquireSystem ----------------------------
(***************************************************************************)
(* A host whose address comes, goes and changes, and peers whose handshakes *)
(* succeed, fail or are closed. Packets that need an SA keep coming; some   *)
(* are outside the selectors of the Child SA that a handshake makes. The    *)
(* peers open to us as well. Handshake tasks are few, and others take some. *)
(*                                                                          *)
(* Closing takes time: until its deletion is answered, or was asked for in  *)
(* vain, an SA holds its task and receives, RFC 7296 section 1.4.1; but no  *)
(* packet is to leave through it.                                           *)
(*                                                                          *)
(* When the host's address has changed, every peer is looked at before      *)
(* anything else happens, as the engine does within one turn; so is every   *)
(* peer told of the shutdown. A check that is due is done before time goes  *)
(* on: the engine is called at its deadlines.                               *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, Firings

CONSTANTS
  Peers,       \* the peers of the configuration
  ToOpen,      \* those that are to be opened to without a packet
  Tasks,       \* handshake tasks
  Pause,       \* how long no packet begins another handshake
  Changes,     \* how often the host's address changes
  Mishaps,     \* how many handshakes fail and SAs are closed; Endless for any number
  Endless,
  Strangers,   \* whether others take tasks
  Interval,    \* how long a peer that is kept up may be without IKE SA before that is noticed
  Patience,    \* how long peers have to answer the last deletes
  Shutdowns    \* whether the host may shut down

Machine  == INSTANCE Acquire
Deciding == INSTANCE AcquireDecisions

VARIABLES
  state,       \* of each peer's instance
  ours,        \* the host's address, "none" for none
  unseen,      \* peers for which the change of the address was not looked at yet
  noted,       \* the address that is noted for each peer
  sas,         \* the IKE SAs with each peer, in the order in which they came to be
  waited,      \* time since the pause began, up to Pause
  others,      \* tasks that others have
  check,       \* time until each peer is checked, Off for not at all
  patience,    \* time that each peer has left to answer the last deletes, Off before the shutdown
  shut,        \* whether the host shuts down
  untold,      \* peers whose instance was not told so yet
  changes,     \* changes of the address that are left
  mishaps,     \* mishaps that are left
  quiet,       \* ghost: time since a handshake was begun or something was reported, up to Pause
  came,        \* ghost: what the last step was
  outcome,     \* ghost: of the last step, whether a handshake was begun, what was reported and answered,
               \* and through which SA a packet left
  lastAction

ending == <<shut, untold>>
timers == <<check, patience>>
view == <<state, ours, unseen, noted, sas, waited, others, changes, mishaps, quiet, timers, ending>>
vars == <<state, ours, unseen, noted, sas, waited, others, changes, mishaps, quiet, timers, ending,
          came, outcome, lastAction>>

world == <<ours, changes, mishaps, others, shut>>

Off == 0 - 1

Addresses == {"none", "first", "second"}

\* An IKE SA and its Child SA:
\*   from   the address of ours that it uses
\*   is     a handshake that we began and have not given up, established, or being deleted
\*   child  whether its Child SA is installed, or being deleted
\*   sends  whether the outbound path takes the Child SA for packets
Sas == [from : Addresses, is : {"opening", "up", "ending"}, child : {"none", "up", "ending"}, sends : BOOLEAN]

TypeOk ==
  /\ state \in [Peers -> Machine!States]
  /\ ours \in Addresses
  /\ unseen \subseteq Peers
  /\ noted \in [Peers -> Addresses]
  /\ sas \in [Peers -> Seq(Sas)]
  /\ waited \in [Peers -> 0..Pause]
  /\ others \in 0..Tasks
  /\ check \in [Peers -> {Off} \cup 0..(IF Interval > 1 THEN Interval ELSE 1)]
  /\ patience \in [Peers -> {Off} \cup 0..Patience]
  /\ shut \in BOOLEAN
  /\ untold \subseteq Peers
  /\ changes \in 0..Changes
  /\ mishaps \in 0..Mishaps
  /\ quiet \in [Peers -> 0..Pause]

RECURSIVE Sum(_, _)
Sum(f, over) == IF over = {} THEN 0 ELSE LET n == CHOOSE n \in over : TRUE IN f[n] + Sum(f, over \ {n})

\* How many SAs with p are this, or have such a Child SA.
Number(p, is) == Cardinality({i \in DOMAIN sas[p] : sas[p][i].is = is})
Children(p)   == Cardinality({i \in DOMAIN sas[p] : sas[p][i].child = "up"})
Carrying(p)   == Cardinality({i \in DOMAIN sas[p] : sas[p][i].is = "up" /\ sas[p][i].child # "none"})

Used == others + Sum([p \in Peers |-> Len(sas[p])], Peers)

\* After the shutdown no task is given out.
TaskLeft == Used < Tasks /\ ~shut

-----------------------------------------------------------------------------
(* Firing a row for one peer *)

Facts(p) == [
  PauseOver    |-> waited[p] = Pause,
  UnderWay     |-> Number(p, "opening") > 0,
  ChildThere   |-> Children(p) > 0,
  TaskLeft     |-> TaskLeft,
  AddressThere |-> ours # "none",
  SameAddress  |-> ours = noted[p],
  ToBeOpened   |-> p \in ToOpen,
  Alive        |-> Len(sas[p]) > 0,
  PatienceOver |-> patience[p] = 0]

What(p, kind) == [about |-> p, kind |-> kind]

Nothing == [begun |-> FALSE, reported |-> {}, answered |-> {}, through |-> {}]

\* Deletion begins: nothing is sent through the Child SA from now on.
Ending(s) == [s EXCEPT !.is = "ending", !.child = IF @ = "none" THEN @ ELSE "ending", !.sends = FALSE]

\* What an action does for one peer.
Do(h, action) ==
  CASE action = "NoteAddress"    -> [h EXCEPT !.noted = ours]
    [] action = "ForgetAddress"  -> [h EXCEPT !.noted = "none"]
    [] action = "CloseAll"       -> [h EXCEPT !.sas = [i \in DOMAIN @ |-> Ending(@[i])]]
    [] action = "CloseChildless" ->
         [h EXCEPT !.sas = [i \in DOMAIN @ |-> IF @[i].is = "up" /\ @[i].child = "none" THEN Ending(@[i]) ELSE @[i]]]
    [] action = "BeginHandshake" ->
         [h EXCEPT !.sas = Append(@, [from |-> h.noted, is |-> "opening", child |-> "none", sends |-> FALSE]),
                   !.outcome.begun = TRUE]
    [] action = "StartPause"     -> [h EXCEPT !.waited = 0]
    [] action \in {"ReportUncovered", "ReportNoTask"} -> [h EXCEPT !.outcome.reported = @ \cup {action}]
    [] action = "AcceptRequest"  -> [h EXCEPT !.outcome.answered = @ \cup {"yes"}]
    [] action = "RefuseRequest"  -> [h EXCEPT !.outcome.answered = @ \cup {"no"}]
    [] action = "CheckLater"     -> [h EXCEPT !.check = Interval]
    [] action = "CheckSoon"      -> [h EXCEPT !.check = 1]
    [] action = "StopChecking"   -> [h EXCEPT !.check = Off]
    [] action = "StartPatience"  -> [h EXCEPT !.patience = Patience]
    [] action \in {"KeepWaiting", "KeepAddress", "IgnoreStale"} -> h

\* What the actions of a row may change.
Held(p) == [noted |-> noted[p], sas |-> sas[p], waited |-> waited[p], check |-> check[p], patience |-> patience[p],
            outcome |-> Nothing]

FireEvent(p, event, what) ==
  \E row \in {Machine!Step(state[p], event)} :
    \E h \in {InOrder(row.actions, Held(p), Do)} :
      /\ state' = [state EXCEPT ![p] = row.next]
      /\ noted' = [noted EXCEPT ![p] = h.noted]
      /\ sas' = [sas EXCEPT ![p] = h.sas]
      /\ waited' = [waited EXCEPT ![p] = h.waited]
      /\ check' = [check EXCEPT ![p] = h.check]
      /\ patience' = [patience EXCEPT ![p] = h.patience]
      /\ quiet' = [quiet EXCEPT ![p] = IF h.outcome.begun \/ h.outcome.reported # {} THEN 0 ELSE @]
      /\ came' = what
      /\ outcome' = h.outcome
      /\ lastAction' = Told("host", what.kind, <<what>>, <<Firing(p, "Acquire", row)>>, <<>>)

Fire(p, rules, what) == FireEvent(p, Deciding!DecideFrom(rules, Facts(p)), what)

-----------------------------------------------------------------------------
(* Actions *)

\* The SAs that the outbound path takes: the latest first.
Carriers(p) == {i \in DOMAIN sas[p] : sas[p][i].sends}

\* A packet that policy protects with the peer leaves through the SA that carries it.
Carry(p) ==
  /\ Carriers(p) # {}
  /\ \E i \in Carriers(p) :
       /\ \A j \in Carriers(p) : j <= i
       /\ outcome' = [Nothing EXCEPT !.through = {sas[p][i]}]
  /\ came' = What(p, "Carry")
  /\ lastAction' = Told("host", "Carry", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<world, state, unseen, noted, sas, waited, quiet, timers, untold>>

\* Without SA that carries it one is needed.
Packet(p) ==
  /\ Carriers(p) = {}
  /\ Fire(p, Deciding!Packet.rules, What(p, "Packet"))
  /\ UNCHANGED <<world, unseen, untold>>

\* The same outside of the selectors that were negotiated.
OddPacket(p) ==
  /\ Children(p) > 0
  /\ Fire(p, Deciding!Packet.rules, What(p, "OddPacket"))
  /\ UNCHANGED <<world, unseen, untold>>

Request(p) ==
  /\ Fire(p, Deciding!Request.rules, What(p, "Request"))
  /\ UNCHANGED <<world, unseen, untold>>

\* The host looks whether its address towards the peer has changed.
Look(p) ==
  /\ Fire(p, Deciding!Address.rules, What(p, "Look"))
  /\ unseen' = unseen \ {p}
  /\ UNCHANGED <<world, untold>>

\* The time to check has come.
Check(p) ==
  /\ check[p] = 0
  /\ Fire(p, Deciding!Check.rules, What(p, "Check"))
  /\ UNCHANGED <<world, unseen, untold>>

\* Every peer's instance is told of the shutdown.
TellShutdown(p) ==
  /\ FireEvent(p, "ShutdownRequested", What(p, "Shutdown"))
  /\ untold' = untold \ {p}
  /\ UNCHANGED <<world, unseen>>

\* Something else happens with the peer: no row of this machine is fired.
Happens(p, does) ==
  /\ came' = What(p, does)
  /\ outcome' = Nothing
  /\ lastAction' = Told(p, does, <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, unseen, noted, waited, quiet, ours, changes, timers, ending>>

\* An SA with p becomes another, or is gone.
Becomes(p, i, s) == sas' = [sas EXCEPT ![p][i] = s]
Goes(p, i) == sas' = [sas EXCEPT ![p] = SubSeq(@, 1, i - 1) \o SubSeq(@, i + 1, Len(@))]

Up(from) == [from |-> from, is |-> "up", child |-> "up", sends |-> TRUE]
Childless(from) == [from |-> from, is |-> "up", child |-> "none", sends |-> FALSE]

\* A handshake makes an IKE SA and its Child SA.
Succeed(p) ==
  /\ \E i \in DOMAIN sas[p] : sas[p][i].is = "opening" /\ Becomes(p, i, Up(sas[p][i].from))
  /\ Happens(p, "Succeed")
  /\ UNCHANGED <<others, mishaps>>

\* A deletion is over: it was answered, or asked for in vain.
End(p) ==
  /\ \E i \in DOMAIN sas[p] :
       \/ sas[p][i].is = "ending" /\ Goes(p, i)
       \/ sas[p][i].is = "up" /\ sas[p][i].child = "ending" /\ Becomes(p, i, [sas[p][i] EXCEPT !.child = "none"])
  /\ Happens(p, "End")
  /\ UNCHANGED <<others, mishaps>>

Mishap(p, does) ==
  /\ Endless \/ mishaps > 0
  /\ mishaps' = IF Endless THEN mishaps ELSE mishaps - 1
  /\ Happens(p, does)
  /\ UNCHANGED others

\* A handshake makes an IKE SA, and one of both refuses the Child SA.
RefuseChild(p) ==
  /\ \E i \in DOMAIN sas[p] : sas[p][i].is = "opening" /\ Becomes(p, i, Childless(sas[p][i].from))
  /\ Mishap(p, "RefuseChild")

Fail(p) ==
  /\ \E i \in DOMAIN sas[p] : sas[p][i].is = "opening" /\ Goes(p, i)
  /\ Mishap(p, "Fail")

\* The Child SA alone is closed, by the operator, or by the peer.
CloseChild(p) ==
  /\ \E i \in DOMAIN sas[p], after \in {"ending", "none"} :
       sas[p][i].child = "up" /\ Becomes(p, i, [sas[p][i] EXCEPT !.child = after, !.sends = FALSE])
  /\ Mishap(p, "CloseChild")

\* The IKE SA is, with its Child SA; the same.
Close(p) ==
  /\ \E i \in DOMAIN sas[p] : sas[p][i].is = "up" /\ (Becomes(p, i, Ending(sas[p][i])) \/ Goes(p, i))
  /\ Mishap(p, "Close")

\* The peer opens to us.
PeerOpens(p) ==
  /\ ours # "none" /\ TaskLeft
  /\ \E s \in {Up(ours), Childless(ours)} : sas' = [sas EXCEPT ![p] = Append(@, s)]
  /\ Mishap(p, "PeerOpens")

ChangeAddress ==
  /\ changes > 0
  /\ changes' = changes - 1
  /\ \E address \in Addresses \ {ours} : ours' = address
  /\ unseen' = Peers
  /\ came' = What("host", "ChangeAddress")
  /\ outcome' = Nothing
  /\ lastAction' = Told("host", "ChangeAddress", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, noted, sas, waited, quiet, others, mishaps, timers, ending>>

\* The operator ends the host.
Shutdown ==
  /\ Shutdowns /\ ~shut
  /\ shut' = TRUE
  /\ untold' = Peers
  /\ came' = What("host", "BeginShutdown")
  /\ outcome' = Nothing
  /\ lastAction' = Told("host", "Shutdown", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, ours, unseen, noted, sas, waited, quiet, others, changes, mishaps, timers>>

TakeTask ==
  /\ Strangers /\ TaskLeft
  /\ others' = others + 1
  /\ came' = What("others", "TakeTask")
  /\ outcome' = Nothing
  /\ lastAction' = Told("others", "TakeTask", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, ours, unseen, noted, sas, waited, quiet, changes, mishaps, timers, ending>>

ReturnTask ==
  /\ others > 0
  /\ others' = others - 1
  /\ came' = What("others", "ReturnTask")
  /\ outcome' = Nothing
  /\ lastAction' = Told("others", "ReturnTask", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, ours, unseen, noted, sas, waited, quiet, changes, mishaps, timers, ending>>

Later(time) == IF time < Pause THEN time + 1 ELSE time
Sooner(time) == IF time > 0 THEN time - 1 ELSE time

Tick ==
  /\ \A p \in Peers : check[p] # 0
  /\ \E p \in Peers : waited[p] < Pause \/ quiet[p] < Pause \/ check[p] > 0 \/ patience[p] > 0
  /\ waited' = [p \in Peers |-> Later(waited[p])]
  /\ quiet' = [p \in Peers |-> Later(quiet[p])]
  /\ check' = [p \in Peers |-> Sooner(check[p])]
  /\ patience' = [p \in Peers |-> Sooner(patience[p])]
  /\ came' = What("clock", "Tick")
  /\ outcome' = Nothing
  /\ lastAction' = Told("clock", "Tick", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, ours, unseen, noted, sas, others, changes, mishaps, ending>>

Init ==
  /\ StartNoting
  /\ state = [p \in Peers |-> "NoAddress"]
  /\ ours \in {"none", "first"}
  /\ unseen = Peers
  /\ noted = [p \in Peers |-> "none"]
  /\ sas = [p \in Peers |-> <<>>]
  /\ waited = [p \in Peers |-> Pause]
  /\ check = [p \in Peers |-> Off]
  /\ patience = [p \in Peers |-> Off]
  /\ shut = FALSE
  /\ untold = {}
  /\ others = 0
  /\ changes = Changes
  /\ mishaps = Mishaps
  /\ quiet = [p \in Peers |-> Pause]
  /\ came = What("nobody", "Init")
  /\ outcome = Nothing
  /\ lastAction = Untold

Settled == unseen = {} /\ untold = {}

Next ==
  \/ \E p \in unseen : Look(p)
  \/ unseen = {} /\ \E p \in untold : TellShutdown(p)
  \/ /\ Settled
     /\ \/ \E p \in Peers : \/ Carry(p) \/ Packet(p) \/ OddPacket(p) \/ Request(p) \/ Look(p) \/ Check(p) \/ Succeed(p)
                            \/ End(p) \/ RefuseChild(p) \/ Fail(p) \/ CloseChild(p) \/ Close(p) \/ PeerOpens(p)
        \/ ChangeAddress \/ TakeTask \/ ReturnTask \/ Shutdown \/ Tick

Spec == Init /\ [][Next]_vars

FairSpec ==
  /\ Spec
  /\ \A p \in Peers : WF_vars(p \in unseen /\ Look(p)) /\ WF_vars(unseen = {} /\ Packet(p)) /\ WF_vars(unseen = {} /\ (Succeed(p) \/ End(p)))
  /\ WF_vars(unseen = {} /\ Tick) /\ WF_vars(unseen = {} /\ ReturnTask)

\* No packet comes, and nobody asks: the checks alone keep peers up.
CheckedSpec ==
  /\ Spec
  /\ \A p \in Peers : WF_vars(p \in unseen /\ Look(p)) /\ WF_vars(unseen = {} /\ Check(p)) /\ WF_vars(unseen = {} /\ (Succeed(p) \/ End(p)))
  /\ WF_vars(unseen = {} /\ Tick) /\ WF_vars(unseen = {} /\ ReturnTask)

\* Peers may be silent for ever.
SilentSpec ==
  /\ Spec
  /\ \A p \in Peers : WF_vars(p \in unseen /\ Look(p)) /\ WF_vars(p \in untold /\ TellShutdown(p)) /\ WF_vars(Settled /\ Check(p))
  /\ WF_vars(Settled /\ Tick)

NoteRows == Note(lastAction')

-----------------------------------------------------------------------------
(* Properties *)

IsPacket(what, p) == what.kind \in {"Packet", "OddPacket"} /\ what.about = p

\* At most one handshake that we began with a peer is under way.
OneUnderWay == \A p \in Peers : Number(p, "opening") <= 1

\* No handshake is begun without a task for it.
TasksBounded == Used <= Tasks

\* Handshakes and SAs use the address that is ours, and there are none without one; but for those that are being deleted.
OnlyOurAddress ==
  \A p \in Peers \ unseen : \A i \in DOMAIN sas[p] :
    sas[p][i].is # "ending" => ours # "none" /\ sas[p][i].from = ours

\* The address that is noted is ours, as long as anything may be begun from it.
NotedIsOurs == \A p \in Peers \ unseen : ~shut => noted[p] = ours /\ (state[p] = "NoAddress" <=> noted[p] = "none")

\* No packet leaves through a Child SA that is being deleted, or from an address that is not ours.
NothingThroughEnding ==
  [][\A s \in outcome'.through : s.is = "up" /\ s.child = "up" /\ s.from = ours]_vars

\* A packet is not lost where a Child SA could carry it.
CarriedWherePossible ==
  [][\A p \in Peers : (came'.kind = "Packet" /\ came'.about = p) => Children(p) = 0]_vars

\* A handshake is begun for a packet, for the operator, or with a peer that is to be opened to: from a new address, or when there is no IKE SA.
OpenedForAReason ==
  [][\A p \in Peers :
       (outcome'.begun /\ came'.about = p)
         => \/ came'.kind \in {"Packet", "Request"}
            \/ came'.kind = "Look" /\ p \in ToOpen /\ ours # noted[p]
            \/ came'.kind = "Check" /\ p \in ToOpen /\ sas[p] = <<>>]_vars

\* An SA, or a Child SA alone, ends only by the operator or the peer, because our address is another, with the host, or,
\* without Child SA, because a packet needs one.
EndsForAReason ==
  [][\A p \in Peers :
       (\/ Number(p, "ending")' > Number(p, "ending")
        \/ Number(p, "up")' < Number(p, "up")
        \/ Children(p)' < Children(p))
         => /\ came'.about = p
            /\ \/ came'.kind \in {"Close", "CloseChild", "Shutdown"}
               \/ came'.kind = "Look" /\ ours # noted[p]
               \/ came'.kind = "Packet" /\ Carrying(p)' = Carrying(p)]_vars

\* A packet that begins a handshake, or finds no task for one, leaves no IKE SA with the peer that has no Child SA: each
\* would hold a task, until there is none for any peer.
ChildlessEnd ==
  [][\A p \in Peers :
       (came'.kind = "Packet" /\ came'.about = p /\ (outcome'.begun \/ outcome'.reported # {}))
         => \A i \in DOMAIN sas'[p] : ~(sas'[p][i].is = "up" /\ sas'[p][i].child = "none")]_vars

\* A packet that needs an SA begins a handshake, if the pause is over, there are address and task, and none is under way.
PacketBegins ==
  [][\A p \in Peers :
       (came'.kind = "Packet" /\ came'.about = p /\ ours # "none" /\ quiet[p] = Pause
          /\ Number(p, "opening") = 0 /\ TaskLeft)
         => outcome'.begun /\ Number(p, "opening")' = 1]_vars

\* Packets begin and report no more than one thing in a pause.
RateBounded ==
  [][\A p \in Peers :
       (IsPacket(came', p) /\ (outcome'.begun \/ outcome'.reported # {})) => quiet[p] = Pause]_vars

\* A packet that the Child SA does not carry begins no handshake, which would make the same one.
NoUselessHandshake ==
  [][\A p \in Peers : (IsPacket(came', p) /\ Children(p) > 0) => ~outcome'.begun]_vars

\* The operator is told why a packet begins no handshake when neither pause nor handshake explain it.
RefusalsReported ==
  [][\A p \in Peers :
       (IsPacket(came', p) /\ ~shut /\ ours # "none" /\ quiet[p] = Pause /\ Number(p, "opening") = 0)
         => /\ outcome'.begun \/ outcome'.reported # {}
            /\ Children(p) > 0 => outcome'.reported = {"ReportUncovered"}
            /\ (Children(p) = 0 /\ ~TaskLeft) => outcome'.reported = {"ReportNoTask"}]_vars

\* The operator's request is served where it can be, pause or not, and answered truly.
RequestServed ==
  [][\A p \in Peers :
       (came'.kind = "Request" /\ came'.about = p)
         => /\ (~shut /\ ours # "none" /\ (Number(p, "opening") > 0 \/ TaskLeft)) => Number(p, "opening")' = 1
            /\ outcome'.answered = IF Number(p, "opening")' > 0 THEN {"yes"} ELSE {"no"}]_vars

\* A peer that is to be opened to is so as soon as there is an address, if there is a task; if not, the operator is told.
OpenedWithAddress ==
  [][\A p \in ToOpen :
       (came'.kind = "Look" /\ came'.about = p /\ ~shut /\ ours # "none" /\ ours # noted[p])
         => IF TaskLeft THEN Number(p, "opening")' = 1 ELSE outcome'.reported = {"ReportNoTask"}]_vars

\* A look that finds nothing new changes nothing.
NothingNewKeepsAll ==
  [][\A p \in Peers :
       (came'.kind = "Look" /\ came'.about = p /\ ours = noted[p]) => UNCHANGED <<state, sas, waited>>]_vars

\* Where the address stays and mishaps end, packets have their SA in the end.
SaInTheEnd == \A p \in Peers : <>[](ours # "none") => <>[](Children(p) > 0)

\* So does a peer that is kept up have its IKE SA, without any packet.
KeptUp == \A p \in ToOpen : <>[](ours # "none") => <>[](Number(p, "up") > 0)

\* After the shutdown every IKE SA is being closed, and nobody begins another.
EverythingEnds == (shut /\ untold = {}) => \A p \in Peers : \A i \in DOMAIN sas[p] : sas[p][i].is = "ending"

\* The end is not declared before every IKE SA with the peer is gone, or the peer has had its time.
PeersHaveTheirTime ==
  [][\A p \in Peers : (state[p] # "Closed" /\ state'[p] = "Closed") => sas[p] = <<>> \/ patience[p] = 0]_vars

\* When a peer's time to answer is over, the end is declared at the next check, which is near.
EndsInTime == \A p \in Peers : (patience[p] = 0 /\ state[p] # "Closed") => check[p] \in {0, 1}

\* A shutdown ends, whether peers answer or not.
ShutdownEnds == (shut ~> \A p \in Peers : state[p] = "Closed")
=============================================================================
