\* SPDX-License-Identifier: Apache-2.0
--------------------------- MODULE CookiesSystem ---------------------------
(***************************************************************************)
(* A responder under load that demands cookies, initiators that fetch and  *)
(* bring them back at any time, and an attacker who brings every cookie    *)
(* that was ever made for any initiator, and such as are made with the     *)
(* octets of a secret that was never drawn: those everybody knows.         *)
(*                                                                         *)
(* A cookie is the term of what it is made of; a secret is the number of   *)
(* its draw, 0 for one that was not drawn. The machine moves only through  *)
(* Cookies!Step, by events that CookiesDecisions makes of facts.           *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, Firings

CONSTANTS
  Period,      \* how long a secret is used
  LastTime,    \* where the clock stops
  MaxMade      \* how many cookies are made

Machine == INSTANCE Cookies
Deciding == INSTANCE CookiesDecisions

\* One initiator, and four that differ from it in one thing each that a cookie is bound to.
Somewhere == [address |-> 1, port |-> 1, spi |-> 1, nonce |-> 1]
Initiators ==
  {Somewhere, [Somewhere EXCEPT !.address = 2], [Somewhere EXCEPT !.port = 2],
   [Somewhere EXCEPT !.spi = 2], [Somewhere EXCEPT !.nonce = 2]}

VARIABLES
  now,         \* the clock
  state,       \* the machine's state
  current,     \* the secret
  previous,    \* the secret before
  drawn,       \* how many secrets were drawn
  start,       \* when the period of the secret began; anything before the first
  made,        \* every cookie that was made, for whom and when; for the properties and the attacker
  verdict,     \* the last verification; for the properties only
  lastAction   \* what the last step was; for the reader only

view == <<now, state, current, previous, drawn, start, made, verdict>>
vars == <<now, state, current, previous, drawn, start, made, verdict, lastAction>>

NoVerdict == [accepted |-> FALSE, cookie |-> <<>>, initiator |-> Somewhere]

TypeOk ==
  /\ now \in 0..LastTime
  /\ state \in Machine!States
  /\ drawn \in 0..LastTime
  /\ current \in 0..drawn
  /\ previous \in 0..drawn
  /\ start \in (0 - 2 * Period)..now
  /\ Cardinality(made) <= MaxMade
  /\ verdict.accepted \in BOOLEAN
  /\ verdict.initiator \in Initiators

-----------------------------------------------------------------------------
(* Helpers *)

CookieOf(secret, i) == <<secret, i.nonce, i.address, i.port, i.spi>>

UseFacts == [
  PeriodOver     |-> now >= start + Period,
  NextPeriodOver |-> now >= start + 2 * Period]

\* What an action does to the secrets, and to the verdict upon a cookie, which is none before it is accepted.
Do(s, action) ==
  CASE action = "KeepSecrets"    -> s
    [] action = "KeepAsPrevious" -> [s EXCEPT !.previous = s.current, !.start = s.start + Period]
    [] action = "ForgetPrevious" -> [s EXCEPT !.previous = 0]
    [] action = "StartPeriod"    -> [s EXCEPT !.start = now]
    [] action = "DrawSecret"     -> [s EXCEPT !.current = s.drawn + 1, !.drawn = s.drawn + 1]
    [] action = "AcceptCookie"   -> [s EXCEPT !.accepted = TRUE]
    [] action = "RefuseCookie"   -> [s EXCEPT !.accepted = FALSE]

After(s, row) == InOrder(row.actions, [s EXCEPT !.state = row.next], Do)

\* The secrets after the row: a record, so that one use and what follows it are one step.
Renewed(row) ==
  After([state |-> state, current |-> current, previous |-> previous, drawn |-> drawn, start |-> start,
         accepted |-> FALSE], row)

UseRow == Machine!Step(state, Deciding!DecideFrom(Deciding!Use.rules, UseFacts))

VerifyFacts(secrets, cookie, i) == [
  MatchesCurrent  |-> cookie = CookieOf(secrets.current, i),
  MatchesPrevious |-> cookie = CookieOf(secrets.previous, i)]

VerifyRow(secrets, cookie, i) ==
  Machine!Step(secrets.state,
    Deciding!DecideFrom(Deciding!Verification.rules, VerifyFacts(secrets, cookie, i)))

Become(secrets) ==
  /\ current' = secrets.current
  /\ previous' = secrets.previous
  /\ drawn' = secrets.drawn
  /\ start' = secrets.start

\* What an attacker can bring: what was made, for whomever, and what a known secret makes.
Bringable == {m.cookie : m \in made} \cup {CookieOf(0, Somewhere)}

-----------------------------------------------------------------------------
(* Actions *)

\* An initiator asks without a cookie and is given one.
Make ==
  /\ Cardinality(made) < MaxMade
  /\ \E row \in {UseRow}, secrets \in {Renewed(UseRow)} :
       /\ state' = secrets.state
       /\ Become(secrets)
       /\ made' = made \cup {[cookie |-> CookieOf(secrets.current, Somewhere), initiator |-> Somewhere, at |-> now]}
       /\ lastAction' = Told("responder", "Make", <<>>, <<Firing("responder", "Cookies", row)>>, <<>>)
  /\ verdict' = NoVerdict
  /\ UNCHANGED now

\* A request with a cookie arrives from an initiator, or from an attacker in its place.
Verify ==
  \E cookie \in Bringable, i \in Initiators :
    \E row \in {UseRow}, secrets \in {Renewed(UseRow)} :
      \E last \in {VerifyRow(secrets, cookie, i)} : \E verified \in {After(secrets, last)} :
        /\ state' = verified.state
        /\ Become(verified)
        /\ verdict' = [accepted |-> verified.accepted, cookie |-> cookie, initiator |-> i]
        /\ lastAction' = Told("responder", "Verify", <<[cookie |-> cookie]>>,
             <<Firing("responder", "Cookies", row), Firing("responder", "Cookies", last)>>, <<>>)
        /\ UNCHANGED <<now, made>>

