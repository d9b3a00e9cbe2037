\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE TcpSystem ------------------------------
(***************************************************************************)
(* One connection of the server in its world.                              *)
(*                                                                         *)
(*   TcpServer      what a block keeps; facts and actions                  *)
(*   TcpWorld       the network, the server's timers and application       *)
(*   TcpClient      a client of another make                               *)
(*   TcpForger      a blind attacker                                       *)
(*   TcpProperties  what must hold                                         *)
(*                                                                         *)
(* The server moves only through Tcp!Step, by events that TcpDecisions     *)
(* makes of facts. What is modelled by hand is what the engine does by     *)
(* hand: computing the facts and doing the actions.                        *)
(***************************************************************************)
EXTENDS TcpProperties

Init ==
  /\ StartNoting
  /\ server = Fire(FreshBlock, "PassiveOpen", FreshSegment).block
  /\ client = FreshClient
  /\ network = {}
  /\ budget = [losses |-> Losses, repeats |-> Repeats, shuts |-> Shuts, odd |-> OddCount,
               forgeries |-> ForgeryCount]
  /\ taken = {}
  /\ notified = NothingNotified
  /\ lastAction = Told("server", "Init", <<>>, Fire(FreshBlock, "PassiveOpen", FreshSegment).firings, <<>>)

\* When all is said the world may stand still.
Rest == UNCHANGED vars

\* What is owed: nothing waits without end.
Owed ==
  \/ \E m \in network : ServerReceives(m, FALSE) \/ ClientReceives(m)
  \/ TimerOfServer
  \/ Application
  \/ ClientTalks

Next ==
  \/ Owed
  \/ \E m \in network : ServerReceives(m, TRUE) \/ Lose(m)
  \/ GiveUp
  \/ AppReads
  \/ ReturnBlock
  \/ ShutWindow
  \/ ClientGivesUp
  \/ Odd
  \/ Forge
  \/ Rest

Spec == Init /\ [][Next]_vars

FairSpec == Spec /\ WF_view(Owed)

NoteRows == Note(lastAction')
=============================================================================
