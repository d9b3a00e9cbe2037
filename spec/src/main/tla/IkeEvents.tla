\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE IkeEvents -----------------------------
(***************************************************************************)
(* What a message is: facts about it, of which the decision lists make     *)
(* events. The engine computes the same facts from octets.                 *)
(***************************************************************************)
EXTENDS IkeWorld

\* Whether a message opens with the keys of a task, and its ICV is right.
Opens(t, m) == m.content.kind = "Protected" /\ t.keys # NoKeys /\ m.content.keys = t.keys

MyMac(p, t) == Mac(world.signs[p], p, t.myInit, t.peerInit.spi)

\* AUTH is what the peer makes of its secret, its own IKE_SA_INIT and our nonce.
AuthVerifies(p, t, mac) ==
  t.myInit # NoInit /\ mac = Mac(world.checks[p], Other(p), t.peerInit, t.myInit.spi)

CookieRequired(p) == halfOpen[p] >= Threshold

\* An IKE_SA_INIT request that made no task yet.
InitRequestEvent(p, m) ==
  LET c == m.content IN
  HthRules!Decide(HthRules!InitRequest.rules, LAMBDA fact :
    CASE fact = "MajorVersionHigher" -> c.fault = "MajorVersion"
      [] fact = "Syntax"          -> Syntax(c.fault)
      [] fact = "ShapeFits"       -> ShapeFits("InitRequest", c.fault)
      [] fact = "CookieRequired"  -> CookieRequired(p)
      [] fact = "CookieValid"     -> c.cookie = CookieFor(m.from, c.spi)
      [] fact = "PeerKnown"       -> m.from \in Hosts
      [] fact = "ProposalFound"   -> Choice(c.offers) # "none"
      [] fact = "GroupMatches"    -> c.group = world.group
      [] fact = "TaskFree"        -> Free(p) # {}
      [] fact = "PublicValueGood" -> c.fault # "BadValue")

\* An answer to the outstanding IKE_SA_INIT.
InitResponseEvent(t, m) ==
  LET c == m.content IN
  HthRules!Decide(HthRules!InitResponse.rules, LAMBDA fact :
    CASE fact = "Syntax"           -> IF c.kind = "InitAnswer" THEN Syntax(c.fault) ELSE "Good"
      [] fact = "Notification"     -> CASE c.kind = "Cookie" -> "Cookie" [] c.kind = "InvalidKe" -> "InvalidKe"
                                        [] c.kind = "InitAnswer" -> "None" [] OTHER -> "Error"
      [] fact = "CookieWellFormed" -> c.detail # NoCookie
      [] fact = "CookieNew"        -> c.detail # t.myInit.cookie
      [] fact = "GroupOffered"     -> c.detail \in OfferedGroups
      [] fact = "GroupNew"         -> c.detail # t.myInit.group
      [] fact = "RestartsRemain"   -> t.restarts < MaxRestarts
      [] fact = "ShapeFits"        -> ShapeFits("InitResponse", c.fault)
      [] fact = "SpiPresent"       -> c.spi # NoSpi
      [] fact = "NonceForeign"     -> c.spi # t.myInit.spi
      [] fact = "ProposalFound"    -> c.chosen \in t.myInit.offers
      [] fact = "GroupMatches"     -> c.group = t.myInit.group
      [] fact = "PublicValueGood"  -> c.fault # "BadValue")

\* The shared secret with the public value of message m was computed, or could not be.
KeyExchangeEvent(m) ==
  HthRules!Decide(HthRules!KeyExchange.rules, LAMBDA fact : m.content.fault # "SmallOrder")

\* The peer says that it did not take our IKE_AUTH message: its first request afterwards has ID 2 when it has begun the
\* IKE SA, and 0 when we have.
AuthErrorNotified(t, m) ==
  \/ m.content.inner.what \in {"AuthFailed", "AuthFailedDelete"}
  \/ m.content.inner.what = "ErrorNotified" /\ m.id = (IF t.role = "responder" THEN 2 ELSE 0)

\* A request on an IKE SA, with the expected ID.
SaRequestEvent(p, t, m) ==
  LET inner == m.content.inner IN
  HthRules!Decide(HthRules!Request.rules, LAMBDA fact :
    CASE fact = "Encrypted"       -> m.content.kind = "Protected"
      [] fact = "Verified"        -> Opens(t, m)
      [] fact = "Exchange"        -> m.content.exchange
      [] fact = "Syntax"          -> Syntax(inner.fault)
      [] fact = "HandshakeOpen"   -> t.role = "responder" /\ t.myInit # NoInit
      [] fact = "ShapeFits"       -> CASE m.content.exchange = "Auth" -> ShapeFits("AuthRequest", inner.fault)
                                       [] m.content.exchange = "CreateChild" -> ShapeFits("CreateChildRequest", inner.fault)
                                       [] OTHER -> ShapeFits("InformationalRequest", inner.fault)
      [] fact = "AuthPresent"     -> inner.fault # "NoAuth"
      [] fact = "IdentityKnown"   -> inner.fault # "UnknownIdentity"
      [] fact = "AuthVerifies"    -> AuthVerifies(p, t, inner.mac)
      [] fact = "ChildAcceptable" -> ~world.refusesChild
      [] fact = "AuthErrorNotified" -> AuthErrorNotified(t, m)
      [] fact = "DeletesIke"      -> inner.what \in {"DeleteIke", "AuthFailedDelete", "DeleteBoth"}
      [] fact = "DeletesChildren" -> inner.what \in {"DeleteChild", "DeleteBoth"})

\* An answer to the request that was outstanding.
SaResponseEvent(p, t, m, asked) ==
  LET inner == m.content.inner IN
  HthRules!Decide(HthRules!Response.rules, LAMBDA fact :
    CASE fact = "Encrypted"       -> m.content.kind = "Protected"
      [] fact = "Verified"        -> Opens(t, m)
      [] fact = "Asked"           -> CASE asked = "AuthFailedDelete" -> "DeleteIke" [] OTHER -> asked
      [] fact = "Syntax"          -> Syntax(inner.fault)
      [] fact = "AuthPresent"     -> inner.what \in {"Auth", "AuthWithoutChild"} /\ inner.fault # "NoAuth"
      [] fact = "ErrorNotified"   -> inner.what \notin {"Auth", "Done"}
      [] fact = "ShapeFits"       -> inner.what \in {"Auth", "AuthWithoutChild"} /\ ShapeFits("AuthResponse", inner.fault)
      [] fact = "IdentityKnown"   -> inner.fault # "UnknownIdentity"
      [] fact = "AuthVerifies"    -> AuthVerifies(p, t, inner.mac)
      [] fact = "ChildAcceptable" -> inner.fault # "OtherChild")

\* The liveness timer has run out.
LivenessEvent(heard) == HthRules!Decide(HthRules!LivenessTimer.rules, LAMBDA fact : heard)
=============================================================================
