\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE IkeMessages ----------------------------
(***************************************************************************)
(* IKEv2 messages as symbols. An ephemeral value is named by its maker and *)
(* a serial number and stands for SPI, nonce and public value at once; the *)
(* keys of an IKE SA are made of both values with group and suite. Only    *)
(* who has the keys can open or make what they protect. AUTH is the term   *)
(* that RFC 7296 section 2.15 signs: secret, signer, the signer's own      *)
(* IKE_SA_INIT message to the octet, and the other's nonce.                *)
(***************************************************************************)
EXTENDS ExchangePeer, TLC

Shapes == INSTANCE IkeShapes

NoSpi    == <<"none", 0>>
NoInit   == [kind |-> "none", spi |-> NoSpi]
NoKeys   == [initiator |-> NoSpi, responder |-> NoSpi, group |-> "none", suite |-> "none"]
NoChild  == [keys |-> NoKeys, nonces |-> <<NoSpi, NoSpi>>]
NoMac    == [secret |-> "none", by |-> "none", signed |-> NoInit, nonce |-> NoSpi]
NoCookie == <<"none", "none", NoSpi>>

Offered       == {"strong", "weak"}
OfferedGroups == {"group1", "group2"}

\* A cookie is made for an address and an SPI: RFC 7296 section 2.6.
CookieFor(address, spi) == <<"cookie", address, spi>>
ForgedCookie            == <<"forged", "none", NoSpi>>

Mac(secret, by, signed, nonce) == [secret |-> secret, by |-> by, signed |-> signed, nonce |-> nonce]

InitContent(spi, group, offers, cookie, fault) ==
  [kind |-> "Init", exchange |-> "Init", spi |-> spi, group |-> group, offers |-> offers, cookie |-> cookie, fault |-> fault]

\* about is the initiator's SPI in the header.
AnswerContent(about, spi, group, chosen, fault) ==
  [kind |-> "InitAnswer", exchange |-> "Init", about |-> about, spi |-> spi, group |-> group, chosen |-> chosen, fault |-> fault]
Notification(kind, about, detail) ==
  [kind |-> kind, exchange |-> "Init", about |-> about, detail |-> detail]
Notifications == {"Cookie", "InvalidKe", "NoProposal", "InvalidSyntax", "UnsupportedCritical", "MajorVersion"}

Inner(what) == [what |-> what, fault |-> "none", mac |-> NoMac, initialContact |-> FALSE]

ExchangeOf(what) ==
  CASE what = "Auth" -> "Auth"
    [] what = "CreateChild" -> "CreateChild"
    [] what = "OtherExchange" -> "Other"
    [] OTHER -> "Informational"

\* spis are those of the header: the initiator's and the responder's.
Protected(exchange, spis, keys, inner) ==
  [kind |-> "Protected", exchange |-> exchange, spis |-> spis, keys |-> keys, inner |-> inner]
InClear(exchange, spis) == [kind |-> "InClear", exchange |-> exchange, spis |-> spis]

-----------------------------------------------------------------------------
(* Syntax and shape *)

\* What a fault does to the payloads of a message that is well formed without it.
Syntax(fault) == CASE fault = "Broken" -> "Broken" [] fault = "UnknownCritical" -> "UnknownCritical" [] OTHER -> "Good"

Payloads(shape, fault) ==
  [p \in Shapes!Payloads |->
     LET named == \E i \in DOMAIN shape.required : shape.required[i] = p
         first == shape.required # <<>> /\ shape.required[1] = p
     IN  IF ~named \/ (p = "AUTH" /\ fault = "NoAuth") THEN 0
         ELSE IF first /\ fault = "Missing" THEN 0
         ELSE IF first /\ fault = "Duplicate" THEN 2 ELSE 1]

ShapeFits(name, fault) == Shapes!Fits(Shapes!ShapeNamed(name), Payloads(Shapes!ShapeNamed(name), fault))

\* A responder takes the best suite of those offered.
Choice(offers) == IF "strong" \in offers THEN "strong" ELSE IF "weak" \in offers THEN "weak" ELSE "none"
=============================================================================
