\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE HthSystem -----------------------------
(***************************************************************************)
(* Two hosts that speak IKE. A task moves only through Hth!Step, its       *)
(* exchanges only through Exchange!Step, and the decision lists say which  *)
(* event a message is. What is modelled by hand is what the engine does by *)
(* hand: computing facts, doing the actions, finding the task of a         *)
(* message.                                                                *)
(*                                                                         *)
(*   IkeMessages    messages as symbols                                    *)
(*   IkeWorld       what hosts keep; what a model is about                 *)
(*   IkeEvents      facts about messages                                   *)
(*   IkeActions     what the actions of a row do                           *)
(*   IkeHosts       what hosts and network do                              *)
(*   IkeAttacker    what the attacker sends                                *)
(*   IkeProperties  what must hold                                         *)
(***************************************************************************)
EXTENDS IkeProperties

Init ==
  /\ StartNoting
  /\ task = [p \in Hosts |-> [i \in Places(p) |-> Fresh]]
  /\ halfOpen = [p \in Hosts |-> 0]
  /\ network = {}
  /\ made = [p \in Hosts |-> [values |-> 0, sessions |-> 0]]
  /\ budget = [p \in Hosts |-> [close |-> Closes[p], closeChild |-> ChildCloses[p], probe |-> Probes[p],
                                silence |-> Keeps,
                                odd |-> OddCount[p],
                                crash |-> IF p = "alice" THEN Crashes ELSE 0,
                                forge |-> IF p = "bob" THEN ForgeryCount ELSE 0,
                                loss |-> IF p = "alice" THEN Losses ELSE 0,
                                repeat |-> IF p = "alice" THEN Repeats ELSE 0]]
  /\ \E secrets \in Secrets, group \in Groups, request \in RequestFaults, answer \in AnswerFaults, refuses \in ChildRefusals :
       world = [signs |-> secrets.signs, checks |-> secrets.checks, group |-> group,
                requestFault |-> request, answerFault |-> answer, refusesChild |-> refuses]
  /\ step = 0
  /\ outcome = [place |-> <<"none", 0>>, logged |-> <<>>, counted |-> <<>>, early |-> FALSE, watched |-> FALSE]
  /\ lastAction = Untold

\* What happens without an operator and without the network: timers run out, the scheduler runs, jobs are computed, the policy wants its
\* IKE SA.
Driven(p) ==
  \/ Initiate(p)
  \/ \E i \in Places(p) :
       \/ RunJob(p, i)
       \/ Retransmit(p, i)
       \/ ProbePeer(p, i)
       \/ ExpireHalfOpen(p, i)
       \/ ExpireLinger(p, i)
       \/ ReclaimTask(p, i)
       \/ Supersede(p, i)

\* Whether any of it is possible: each of the steps asks what is asked here, and is then possible whatever else is.
CanDrive(p) ==
  \/ CanInitiate(p)
  \/ \E i \in Places(p) :
       \/ task[p][i].job # NoJob
       \/ CanRetransmit(p, i)
       \/ CanProbe(p, i)
       \/ CanExpire(p, i)
       \/ CanExpireLinger(p, i)
       \/ task[p][i].finished
       \/ task[p][i].superseded

Deliver == \E m \in network : \E p \in Hosts : Receive(p, m)

\* All is well or all is over.
Rest == (\A x \in All : At(x).state \in {"Idle", "Established"}) /\ UNCHANGED vars

\* A step of this kind. Those that fairness is asked of turn the bit over, so that TLC, which tells states apart by their
\* view, tells them from steps of other kinds and from standing still, also where they change nothing else.
Kind(kind) == step' = IF kind \in FairKinds THEN 1 - step ELSE step

Next ==
  \/ Deliver /\ Kind("delivered")
  \/ (Driven("alice") \/ Driven("bob")) /\ Kind("driven")
  \/ /\ \/ \E p \in Hosts :
            \/ Crash(p)
            \/ \E i \in Places(p) :
                 \/ CloseIkeSa(p, i)
                 \/ CloseChildSa(p, i)
                 \/ ComeLate(p, i)
                 \/ WaitOn(p, i)
                 \/ HearEsp(p, i)
                 \/ AskOddly(p, i)
                 \/ Repeat(p, i)
        \/ \E m \in network : Lose(m)
        \/ Forge
     /\ Kind("other")
  \/ Rest

Spec == Init /\ [][Next]_vars

\* Where a step of the kinds that fairness is asked of is possible: the same as ENABLED, which takes TLC long to find out.
CanStep ==
  \/ "driven" \in FairKinds /\ (CanDrive("alice") \/ CanDrive("bob"))
  \/ "delivered" \in FairKinds /\ network # {}

\* While a step of these kinds is possible, some such step happens: timers run out and the scheduler runs; or the network,
\* which keeps nothing, delivers what it does not lose as well. This asks less than fairness of each, and where it is of
\* timers alone nothing at all of the network; so what is promised here holds all the more under more fairness.
FairSpec == Spec /\ WF_step(CanStep /\ step' = 1 - step)

NoteRows == Note(lastAction')

\* Values for the constants of the models.
Both(n)    == [p \in Hosts |-> n]
Never      == Both(0)
Once       == Both(1)
Twice      == Both(2)
Thrice     == Both(3)
OnlyAlice  == [alice |-> 1, bob |-> 0]
OnlyBob    == [alice |-> 0, bob |-> 1]
AliceTwice == [alice |-> 2, bob |-> 0]
BobTwo     == [alice |-> 1, bob |-> 2]
SameSecret     == {[signs |-> Both("secret"), checks |-> Both("secret")]}
OtherSecrets   == {[signs |-> [alice |-> "one", bob |-> "two"], checks |-> [alice |-> "one", bob |-> "two"]],
                   [signs |-> [alice |-> "secret", bob |-> "guess"], checks |-> Both("secret")]}
NoEvents == {}
=============================================================================
