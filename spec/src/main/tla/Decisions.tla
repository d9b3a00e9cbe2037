\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE Decisions -----------------------------
(***************************************************************************)
(* How a machine's events are decided. The engine, or a model of its       *)
(* world, computes facts about what came in: each has a name and a few     *)
(* values. An ordered list of rules says which event the facts make: the   *)
(* first rule whose conditions all hold decides. A fact is computed when a *)
(* rule asks for it and not before, so the order of the rules is the order *)
(* of their cost too.                                                      *)
(*                                                                         *)
(* The lists are generated into Java beside the tables; a module           *)
(* <Machine>Decisions defines FactDocs and Decisions for <Machine>.        *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

\* A fact that is true or false.
Fact(name, says) == [name |-> name, values |-> <<FALSE, TRUE>>, says |-> says]

\* A fact with named values, in the order of the Java enum.
FactOf(name, values, says) == [name |-> name, values |-> values, says |-> says]

\* Conditions of a rule.
Is(fact)            == <<fact, TRUE>>
Not(fact)           == <<fact, FALSE>>
IsValue(fact, value) == <<fact, value>>

\* The outcome of a rule after which something else decides: there is no event yet.
NoEvent == "NoEvent"

When(conditions, event, rfc, story) ==
  [when |-> conditions, event |-> event, rfc |-> rfc, story |-> story]

Otherwise(event, rfc, story) == When(<<>>, event, rfc, story)

\* A list of rules with its name, which is a noun: what is decided upon.
Decision(name, says, rules) == [name |-> name, says |-> says, rules |-> rules]

\* F(name) is the value of a fact; only facts that are asked for need a value.
Holds(rule, F(_)) == \A i \in DOMAIN rule.when : F(rule.when[i][1]) = rule.when[i][2]

\* The place of the rule that decides.
Deciding(rules, F(_)) ==
  CHOOSE i \in DOMAIN rules : Holds(rules[i], F) /\ \A j \in 1..(i - 1) : ~Holds(rules[j], F)

Decide(rules, F(_)) == rules[Deciding(rules, F)].event

\* The same when the facts are a record or function over their names.
DecideFrom(rules, facts) == Decide(rules, LAMBDA name : facts[name])

\* The rules of the decision with this name; none for a name that there is not.
RulesOf(decisions, name) ==
  IF \E i \in DOMAIN decisions : decisions[i].name = name
  THEN decisions[CHOOSE i \in DOMAIN decisions : decisions[i].name = name].rules
  ELSE <<>>
=============================================================================
