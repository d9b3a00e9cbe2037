\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE TcpForger ------------------------------
(***************************************************************************)
(* A blind attacker, who sees nothing and guesses numbers, but never hits  *)
(* on what only the two know.                                              *)
(***************************************************************************)
EXTENDS TcpClient

AttackerOctet(n) == <<"attacker", n>>

Forged(kind, n) ==
  CASE kind = "Rst"  -> FromClient(FALSE, TRUE, FALSE, FALSE, n, 0, <<>>, 1)
    [] kind = "Syn"  -> FromClient(TRUE, FALSE, FALSE, FALSE, n, 0, <<>>, 1)
    [] kind = "SynAck" -> FromClient(TRUE, FALSE, FALSE, TRUE, n, server.nxt, <<>>, 1)
    [] kind = "Text" -> FromClient(FALSE, FALSE, FALSE, TRUE, n, server.nxt + 1, <<AttackerOctet(n)>>, 1)
    [] kind = "Fin"  -> FromClient(FALSE, FALSE, TRUE, TRUE, n, server.nxt + 1, <<>>, 1)
    [] kind = "TextOutside" -> FromClient(FALSE, FALSE, FALSE, TRUE, n, server.una, <<AttackerOctet(n)>>, 0)
    [] kind = "FinOutside"  -> FromClient(FALSE, FALSE, TRUE, TRUE, n, server.una, <<>>, 0)
    [] kind = "TextTooOld"  -> FromClient(FALSE, FALSE, FALSE, TRUE, n, server.una - server.maxWnd - 1, <<AttackerOctet(n)>>, 0)

Forge ==
  /\ Exists
  /\ Spend("forgeries")
  /\ \E kind \in Forgeries, n \in 0..(Asks + 3) :
       /\ kind = "Rst" => n # server.rcvNxt
       /\ kind \in {"TextOutside", "FinOutside"} => ~InWindow(server, n)
       /\ \E r \in {Receive(server, Forged(kind, n))} :
            ServerDoes(r, network, "ReceiveForged", <<Forged(kind, n)>>)
  /\ UNCHANGED client
=============================================================================
