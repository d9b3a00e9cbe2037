\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE AcquireHost -----------------------------
(***************************************************************************)
(* What a host keeps of its peers and of its own address, and how a row of *)
(* Acquire is fired for one peer. Handshake tasks are few, and others take *)
(* some.                                                                   *)
(*                                                                         *)
(* Closing takes time: until its deletion is answered, or was asked for in *)
(* vain, an SA holds its task and receives, RFC 7296 section 1.4.1; but no *)
(* packet is to leave through it.                                          *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, Firings

CONSTANTS
  Peers,       \* the peers of the configuration
  Roaming,     \* those whose address is not configured: they open to us
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

\* Whether there is an address of ours from which p is opened to.
HasAddress(p) == ours # "none" /\ p \notin Roaming

Facts(p) == [
  PauseOver    |-> waited[p] = Pause,
  UnderWay     |-> Number(p, "opening") > 0,
  ChildThere   |-> Children(p) > 0,
  TaskLeft     |-> TaskLeft,
  AddressThere |-> HasAddress(p),
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
    [] action = "CloseOnLostAddress" ->
         [h EXCEPT !.sas = [i \in DOMAIN @ |-> IF @[i].from # ours THEN Ending(@[i]) ELSE @[i]]]
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
=============================================================================
