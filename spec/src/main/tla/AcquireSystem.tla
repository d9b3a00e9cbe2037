\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE AcquireSystem ----------------------------
(***************************************************************************)
(* A host whose address comes, goes and changes, and peers whose handshakes *)
(* succeed, fail or are closed. Packets that need an SA keep coming; some   *)
(* are outside the selectors of the Child SA that a handshake makes. The    *)
(* peers open to us as well. Handshake tasks are few, and others take some. *)
(*                                                                          *)
(* When the host's address has changed, every peer is looked at before      *)
(* anything else happens, as the engine does within one turn.               *)
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
  Strangers    \* whether others take tasks

Machine  == INSTANCE Acquire
Deciding == INSTANCE AcquireDecisions

VARIABLES
  state,       \* of each peer's instance
  ours,        \* the host's address, "none" for none
  unseen,      \* peers for which the change of the address was not looked at yet
  noted,       \* the address that is noted for each peer
  opening,     \* handshakes under way that we began and have not given up
  sa,          \* whether an IKE SA with the peer stands
  child,       \* whether its Child SA does
  from,        \* the address of ours that handshake and SA with the peer use
  waited,      \* time since the pause began, up to Pause
  others,      \* tasks that others have
  changes,     \* changes of the address that are left
  mishaps,     \* mishaps that are left
  quiet,       \* ghost: time since a handshake was begun or something was reported, up to Pause
  came,        \* ghost: what the last step was
  outcome,     \* ghost: of the last step, whether a handshake was begun, what was reported and answered
  lastAction

view == <<state, ours, unseen, noted, opening, sa, child, from, waited, others, changes, mishaps, quiet>>
vars == <<state, ours, unseen, noted, opening, sa, child, from, waited, others, changes, mishaps, quiet,
          came, outcome, lastAction>>

world == <<ours, changes, mishaps, others>>

Addresses == {"none", "first", "second"}

TypeOk ==
  /\ state \in [Peers -> Machine!States]
  /\ ours \in Addresses
  /\ unseen \subseteq Peers
  /\ noted \in [Peers -> Addresses]
  /\ opening \in [Peers -> 0..2]
  /\ sa \in [Peers -> BOOLEAN]
  /\ child \in [Peers -> BOOLEAN]
  /\ from \in [Peers -> Addresses]
  /\ waited \in [Peers -> 0..Pause]
  /\ others \in 0..Tasks
  /\ changes \in 0..Changes
  /\ mishaps \in 0..Mishaps
  /\ quiet \in [Peers -> 0..Pause]

RECURSIVE Sum(_, _)
Sum(f, over) == IF over = {} THEN 0 ELSE LET n == CHOOSE n \in over : TRUE IN f[n] + Sum(f, over \ {n})

Used == others + Sum(opening, Peers) + Cardinality({p \in Peers : sa[p]})

TaskLeft == Used < Tasks

Does(row, action) == \E k \in DOMAIN row.actions : row.actions[k] = action

-----------------------------------------------------------------------------
(* Firing a row for one peer *)

Facts(p) == [
  PauseOver    |-> waited[p] = Pause,
  UnderWay     |-> opening[p] > 0,
  ChildThere   |-> child[p],
  TaskLeft     |-> TaskLeft,
  AddressThere |-> ours # "none",
  SameAddress  |-> ours = noted[p],
  ToBeOpened   |-> p \in ToOpen]

What(p, kind) == [about |-> p, kind |-> kind]

Nothing == [begun |-> FALSE, reported |-> {}, answered |-> {}]

Fire(p, rules, what) ==
  \E row \in {Machine!Step(state[p], Deciding!DecideFrom(rules, Facts(p)))} :
    LET closes   == Does(row, "CloseAll")
        begins   == Does(row, "BeginHandshake")
        address  == IF Does(row, "NoteAddress") THEN ours
                    ELSE IF Does(row, "ForgetAddress") THEN "none" ELSE noted[p]
        reported == {a \in {"ReportUncovered", "ReportNoTask"} : Does(row, a)}
        answered == (IF Does(row, "AcceptRequest") THEN {"yes"} ELSE {})
                      \cup (IF Does(row, "RefuseRequest") THEN {"no"} ELSE {})
    IN  /\ state' = [state EXCEPT ![p] = row.next]
        /\ noted' = [noted EXCEPT ![p] = address]
        /\ opening' = [opening EXCEPT ![p] = (IF closes THEN 0 ELSE @) + (IF begins THEN 1 ELSE 0)]
        /\ sa' = [sa EXCEPT ![p] = @ /\ ~closes]
        /\ child' = [child EXCEPT ![p] = @ /\ ~closes]
        /\ from' = [from EXCEPT ![p] = IF begins THEN address ELSE IF closes THEN "none" ELSE @]
        /\ waited' = [waited EXCEPT ![p] = IF Does(row, "StartPause") THEN 0 ELSE @]
        /\ quiet' = [quiet EXCEPT ![p] = IF begins \/ reported # {} THEN 0 ELSE @]
        /\ came' = what
        /\ outcome' = [begun |-> begins, reported |-> reported, answered |-> answered]
        /\ lastAction' = Told("host", what.kind, <<what>>, <<Firing(p, "Acquire", row)>>, <<>>)

-----------------------------------------------------------------------------
(* Actions *)

\* A packet that policy protects with the peer; without SA that carries it one is needed.
Packet(p) ==
  /\ ~child[p]
  /\ Fire(p, Deciding!Packet.rules, What(p, "Packet"))
  /\ UNCHANGED <<world, unseen>>

\* The same outside of the selectors that were negotiated.
OddPacket(p) ==
  /\ child[p]
  /\ Fire(p, Deciding!Packet.rules, What(p, "Packet"))
  /\ UNCHANGED <<world, unseen>>

Request(p) ==
  /\ Fire(p, Deciding!Request.rules, What(p, "Request"))
  /\ UNCHANGED <<world, unseen>>

\* The host looks whether its address towards the peer has changed.
Look(p) ==
  /\ Fire(p, Deciding!Address.rules, What(p, "Look"))
  /\ unseen' = unseen \ {p}
  /\ UNCHANGED world

\* Something else happens with the peer: no row of this machine is fired.
Happens(p, does) ==
  /\ came' = What(p, does)
  /\ outcome' = Nothing
  /\ lastAction' = Told(p, does, <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, unseen, noted, waited, quiet, ours, changes>>

\* A handshake makes an IKE SA, with its Child SA or without.
Succeed(p) ==
  /\ opening[p] > 0
  /\ opening' = [opening EXCEPT ![p] = @ - 1]
  /\ sa' = [sa EXCEPT ![p] = TRUE]
  /\ child' = [child EXCEPT ![p] = TRUE]
  /\ Happens(p, "Succeed")
  /\ UNCHANGED <<from, others, mishaps>>

Mishap(p, does) ==
  /\ Endless \/ mishaps > 0
  /\ mishaps' = IF Endless THEN mishaps ELSE mishaps - 1
  /\ Happens(p, does)
  /\ UNCHANGED others

Fail(p) ==
  /\ opening[p] > 0
  /\ opening' = [opening EXCEPT ![p] = @ - 1]
  /\ UNCHANGED <<sa, child, from>>
  /\ Mishap(p, "Fail")

\* The Child SA alone is closed, or both; by the peer or the operator.
CloseChild(p) ==
  /\ child[p]
  /\ child' = [child EXCEPT ![p] = FALSE]
  /\ UNCHANGED <<opening, sa, from>>
  /\ Mishap(p, "CloseChild")

Close(p) ==
  /\ sa[p]
  /\ sa' = [sa EXCEPT ![p] = FALSE]
  /\ child' = [child EXCEPT ![p] = FALSE]
  /\ UNCHANGED <<opening, from>>
  /\ Mishap(p, "Close")

\* The peer opens to us.
PeerOpens(p) ==
  /\ ours # "none" /\ opening[p] = 0 /\ ~sa[p] /\ TaskLeft
  /\ sa' = [sa EXCEPT ![p] = TRUE]
  /\ child' = [child EXCEPT ![p] = TRUE]
  /\ from' = [from EXCEPT ![p] = ours]
  /\ UNCHANGED opening
  /\ Mishap(p, "PeerOpens")

ChangeAddress ==
  /\ changes > 0
  /\ changes' = changes - 1
  /\ \E address \in Addresses \ {ours} : ours' = address
  /\ unseen' = Peers
  /\ came' = What("host", "ChangeAddress")
  /\ outcome' = Nothing
  /\ lastAction' = Told("host", "ChangeAddress", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, noted, opening, sa, child, from, waited, quiet, others, mishaps>>

TakeTask ==
  /\ Strangers /\ TaskLeft
  /\ others' = others + 1
  /\ came' = What("others", "TakeTask")
  /\ outcome' = Nothing
  /\ lastAction' = Told("others", "TakeTask", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, ours, unseen, noted, opening, sa, child, from, waited, quiet, changes, mishaps>>

ReturnTask ==
  /\ others > 0
  /\ others' = others - 1
  /\ came' = What("others", "ReturnTask")
  /\ outcome' = Nothing
  /\ lastAction' = Told("others", "ReturnTask", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, ours, unseen, noted, opening, sa, child, from, waited, quiet, changes, mishaps>>

Later(time) == IF time < Pause THEN time + 1 ELSE time

Tick ==
  /\ \E p \in Peers : waited[p] < Pause \/ quiet[p] < Pause
  /\ waited' = [p \in Peers |-> Later(waited[p])]
  /\ quiet' = [p \in Peers |-> Later(quiet[p])]
  /\ came' = What("clock", "Tick")
  /\ outcome' = Nothing
  /\ lastAction' = Told("clock", "Tick", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, ours, unseen, noted, opening, sa, child, from, others, changes, mishaps>>

Init ==
  /\ StartNoting
  /\ state = [p \in Peers |-> "NoAddress"]
  /\ ours \in {"none", "first"}
  /\ unseen = Peers
  /\ noted = [p \in Peers |-> "none"]
  /\ opening = [p \in Peers |-> 0]
  /\ sa = [p \in Peers |-> FALSE]
  /\ child = [p \in Peers |-> FALSE]
  /\ from = [p \in Peers |-> "none"]
  /\ waited = [p \in Peers |-> Pause]
  /\ others = 0
  /\ changes = Changes
  /\ mishaps = Mishaps
  /\ quiet = [p \in Peers |-> Pause]
  /\ came = What("nobody", "Init")
  /\ outcome = Nothing
  /\ lastAction = Untold

Next ==
  \/ \E p \in unseen : Look(p)
  \/ /\ unseen = {}
     /\ \/ \E p \in Peers : \/ Packet(p) \/ OddPacket(p) \/ Request(p) \/ Look(p) \/ Succeed(p)
                            \/ Fail(p) \/ CloseChild(p) \/ Close(p) \/ PeerOpens(p)
        \/ ChangeAddress \/ TakeTask \/ ReturnTask \/ Tick

Spec == Init /\ [][Next]_vars

FairSpec ==
  /\ Spec
  /\ \A p \in Peers : WF_vars(p \in unseen /\ Look(p)) /\ WF_vars(unseen = {} /\ Packet(p)) /\ WF_vars(unseen = {} /\ Succeed(p))
  /\ WF_vars(unseen = {} /\ Tick) /\ WF_vars(unseen = {} /\ ReturnTask)

NoteRows == Note(lastAction')

-----------------------------------------------------------------------------
(* Properties *)

\* At most one handshake that we began with a peer is under way.
OneUnderWay == \A p \in Peers : opening[p] <= 1

\* No handshake is begun without a task for it.
TasksBounded == Used <= Tasks

\* Handshakes and SAs use the address that is ours, and there are none without one.
OnlyOurAddress ==
  \A p \in Peers \ unseen : (opening[p] > 0 \/ sa[p]) => ours # "none" /\ from[p] = ours

\* The address that is noted is ours.
NotedIsOurs == \A p \in Peers \ unseen : noted[p] = ours /\ (state[p] = "NoAddress" <=> noted[p] = "none")

\* A packet that needs an SA begins a handshake, if the pause is over, there are address and task, and none is under way.
PacketBegins ==
  [][\A p \in Peers :
       (came'.kind = "Packet" /\ came'.about = p /\ ours # "none" /\ quiet[p] = Pause
          /\ opening[p] = 0 /\ ~child[p] /\ TaskLeft)
         => outcome'.begun /\ opening'[p] = 1]_vars

\* Packets begin and report no more than one thing in a pause.
RateBounded ==
  [][\A p \in Peers :
       (came'.kind = "Packet" /\ came'.about = p /\ (outcome'.begun \/ outcome'.reported # {}))
         => quiet[p] = Pause]_vars

\* A packet that the Child SA does not carry begins no handshake, which would make the same one.
NoUselessHandshake ==
  [][\A p \in Peers : (came'.kind = "Packet" /\ came'.about = p /\ child[p]) => ~outcome'.begun]_vars

\* The operator is told why a packet begins no handshake when neither pause nor handshake explain it.
RefusalsReported ==
  [][\A p \in Peers :
       (came'.kind = "Packet" /\ came'.about = p /\ ours # "none" /\ quiet[p] = Pause /\ opening[p] = 0)
         => /\ outcome'.begun \/ outcome'.reported # {}
            /\ child[p] => outcome'.reported = {"ReportUncovered"}
            /\ (~child[p] /\ ~TaskLeft) => outcome'.reported = {"ReportNoTask"}]_vars

\* The operator's request is served where it can be, pause or not, and answered truly.
RequestServed ==
  [][\A p \in Peers :
       (came'.kind = "Request" /\ came'.about = p)
         => /\ (ours # "none" /\ (opening[p] > 0 \/ TaskLeft)) => opening'[p] = 1
            /\ outcome'.answered = IF opening'[p] > 0 THEN {"yes"} ELSE {"no"}]_vars

\* A peer that is to be opened to is so as soon as there is an address, if there is a task; if not, the operator is told.
OpenedWithAddress ==
  [][\A p \in ToOpen :
       (came'.kind = "Look" /\ came'.about = p /\ ours # "none" /\ ours # noted[p])
         => IF TaskLeft THEN opening'[p] = 1 ELSE outcome'.reported = {"ReportNoTask"}]_vars

\* A look that finds nothing new changes nothing.
NothingNewKeepsAll ==
  [][\A p \in Peers :
       (came'.kind = "Look" /\ came'.about = p /\ ours = noted[p])
         => UNCHANGED <<state, opening, sa, child, waited>>]_vars

\* Where the address stays and mishaps end, packets have their SA in the end.
SaInTheEnd == \A p \in Peers : <>[](ours # "none") => <>[]child[p]
=============================================================================
