\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE IkeWorld ------------------------------
(***************************************************************************)
(* Two hosts, alice and bob, each with a pool of handshake tasks; what     *)
(* they keep, and what a model is about.                                   *)
(***************************************************************************)
EXTENDS IkeMessages

CONSTANTS
  Secrets,      \* pre-shared keys to try: what each host signs with and checks with
  Groups,       \* groups that a responder may want; initiators open with "group1"
  RequestFaults,\* what may be wrong inside alice's IKE_AUTH request
  AnswerFaults, \* what may be wrong inside an answer to IKE_AUTH
  ChildRefusals,\* whether a responder may refuse the first Child SA
  Tasks,        \* how many tasks each host's pool has
  Threshold,    \* how many may be half open before a cookie is required
  Sessions,     \* how many handshakes each host starts at most
  Values,       \* how many ephemeral values each host makes at most
  MaxTries,     \* how often a request is sent again
  MaxRestarts,  \* how often IKE_SA_INIT is repeated in another form
  Closes,       \* how many times each operator closes an IKE SA
  ChildCloses,  \* how many times each operator closes a Child SA
  Probes,       \* how many liveness checks each host makes of a peer that lives
  Overtaken,    \* events of timers and operators that come too late
  OddRequests,  \* requests of kinds that this engine does not make, from either host
  OddCount,     \* and how many of them each host makes
  Forgeries,    \* what the attacker may send, see Forged
  ForgeryCount, \* and how many of them
  Crashes,      \* how many times alice restarts without a word
  Keeps,        \* whether the network keeps every message, to deliver it at any time and any number of times
  Losses,       \* how many messages it loses, if it does not keep them
  Repeats,      \* how many it delivers twice
  Expiries,     \* whether half-open tasks may expire while the peer is still trying
  FairKinds     \* kinds of steps that fairness is asked of: "driven", "delivered"

Hth      == INSTANCE Hth
HthRules == INSTANCE HthDecisions

Hosts == {"alice", "bob"}
Other(p) == IF p = "alice" THEN "bob" ELSE "alice"

VARIABLES
  task,        \* each host's tasks: state of the machine Hth and all that belongs to it
  halfOpen,    \* how many tasks each host counts as half open
  network,     \* messages that may arrive
  made,        \* how many ephemeral values each host has made, and how many handshakes it began
  budget,      \* what operators, odd peers, network and attacker may still do
  world,       \* what this run is about, chosen once: secrets, wanted group, faults
  step,        \* a bit that steps of the kinds that fairness is asked of turn over
  outcome,     \* what the last step did besides; for the properties only
  lastAction   \* what the last step was; for the reader only

view == <<task, halfOpen, network, made, budget, world, step>>
vars == <<task, halfOpen, network, made, budget, world, step, outcome, lastAction>>

\* What a task waits for: our key pair, or the shared secret with the public value of message cause.
NoJob == [kind |-> "none", cause |-> None]
KeyPairJob == [kind |-> "KeyPair", cause |-> None]
SecretJob(m) == [kind |-> "Secret", cause |-> m]

Fresh ==
  [state      |-> "Idle",         \* of the machine Hth
   role       |-> "none",         \* initiator or responder
   half       |-> Quiescent,      \* the exchanges
   spis       |-> <<NoSpi, NoSpi>>, \* the initiator's and the responder's
   origin     |-> None,           \* the IKE_SA_INIT request that made a responder's task
   myInit     |-> NoInit,         \* our IKE_SA_INIT message: private value, nonce, signed octets
   peerInit   |-> NoInit,         \* the peer's
   drawn      |-> "none",         \* the group of our private value
   job        |-> NoJob,          \* what is being computed
   keys       |-> NoKeys,         \* the IKE SA's keys
   child      |-> NoChild,        \* the Child SA that is installed
   sends      |-> FALSE,          \* whether it is sent on
   peer       |-> "none",         \* which peer it is, as far as known
   liveness   |-> "off",          \* the liveness timer: off, running, or run out
   halfOpen   |-> FALSE,          \* whether the half-open timer runs
   linger     |-> FALSE,          \* whether the linger timer runs
   finished   |-> FALSE,          \* whether the scheduler was told to reclaim the task
   superseded |-> FALSE,          \* whether another task has told that the peer restarted
   restarts   |-> 0,              \* how often IKE_SA_INIT was repeated in another form
   \* For the properties only; no action of a table writes these.
   verified   |-> FALSE,          \* a message with an AUTH that only the peer can have made was received
   derivations|-> 0,              \* how often keys were derived
   installs   |-> 0]              \* how often a Child SA was installed

Places(p) == 1..Tasks[p]
Range(s)  == {s[i] : i \in DOMAIN s}
All       == {<<p, i>> \in Hosts \X (1..3) : i <= Tasks[p]}
At(x)     == task[x[1]][x[2]]

\* SPIs as the host and its peer named them.
OwnSpi(t)  == IF t.role = "initiator" THEN t.spis[1] ELSE t.spis[2]
PeerSpi(t) == IF t.role = "initiator" THEN t.spis[2] ELSE t.spis[1]

\* The task at the other end of the same IKE SA, if there is one.
Peers(x) == {y \in All : y[1] # x[1] /\ At(y).spis = At(x).spis /\ At(y).state # "Idle" /\ At(x).state # "Idle"}

Free(p) == {i \in Places(p) : task[p][i].state = "Idle"}
FirstFree(p) == CHOOSE i \in Free(p) : \A j \in Free(p) : i <= j

TypeOk ==
  /\ \A x \in All :
       /\ At(x).state \in Hth!States
       /\ At(x).half.state \in Exchange!States
       /\ At(x).half.tries \in 0..MaxTries
       /\ At(x).restarts \in 0..MaxRestarts
       /\ At(x).job.kind \in {"none", "KeyPair", "Secret"}
       /\ At(x).liveness \in {"off", "running", "out"}
       /\ \A flag \in {"sends", "halfOpen", "linger", "finished", "superseded", "verified"} : At(x)[flag] \in BOOLEAN
  /\ \A p \in Hosts : halfOpen[p] \in 0..Tasks[p]
  /\ \A m \in network : m.response \in BOOLEAN

=============================================================================
