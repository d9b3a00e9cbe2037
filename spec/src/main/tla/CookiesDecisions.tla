\* SPDX-License-Identifier: Apache-2.0
-------------------------- MODULE CookiesDecisions --------------------------
(***************************************************************************)
(* What the clock and a cookie are to the secrets: which facts make which  *)
(* event of the machine Cookies.                                           *)
(***************************************************************************)
EXTENDS Decisions

FactDocs == <<
  Fact("PeriodOver",      "The secret's period is over."),
  Fact("NextPeriodOver",  "So is the period after it."),
  Fact("MatchesCurrent",  "The cookie is the version and the MAC of the secret over nonce, address, port and SPI of the initiator."),
  Fact("MatchesPrevious", "The same with the version and the octets of the secret before.")
>>

Use == Decision("Use", "A cookie is to be made or verified.", <<
  When(<<Not("PeriodOver")>>, "UseWithinPeriod", "RFC 7296 2.6", "The secret is in use."),
  When(<<Not("NextPeriodOver")>>, "UseInNextPeriod", "RFC 7296 2.6", "The secret is due for a change."),
  Otherwise("UseLater", "RFC 7296 2.6", "No cookie was used for a whole period.")
>>)

Verification == Decision("Verification", "A cookie has come back.", <<
  When(<<Is("MatchesCurrent")>>, "CookieOfCurrent", "RFC 7296 2.6", "Most are fresh."),
  When(<<Is("MatchesPrevious")>>, "CookieOfPrevious", "RFC 7296 2.6", "Made before the secret changed."),
  Otherwise("CookieOther", "RFC 7296 2.6", "No secret makes it.")
>>)

Decisions == <<Use, Verification>>
=============================================================================