Tick ==
  /\ now < LastTime
  /\ now' = now + 1
  /\ verdict' = NoVerdict
  /\ lastAction' = Told("clock", "Tick", <<>>, <<>>, <<>>)
  /\ UNCHANGED <<state, current, previous, drawn, start, made>>

Init ==
  /\ StartNoting
  /\ now = 0
  /\ state = "Unused"
  /\ current = 0
  /\ previous = 0
  /\ drawn = 0
  /\ start \in {0, 0 - Period, 0 - 2 * Period}
  /\ made = {}
  /\ verdict = NoVerdict
  /\ lastAction = Untold

Next == Make \/ Verify \/ Tick

Spec == Init /\ [][Next]_vars

NoteRows == Note(lastAction')

-----------------------------------------------------------------------------
(* Properties *)

\* A cookie is accepted only from the initiator for which it was made: address, port, SPI and nonce.
OnlyItsInitiator ==
  verdict.accepted =>
    \E m \in made : m.cookie = verdict.cookie /\ m.initiator = verdict.initiator

\* A cookie is accepted for less than two periods, also when no cookie was used in between.
NeverTooOld ==
  verdict.accepted => \E m \in made : m.cookie = verdict.cookie /\ now < m.at + 2 * Period

\* An initiator that brings its cookie back within a period is accepted.
GoodForAPeriod ==
  \A m \in made :
    (verdict.cookie = m.cookie /\ verdict.initiator = m.initiator /\ now < m.at + Period)
      => verdict.accepted

\* Cookies are made with drawn secrets only.
MadeWithDrawn == \A m \in made : m.cookie[1] # 0

\* A secret before is kept only while its cookies are taken.
PreviousForgotten == state # "Overlap" => previous = 0
=============================================================================
