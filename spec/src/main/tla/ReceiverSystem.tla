\* SPDX-License-Identifier: Apache-2.0
--------------------------- MODULE ReceiverSystem ---------------------------
(***************************************************************************)
(* A host that opens IKE SAs, is asked for some and loses them again; and  *)
(* whatever can be written into a header arrives at it at any time: from   *)
(* its peers, from anyone, and what it has sent itself.                    *)
(*                                                                         *)
(* Our SPIs are numbered in the order in which they are drawn, which is    *)
(* never repeated; peers take theirs as they like. The machine moves only  *)
(* through Receiver!Step, by events that ReceiverDecisions makes of facts. *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, Firings

CONSTANTS
  MostDrawn,   \* how many SPIs the host draws
  MostIkeSas,  \* how many IKE SAs there are at once
  MostAnswers  \* how many answers in clear may leave without a pause

Machine  == INSTANCE Receiver
Deciding == INSTANCE ReceiverDecisions

None == 0

OurSpis   == 1..MostDrawn
PeerSpis  == {8, 9}
AnySpi    == {None} \cup OurSpis \cup PeerSpis
Places    == {1, 2}
Forms     == {1, 2}

\* Where an IKE_SA_INIT request came from and what its octets are.
Origin(m) == <<m.initiatorSpi, m.place, m.form>>
NoOrigin  == <<>>

VARIABLES
  sas,         \* the IKE SAs: our SPI, our side, the peer's SPI (None while unknown), what made it
  drawn,       \* how many SPIs were drawn
  answers,     \* how many answers in clear are left in the budget
  came,        \* the message of the last step, or none; for the properties only
  outcome,     \* of the last step, to whom the message was handed and how it was dropped; for the properties only
  lastAction   \* what the last step was; for the reader only

view == <<sas, drawn, answers>>
vars == <<sas, drawn, answers, came, outcome, lastAction>>

TypeOk ==
  /\ \A sa \in sas :
       /\ sa.own \in 1..drawn
       /\ sa.side \in {"initiator", "responder"}
       /\ sa.peer \in AnySpi
       /\ sa.origin = NoOrigin <=> sa.side = "initiator"
  /\ drawn \in 0..MostDrawn
  /\ answers \in 0..MostAnswers
  /\ Cardinality(sas) <= MostIkeSas

-----------------------------------------------------------------------------
(* Messages: every header that is well formed, and headers with defects *)

Headers(lengths, versions, exchanges, initiatorSpis, responderSpis, places, forms, begin, parse) ==
  [length : lengths, version : versions, exchange : exchanges, response : BOOLEAN, fromInitiator : BOOLEAN,
   initiatorSpi : initiatorSpis, responderSpi : responderSpis, place : places, form : forms, begins : begin, parses : parse]

Messages ==
       Headers({"Whole"}, {"Spoken"}, {"Init"}, AnySpi, AnySpi, Places, Forms, BOOLEAN, {TRUE})
  \cup Headers({"Whole"}, {"Spoken"}, {"Later"}, AnySpi, AnySpi, {1}, {1}, {FALSE}, BOOLEAN)
  \cup Headers({"Whole", "Truncated", "Other"}, {"Spoken", "Lower", "Higher"}, {"Init", "Later", "Unknown"},
               {None, 1, 8}, {None, 1, 8}, {1}, {1}, {TRUE}, {TRUE})

-----------------------------------------------------------------------------
(* Facts *)

OwnSpi(m)  == IF m.fromInitiator THEN m.responderSpi ELSE m.initiatorSpi
PeerSpi(m) == IF m.fromInitiator THEN m.initiatorSpi ELSE m.responderSpi
OurSide(m) == IF m.fromInitiator THEN "responder" ELSE "initiator"

\* The IKE SAs that the message names by our SPI and side: one or none.
Named(m) == {sa \in sas : sa.own = OwnSpi(m) /\ sa.side = OurSide(m)}

MadeBy(m) == {sa \in sas : sa.origin = Origin(m)}

Facts(m) == [
  Length              |-> m.length,
  MajorVersion        |-> m.version,
  Response            |-> m.response,
  Exchange            |-> m.exchange,
  InitiatorSpiPresent |-> m.initiatorSpi # None,
  ResponderSpiPresent |-> m.responderSpi # None,
  FromInitiator       |-> m.fromInitiator,
  SpiOurs             |-> \E sa \in sas : sa.own = m.initiatorSpi,
  InitKnown           |-> MadeBy(m) # {},
  BeginsIkeSa         |-> m.begins,
  AnswerLeft          |-> answers > 0,
  IkeSaKnown          |-> Named(m) # {},
  PeerSpiFits         |-> \E sa \in Named(m) : sa.peer = PeerSpi(m),
  Parses              |-> m.parses]

-----------------------------------------------------------------------------
(* Actions *)

Does(row, action) == \E k \in DOMAIN row.actions : row.actions[k] = action

Nobody  == [vacant |-> FALSE, begun |-> {}, request |-> {}, initResponse |-> {}, response |-> {}, dropped |-> {}]
Nothing == [none |-> TRUE]

\* The IKE SA that a request belongs to: one that it has made, or one that it names.
OfRequest(m) == IF m.exchange = "Init" THEN MadeBy(m) ELSE Named(m)

Reasons ==
  {"DropTruncated", "DropLengthOther", "DropOtherVersion", "DropUnknownExchange", "DropTooMany", "DropWrongSpi", "DropReflected",
   "DropUnknownSpi", "DropMalformed"}

Receive(m) ==
  \E row \in {Machine!Step("Listening", Deciding!DecideFrom(Deciding!Message.rules, Facts(m)))} :
    LET begun == IF Does(row, "BeginIkeSa")
                 THEN {[own |-> drawn + 1, side |-> "responder", peer |-> m.initiatorSpi, origin |-> Origin(m)]}
                 ELSE {}
    IN  /\ begun # {} => drawn < MostDrawn /\ Cardinality(sas) < MostIkeSas
        /\ drawn' = drawn + Cardinality(begun)
        /\ answers' = IF Does(row, "HandToVacant") /\ answers > 0 THEN answers - 1 ELSE answers
        /\ \/ sas' = sas \cup begun
           \* The responder's SPI is known from its answer, if that is acceptable.
           \/ \E sa \in Named(m) :
                /\ Does(row, "HandInitResponse")
                /\ sa.peer = None /\ m.responderSpi \in PeerSpis
                /\ sas' = (sas \ {sa}) \cup {[sa EXCEPT !.peer = m.responderSpi]}
        /\ came' = m
        /\ outcome' = [
             vacant       |-> Does(row, "HandToVacant"),
             begun        |-> begun,
             request      |-> IF Does(row, "HandRequest") THEN OfRequest(m) ELSE {},
             initResponse |-> IF Does(row, "HandInitResponse") THEN Named(m) ELSE {},
             response     |-> IF Does(row, "HandResponse") THEN Named(m) ELSE {},
             dropped      |-> {reason \in Reasons : Does(row, reason)}]
        /\ lastAction' = Told("host", "Receive", <<m>>, <<Firing("host", "Receiver", row)>>, <<>>)

