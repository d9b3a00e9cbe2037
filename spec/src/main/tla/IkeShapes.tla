\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE IkeShapes -----------------------------
(***************************************************************************)
(* Which payloads each IKEv2 message is made of: RFC 7296 section 1.2,     *)
(* 1.3, 1.4 and Appendix C. One check, generated into Java, serves the     *)
(* engine, the conformance suite and the fuzzers.                          *)
(*                                                                         *)
(* Payloads that a shape does not name are ignored (RFC 7296 section 2.5), *)
(* whatever their type; except that each of AtMostOnce may stand once.     *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

\* The payloads of the wire format: notation, number, name (RFC 7296 section 3.2, RFC 7383).
PayloadDocs == <<
  <<"SA",      33, "Security Association">>,
  <<"KE",      34, "Key Exchange">>,
  <<"IDi",     35, "Identification of the initiator">>,
  <<"IDr",     36, "Identification of the responder">>,
  <<"CERT",    37, "Certificate">>,
  <<"CERTREQ", 38, "Certificate Request">>,
  <<"AUTH",    39, "Authentication">>,
  <<"Nonce",   40, "Nonce">>,
  <<"N",       41, "Notify">>,
  <<"D",       42, "Delete">>,
  <<"V",       43, "Vendor ID">>,
  <<"TSi",     44, "Traffic Selectors of the initiator">>,
  <<"TSr",     45, "Traffic Selectors of the responder">>,
  <<"SK",      46, "Encrypted and Authenticated">>,
  <<"CP",      47, "Configuration">>,
  <<"EAP",     48, "Extensible Authentication">>,
  <<"SKF",     53, "Encrypted and Authenticated Fragment">> >>

ExchangeNames == <<"IKE_SA_INIT", "IKE_AUTH", "CREATE_CHILD_SA", "INFORMATIONAL", "IKE_SESSION_RESUME">>

Payloads == {PayloadDocs[i][1] : i \in DOMAIN PayloadDocs}

\* Each of these may stand once in a message, in whatever exchange.
AtMostOnce == <<"SA", "KE", "IDi", "IDr", "AUTH", "Nonce", "TSi", "TSr", "CP", "EAP">>

\* A shape: name, exchange, whether a request or a response, and whether it is the inside of SK or what stands in
\* clear; the payloads that must be there; those of which one must be there; those that must not be.
Shape(name, exchange, message, place, required, oneOf, forbidden, rfc) ==
  [name |-> name, exchange |-> exchange, message |-> message, place |-> place,
   required |-> required, oneOf |-> oneOf, forbidden |-> forbidden, rfc |-> rfc]

Shapes == <<
  Shape("InitRequest",       "IKE_SA_INIT",     "request",  "clear",     <<"SA", "KE", "Nonce">>, <<>>, <<"SK", "SKF">>, "RFC 7296 1.2"),
  Shape("InitResponse",      "IKE_SA_INIT",     "response", "clear",     <<"SA", "KE", "Nonce">>, <<>>, <<"SK", "SKF">>, "RFC 7296 1.2"),
  Shape("InitNotification",  "IKE_SA_INIT",     "response", "clear",     <<"N">>, <<>>, <<"SA", "SK", "SKF">>, "RFC 7296 1.2, 2.6"),
  Shape("ResumeRequest",     "IKE_SESSION_RESUME", "request", "clear",   <<"Nonce">>, <<>>, <<"SK", "SKF">>, "RFC 5723 4.3.2"),
  Shape("ProtectedRequest",  "any",             "request",  "clear",     <<>>, <<"SK", "SKF">>, <<>>, "RFC 7296 1.2"),
  Shape("ProtectedResponse", "any",             "response", "clear",     <<>>, <<"SK", "SKF">>, <<>>, "RFC 7296 1.2"),
  Shape("ClearNotification", "any",             "response", "clear",     <<"N">>, <<>>, <<"SK", "SKF">>, "RFC 7296 1.5"),
  Shape("ClearInformational", "INFORMATIONAL",  "request",  "clear",     <<"N">>, <<>>, <<"SK", "SKF">>, "RFC 7296 1.5"),
  Shape("AuthRequest",       "IKE_AUTH",        "request",  "protected", <<"IDi", "SA", "TSi", "TSr">>, <<>>, <<"SK", "SKF">>, "RFC 7296 1.2"),
  Shape("AuthResponse",      "IKE_AUTH",        "response", "protected", <<"IDr", "AUTH">>, <<>>, <<"SK", "SKF">>, "RFC 7296 1.2"),
  Shape("FirstChild",        "IKE_AUTH",        "response", "protected", <<"SA", "TSi", "TSr">>, <<>>, <<"SK", "SKF">>, "RFC 7296 1.2"),
  Shape("CreateChildRequest", "CREATE_CHILD_SA", "request", "protected", <<"SA", "Nonce">>, <<>>, <<"SK", "SKF">>, "RFC 7296 1.3"),
  Shape("InformationalRequest", "INFORMATIONAL", "request", "protected", <<>>, <<>>, <<"SK", "SKF">>, "RFC 7296 1.4")
>>

ShapeNamed(name) == Shapes[CHOOSE i \in DOMAIN Shapes : Shapes[i].name = name]

\* Whether a message that holds count[p] payloads of each type p has the shape.
Fits(shape, count) ==
  /\ \A i \in DOMAIN AtMostOnce : count[AtMostOnce[i]] <= 1
  /\ \A i \in DOMAIN shape.required : count[shape.required[i]] > 0
  /\ (shape.oneOf = <<>> \/ \E i \in DOMAIN shape.oneOf : count[shape.oneOf[i]] > 0)
  /\ \A i \in DOMAIN shape.forbidden : count[shape.forbidden[i]] = 0
=============================================================================
