---------------------------- MODULE FiringTrace ----------------------------
(***************************************************************************)
(* Whether a recorded trace of firings is a behaviour of a machine: every  *)
(* firing starts in the state in which its instance is, and ends where the *)
(* table says. TLC walks along the trace; an invariant stops it at the     *)
(* first firing that the specification does not allow.                     *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, TLC

CONSTANTS
  Trace,       \* a sequence of <<id, state, event, next>>, in the order in which they were fired
  States,      \* the machine's states
  Events,      \* the machine's events
  Start,       \* the states in which an instance may begin
  Renewable,   \* whether new instances may begin under an id that is in use: packets of one SA
  Step(_, _)   \* the machine's table

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

\* Why the firing <<id, state, event, next>> is not allowed now, or "accepted".
Reason(id, state, event, next) ==
  CASE state \notin States -> "there is no state " \o state
    [] event \notin Events -> "there is no event " \o event
    [] next \notin States  -> "there is no state " \o next
    [] OTHER ->
       IF ~Stands(id, state)
       THEN "the instance is not in " \o state \o " but in " \o ToString({s \in States : Stands(id, s)})
       ELSE IF Step(state, event).next # next
       THEN "the table goes to " \o Step(state, event).next \o ", not to " \o next
       ELSE "accepted"

ReasonAt(i) == Reason(Kept[i][1], Kept[i][2], Kept[i][3], Kept[i][4])

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

\* The whole trace was walked.
Finish == at > Length /\ UNCHANGED vars

Init ==
  /\ Keep
  /\ at = 1
  /\ standing \in [Ids -> {[s \in States |-> IF s = first /\ ~Renewable THEN 1 ELSE 0] : first \in Start}]

Next == Fire \/ Finish

Spec == Init /\ [][Next]_vars

\* The specification allows the trace up to here.
Accepts == at > Length \/ ReasonAt(at) = "accepted" \/ (PrintT(<<"REJECTED", at, ReasonAt(at)>>) /\ FALSE)
=============================================================================