Happens(does) ==
  /\ came' = Nothing
  /\ outcome' = Nobody
  /\ lastAction' = Told("host", does, <<>>, <<>>, <<>>)

\* The host opens an IKE SA.
Open ==
  /\ drawn < MostDrawn /\ Cardinality(sas) < MostIkeSas
  /\ sas' = sas \cup {[own |-> drawn + 1, side |-> "initiator", peer |-> None, origin |-> NoOrigin]}
  /\ drawn' = drawn + 1
  /\ UNCHANGED answers
  /\ Happens("Open")

\* An IKE SA is over, and its task back in the pool.
End ==
  /\ \E sa \in sas : sas' = sas \ {sa}
  /\ Happens("End")
  /\ UNCHANGED <<drawn, answers>>

\* Time passes, and the budget is full again.
Pass ==
  /\ answers < MostAnswers
  /\ answers' = MostAnswers
  /\ Happens("Pass")
  /\ UNCHANGED <<sas, drawn>>

Init ==
  /\ StartNoting
  /\ sas = {}
  /\ drawn = 0
  /\ answers = MostAnswers
  /\ came = Nothing
  /\ outcome = Nobody
  /\ lastAction = Untold

\* Nobody knows an SPI of ours before it is drawn.
Known(m) == {m.initiatorSpi, m.responderSpi} \cap ((drawn + 1)..MostDrawn) = {}

Next == Open \/ End \/ Pass \/ \E m \in Messages : Known(m) /\ Receive(m)

Spec == Init /\ [][Next]_vars

