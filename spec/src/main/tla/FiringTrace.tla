\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE FiringTrace ----------------------------
(***************************************************************************)
(* Whether a recorded trace of firings is a behaviour of a machine: every  *)
(* firing starts in the state in which its instance is, and ends where the *)
(* table says; and its event is the one that the recorded facts make. TLC  *)
(* follows the trace; an invariant stops it at the first firing that       *)
(* the specification does not allow.                                       *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, TLC

CONSTANTS
  Trace,       \* a sequence of <<id, state, event, next, decision, facts>>, in the order in which they were fired;
               \* facts is a sequence of <<name, ToString of the value>>, decision "" for an event that none made
  States,      \* the machine's states
  Events,      \* the machine's events
  Start,       \* the states in which an instance may begin
  Renewable,   \* whether new instances may begin under an id that is in use: packets of one SA
  Step(_, _),  \* the machine's table
  LocalEvents, \* events that no decision makes
  DecisionRules(_) \* the rules of a decision by its name; none for a name that there is not

VARIABLES
  at,          \* the place of the next firing in the trace
  standing     \* for every id, how many instances are in each state

vars == <<at, standing>>

\* TLC would compute Trace anew at each use, since this module is an instance: it is kept in a register.
Kept   == TLCGet(1)
Length == TLCGet(2)
Keep   == TLCSet(1, Trace) /\ TLCSet(2, Len(Trace))

Ids == {Kept[i][1] : i \in 1..Length}

TypeOk ==
  /\ at \in 1..(Length + 1)
  /\ \A id \in DOMAIN standing : standing[id] \in [States -> Nat]

\* States in which there is always an instance to come.
Endless(s) == Renewable /\ s \in Start

Stands(id, s) == Endless(s) \/ standing[id][s] > 0

\* Whether the facts speak of the condition, and whether they contradict it.
Asked(facts, condition)    == \E i \in DOMAIN facts : facts[i][1] = condition[1]
Contradict(facts, condition) ==
  \E i \in DOMAIN facts : facts[i][1] = condition[1] /\ facts[i][2] # ToString(condition[2])

\* The first rule that no fact contradicts.
Deciding(rules, facts) ==
  LET open == {i \in DOMAIN rules : \A c \in DOMAIN rules[i].when : ~Contradict(facts, rules[i].when[c])}
  IN  rules[CHOOSE i \in open : \A j \in open : i <= j]

\* Why the event does not follow from the facts, or "accepted".
DecisionReason(event, decision, facts) ==
  IF decision = ""
  THEN IF event \in LocalEvents THEN "accepted" ELSE "the event " \o event \o " came without the facts that make it"
  ELSE IF event \in LocalEvents THEN "no facts make the event " \o event
  ELSE IF DecisionRules(decision) = <<>> THEN "there is no decision " \o decision
  ELSE LET rule == Deciding(DecisionRules(decision), facts)
           open == {c \in DOMAIN rule.when : ~Asked(facts, rule.when[c])}
       IN  IF open # {}
           THEN "the rule for " \o rule.event \o " needs the fact "
                \o rule.when[CHOOSE c \in open : TRUE][1] \o ", which was not asked"
           ELSE IF rule.event # event
           THEN "the facts make " \o rule.event \o ", not " \o event
           ELSE "accepted"

\* Why a firing is not allowed now, or "accepted".
Reason(id, state, event, next, decision, facts) ==
  CASE state \notin States -> "there is no state " \o state
    [] event \notin Events -> "there is no event " \o event
    [] next \notin States  -> "there is no state " \o next
    [] OTHER ->
       IF ~Stands(id, state)
       THEN "the instance is not in " \o state \o " but in " \o ToString({s \in States : Stands(id, s)})
       ELSE IF Step(state, event).next # next
       THEN "the table goes to " \o Step(state, event).next \o ", not to " \o next
       ELSE DecisionReason(event, decision, facts)

ReasonAt(i) == Reason(Kept[i][1], Kept[i][2], Kept[i][3], Kept[i][4], Kept[i][5], Kept[i][6])

\* An instance goes from one state to another.
Moved(counts, from, to) ==
  [s \in States |->
     IF Endless(s) THEN counts[s]
     ELSE counts[s] - (IF s = from THEN 1 ELSE 0) + (IF s = to THEN 1 ELSE 0)]

\* The next firing of the trace.
Fire ==
  /\ at <= Length
  /\ ReasonAt(at) = "accepted"
  /\ standing' = [standing EXCEPT ![Kept[at][1]] = Moved(@, Kept[at][2], Kept[at][4])]
  /\ at' = at + 1

\* The end of the trace was reached.
Finish == at > Length /\ UNCHANGED vars

Init ==
  /\ Keep
  /\ at = 1
  /\ standing \in [Ids -> {[s \in States |-> IF s = first /\ ~Renewable THEN 1 ELSE 0] : first \in Start}]

Next == Fire \/ Finish

Spec == Init /\ [][Next]_vars

\* The specification allows the trace up to here.
Accepts == at > Length \/ ReasonAt(at) = "accepted" \/ (PrintT("REJECTED " \o ToString(at) \o " " \o ReasonAt(at)) /\ FALSE)
=============================================================================
