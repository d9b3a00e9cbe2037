\* SPDX-License-Identifier: Apache-2.0
--------------------------- MODULE AcquireSystem ----------------------------
(***************************************************************************)
(* A host whose address comes, goes and changes, and its peers. What is    *)
(* modelled by hand is what the engine does by hand: computing facts,      *)
(* doing the actions.                                                      *)
(*                                                                         *)
(*   AcquireHost      what the host keeps; firing a row for one peer       *)
(*   AcquireWorld     what happens without a row                           *)
(*   AcquireOpening   opening to peers and keeping them up; what must hold *)
(*   AcquireEnding    the end of the host; what must hold                  *)
(*                                                                         *)
(* When the host's address has changed, every peer is looked at before     *)
(* anything else happens, as the engine does within one turn; so is every  *)
(* peer told of the shutdown.                                              *)
(***************************************************************************)
EXTENDS AcquireWorld, AcquireOpening, AcquireEnding

Init ==
  /\ StartNoting
  /\ state = [p \in Peers |-> "NoAddress"]
  /\ ours \in {"none", "first"}
  /\ unseen = Peers
  /\ noted = [p \in Peers |-> "none"]
  /\ sas = [p \in Peers |-> <<>>]
  /\ waited = [p \in Peers |-> Pause]
  /\ check = [p \in Peers |-> Off]
  /\ patience = [p \in Peers |-> Off]
  /\ shut = FALSE
  /\ untold = {}
  /\ others = 0
  /\ changes = Changes
  /\ mishaps = Mishaps
  /\ quiet = [p \in Peers |-> Pause]
  /\ came = What("nobody", "Init")
  /\ outcome = Nothing
  /\ lastAction = Untold

Settled == unseen = {} /\ untold = {}

Next ==
  \/ \E p \in unseen : Look(p)
  \/ unseen = {} /\ \E p \in untold : TellShutdown(p)
  \/ /\ Settled
     /\ \/ \E p \in Peers : \/ Carry(p) \/ Packet(p) \/ OddPacket(p) \/ Request(p) \/ Look(p) \/ Check(p) \/ Succeed(p)
                            \/ End(p) \/ RefuseChild(p) \/ Fail(p) \/ CloseChild(p) \/ Close(p) \/ PeerOpens(p)
        \/ ChangeAddress \/ TakeTask \/ ReturnTask \/ Shutdown \/ Tick

Spec == Init /\ [][Next]_vars

FairSpec ==
  /\ Spec
  /\ \A p \in Peers : WF_vars(p \in unseen /\ Look(p)) /\ WF_vars(unseen = {} /\ Packet(p)) /\ WF_vars(unseen = {} /\ (Succeed(p) \/ End(p)))
  /\ WF_vars(unseen = {} /\ Tick) /\ WF_vars(unseen = {} /\ ReturnTask)

\* No packet comes, and nobody asks: the checks alone keep peers up.
CheckedSpec ==
  /\ Spec
  /\ \A p \in Peers : WF_vars(p \in unseen /\ Look(p)) /\ WF_vars(unseen = {} /\ Check(p)) /\ WF_vars(unseen = {} /\ (Succeed(p) \/ End(p)))
  /\ WF_vars(unseen = {} /\ Tick) /\ WF_vars(unseen = {} /\ ReturnTask)

\* Peers may be silent for ever.
SilentSpec ==
  /\ Spec
  /\ \A p \in Peers : WF_vars(p \in unseen /\ Look(p)) /\ WF_vars(p \in untold /\ TellShutdown(p)) /\ WF_vars(Settled /\ Check(p))
  /\ WF_vars(Settled /\ Tick)

NoteRows == Note(lastAction')
=============================================================================