NoteRows == Note(lastAction')

-----------------------------------------------------------------------------
(* Properties *)

Received == came' # Nothing

\* A header that can be read: whole, and of our version.
Readable(m) == m.length = "Whole" /\ m.version = "Spoken"

\* Everyone whom the last message was handed to.
Receivers(o) ==
  (IF o.vacant THEN {"vacant"} ELSE {}) \cup {<<"IKE SA", sa.own>> : sa \in o.begun \cup o.request \cup o.initResponse \cup o.response}

\* A message is handed to one receiver or dropped for one reason; only one of a higher version is counted and answered.
DecidedOnce ==
  [][Received =>
       \/ Cardinality(Receivers(outcome')) = 1 /\ outcome'.dropped = {}
       \/ Receivers(outcome') = {} /\ Cardinality(outcome'.dropped) = 1
       \/ Receivers(outcome') = {"vacant"} /\ outcome'.dropped = {"DropOtherVersion"} /\ came'.version = "Higher"]_vars

\* What an IKE SA is handed names it by both SPIs, and its sender says that it is on the other side.
OnlyItsMessages ==
  [][\A sa \in outcome'.request \cup outcome'.response :
       (Received /\ came'.exchange # "Init") =>
         /\ Readable(came')
         /\ sa.own = OwnSpi(came') /\ sa.peer = PeerSpi(came') /\ sa.side = OurSide(came')
         /\ came'.parses]_vars

\* An IKE_SA_INIT response reaches only the IKE SA that we open under its initiator's SPI, and says that it comes from a responder.
OnlyItsInitResponse ==
  [][\A sa \in outcome'.initResponse :
       /\ Readable(came') /\ came'.exchange = "Init" /\ came'.response /\ ~came'.fromInitiator
       /\ sa.side = "initiator" /\ sa.own = came'.initiatorSpi]_vars

\* Requests are handed on as requests and responses as responses.
FlagKept ==
  [][Received => /\ outcome'.request # {} => ~came'.response
                 /\ outcome'.response # {} => came'.response]_vars

\* A task is taken only for an IKE_SA_INIT request that begins an IKE SA.
BegunByRequest ==
  [][outcome'.begun # {} =>
       /\ Readable(came') /\ came'.exchange = "Init" /\ ~came'.response /\ came'.begins]_vars

\* Such a request has an initiator's SPI, no responder's, and says that it comes from an initiator.
BegunByInitiator ==
  [][outcome'.begun # {} =>
       came'.initiatorSpi # None /\ came'.responderSpi = None /\ came'.fromInitiator]_vars

\* A request that we have sent ourselves, of an IKE SA that is still there, begins none.
NotWithOurselves == [][outcome'.begun # {} => \A sa \in sas : sa.own # came'.initiatorSpi]_vars

\* One request makes one IKE SA, however often it arrives.
OneForEachRequest ==
  \A one, other \in sas : (one.origin # NoOrigin /\ one.origin = other.origin) => one = other

\* An altered copy does not keep the true request out, nor one from elsewhere.
CopiesKeepNobodyOut ==
  [][(Received /\ Readable(came') /\ came'.exchange = "Init" /\ ~came'.response /\ came'.begins
        /\ came'.initiatorSpi \in PeerSpis /\ came'.responderSpi = None /\ came'.fromInitiator
        /\ \A sa \in sas : sa.origin # Origin(came'))
       => outcome'.begun # {}]_vars

\* A response is never answered, so that two hosts cannot keep each other busy.
ResponsesUnanswered == [][(Received /\ outcome'.vacant) => ~came'.response]_vars

\* No answer in clear leaves when the budget is used up, whatever comes; what is acceptable is let in all the same.
AnswersLimited == [][(Received /\ outcome'.vacant) => answers > 0]_vars

\* A request of a higher version is answered, nothing but its header is read, and it is counted as dropped.
HigherVersionAnswered ==
  [][(Received /\ came'.length = "Whole" /\ came'.version = "Higher" /\ ~came'.response /\ answers > 0)
       => outcome'.vacant /\ outcome'.dropped = {"DropOtherVersion"}]_vars

\* A message of the peer of an IKE SA reaches it.
ItsMessagesReach ==
  [][\A sa \in sas :
       (Received /\ Readable(came') /\ came'.exchange # "Init" /\ came'.parses /\ came'.initiatorSpi # None
          /\ sa.own = OwnSpi(came') /\ sa.peer = PeerSpi(came') /\ sa.side = OurSide(came'))
         => outcome'.request \cup outcome'.response = {sa}]_vars

\* So does the answer to our IKE_SA_INIT request.
ItsInitResponseReaches ==
  [][\A sa \in sas :
       (Received /\ Readable(came') /\ came'.exchange = "Init" /\ came'.response /\ ~came'.fromInitiator
          /\ sa.side = "initiator" /\ sa.own = came'.initiatorSpi)
         => outcome'.initResponse = {sa}]_vars

\* So does a repetition of the IKE_SA_INIT request that has made it.
RepetitionReaches ==
  [][\A sa \in sas :
       (Received /\ Readable(came') /\ came'.exchange = "Init" /\ ~came'.response /\ came'.initiatorSpi # None
          /\ came'.responderSpi = None /\ came'.fromInitiator /\ sa.origin = Origin(came'))
         => outcome'.request = {sa}]_vars

\* What is counted is what was wrong.
ReasonTrue ==
  [][Received => \A reason \in outcome'.dropped :
       CASE reason = "DropTruncated"       -> came'.length = "Truncated"
         [] reason = "DropLengthOther"     -> came'.length = "Other"
         [] reason = "DropOtherVersion"    -> came'.version # "Spoken"
         [] reason = "DropUnknownExchange" -> came'.exchange = "Unknown" /\ Named(came') = {}
         [] reason = "DropTooMany"         -> answers = 0 /\ ~came'.response
         [] reason = "DropWrongSpi"        ->
              \/ came'.initiatorSpi = None
              \/ came'.exchange = "Init" /\ ~came'.response /\ (came'.responderSpi # None \/ ~came'.fromInitiator)
         [] reason = "DropReflected"       -> \E sa \in sas : sa.own = came'.initiatorSpi
         [] reason = "DropMalformed"       -> ~came'.parses
         [] reason = "DropUnknownSpi"      ->
              \/ Named(came') = {}
              \/ came'.exchange = "Init" /\ came'.fromInitiator
              \/ came'.exchange # "Init" /\ \A sa \in Named(came') : sa.peer # PeerSpi(came')]_vars
=============================================================================
