\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE IkeAttacker ----------------------------
(***************************************************************************)
(* The attacker reads everything, and sends what can be made without keys: *)
(* in alice's or bob's name, from an address of its own, with any SPIs,    *)
(* and with IDs that fit.                                                  *)
(***************************************************************************)
EXTENDS IkeHosts

\* Who waits for an answer to IKE_SA_INIT, and who could be meant by SPIs.
AwaitingInit == {x \in All : At(x).state = "InitSent"}
Living       == {x \in All : At(x).state # "Idle"}

Spoofed(from, offers, cookie, fault) ==
  Message(from, "bob", FALSE, 0, InitContent(<<"mallory", 1>>, "group1", offers, cookie, fault))

ToInitiator(x, content) == Message(Other(x[1]), x[1], TRUE, 0, content)

ForgedAnswer(x, spi, chosen, fault) == AnswerContent(At(x).spis[1], spi, At(x).myInit.group, chosen, fault)
\* The same, but its KE payload is of a group that was not asked for.
OtherGroup(x, answer) == [answer EXCEPT !.group = CHOOSE g \in OfferedGroups : g # At(x).myInit.group]

\* What each kind of forgery puts on the wire.
Forged(kind) ==
  CASE kind = "SpoofInit"       -> {Spoofed("alice", Offered, NoCookie, "none")}
    [] kind = "ForeignInit"     -> {Spoofed("mallory", Offered, NoCookie, "none")}
    [] kind = "StolenCookie"    -> {Spoofed("alice", Offered, CookieFor("mallory", <<"mallory", 1>>), "none")}
    [] kind = "BrokenInit"      -> {Spoofed("alice", Offered, NoCookie, "Broken")}
    [] kind = "MissingInit"     -> {Spoofed("alice", Offered, NoCookie, "Missing")}
    [] kind = "DuplicateInit"   -> {Spoofed("alice", Offered, NoCookie, "Duplicate")}
    [] kind = "CriticalInit"    -> {Spoofed("alice", Offered, NoCookie, "UnknownCritical")}
    [] kind = "BadValueInit"    -> {Spoofed("alice", Offered, NoCookie, "BadValue")}
    [] kind = "SmallOrderInit"  -> {Spoofed("alice", Offered, NoCookie, "SmallOrder")}
    [] kind = "VersionInit"     -> {Spoofed("alice", Offered, NoCookie, "MajorVersion")}
    [] kind = "NothingOffered"  -> {Spoofed("alice", {}, NoCookie, "none")}
    \* The request of a host, altered on the way: the same SPI, other octets.
    [] kind = "AlteredInit" ->
         {[m EXCEPT !.content.offers = {"weak"}] : m \in {n \in network : IsInitRequest(n) /\ n.content.offers = Offered}}
    \* A host's own request comes back to it.
    [] kind = "Reflected"       -> {Message(m.to, m.from, FALSE, 0, m.content) : m \in {n \in network : IsInitRequest(n)}}
    [] kind = "ForgedCookie"    -> {ToInitiator(x, Notification("Cookie", At(x).spis[1], ForgedCookie)) : x \in AwaitingInit}
    [] kind = "EmptyCookie"     -> {ToInitiator(x, Notification("Cookie", At(x).spis[1], NoCookie)) : x \in AwaitingInit}
    [] kind = "ForgedInvalidKe" -> {ToInitiator(x, Notification("InvalidKe", At(x).spis[1], group)) : x \in AwaitingInit, group \in OfferedGroups}
    [] kind = "StrangeGroup"    -> {ToInitiator(x, Notification("InvalidKe", At(x).spis[1], "group9")) : x \in AwaitingInit}
    [] kind = "ForgedRefusal"   -> {ToInitiator(x, Notification("NoProposal", At(x).spis[1], "none")) : x \in AwaitingInit}
    [] kind = "ForgedAnswer"    -> {ToInitiator(x, ForgedAnswer(x, <<"mallory", 1>>, "strong", "none")) : x \in AwaitingInit}
    [] kind = "OddAnswers" ->
         {ToInitiator(x, ForgedAnswer(x, odd[1], odd[2], odd[3])) :
            x \in AwaitingInit,
            odd \in {<<NoSpi, "strong", "none">>, <<<<"mallory", 1>>, "none", "none">>}
                    \cup {<<<<"mallory", 1>>, "strong", fault>> : fault \in {"Broken", "UnknownCritical", "Missing", "BadValue", "SmallOrder"}}}
    [] kind = "OtherGroup"      -> {ToInitiator(x, OtherGroup(x, ForgedAnswer(x, <<"mallory", 1>>, "strong", "none"))) : x \in AwaitingInit}
    [] kind = "OwnNonce"        -> {ToInitiator(x, ForgedAnswer(x, At(x).spis[1], "strong", "none")) : x \in AwaitingInit}
    \* Requests and answers with the right SPIs and IDs, in clear or under unknown keys.
    [] kind \in {"ForgedProtected", "ForgedClear"} ->
         {Message(Other(x[1]), x[1], response, IF response THEN At(x).half.outstanding.id ELSE At(x).half.expected,
                  IF kind = "ForgedClear" THEN InClear(exchange, At(x).spis)
                  ELSE Protected(exchange, At(x).spis, NoKeys, Inner("DeleteIke"))) :
            x \in Living, response \in BOOLEAN, exchange \in {"Auth", "Informational"}}
    \* A man in the middle offers only the weak suite in the initiator's name, and tells it that it was chosen.
    [] kind = "DowngradeAnswer" ->
         {[m EXCEPT !.content.chosen = "weak"] :
            m \in {n \in network : n.content.kind = "InitAnswer" /\ n.content.chosen = "strong"}}

Forge ==
  /\ Spend("bob", "forge")
  /\ \E kind \in Forgeries : \E m \in Forged(kind) :
       /\ m \notin network
       /\ Nothing("mallory", "Forge", <<>>, <<m>>, <<>>)
=============================================================================
