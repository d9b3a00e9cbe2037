\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Cookies ------------------------------
(***************************************************************************)
(* The secrets of which a responder makes cookies without keeping anything *)
(* for an initiator, RFC 7296 section 2.6. A secret is used for one period; *)
(* cookies of the secret before are taken during the next. No timer drives  *)
(* this: the age of the secret is compared whenever a cookie is made or     *)
(* verified, so that time without use ends a secret all the same.          *)
(***************************************************************************)
EXTENDS TransitionTable

StateDocs == <<
  <<"Unused",  "No secret was drawn yet.">>,
  <<"Single",  "Cookies of one secret are taken.">>,
  <<"Overlap", "Cookies of the secret before are taken too.">> >>

EventDocs == <<
  <<"UseWithinPeriod", "A cookie is wanted or verified within the period of the secret.">>,
  <<"UseInNextPeriod", "The same in the period after that of the secret.">>,
  <<"UseLater",        "The same later: no cookie was used for a whole period.">>,
  <<"CookieOfCurrent", "The cookie is what the secret makes for this initiator.">>,
  <<"CookieOfPrevious", "The cookie is what the secret before makes for this initiator.">>,
  <<"CookieOther",     "The cookie is neither.">> >>

ActionDocs == <<
  <<"KeepSecrets",    "The secrets stay as they are.">>,
  <<"KeepAsPrevious", "The secret becomes the one before; the next period follows on its own.">>,
  <<"ForgetPrevious", "The secret before is overwritten with zeroes.">>,
  <<"StartPeriod",    "A period begins now.">>,
  <<"DrawSecret",     "A new secret is drawn.">>,
  <<"AcceptCookie",   "The initiator receives at its address: the request is handled.">>,
  <<"RefuseCookie",   "The request counts as one without a cookie.">> >>

States  == Names(StateDocs)
Events  == Names(EventDocs)
Actions == Names(ActionDocs)

Rows == <<
  Row("both", "Unused", "UseWithinPeriod", "Single", <<"StartPeriod", "DrawSecret">>,
      "RFC 7296 2.6", "The first use; before it the age says nothing."),
  Row("both", "Unused", "UseInNextPeriod", "Single", <<"StartPeriod", "DrawSecret">>,
      "RFC 7296 2.6", "The first use; before it the age says nothing."),
  Row("both", "Unused", "UseLater", "Single", <<"StartPeriod", "DrawSecret">>,
      "RFC 7296 2.6", "The first use; before it the age says nothing."),
  Row("both", "Single", "UseWithinPeriod", "Single", <<"KeepSecrets">>,
      "RFC 7296 2.6", "The everyday case."),
  Row("both", "Single", "UseInNextPeriod", "Overlap", <<"KeepAsPrevious", "DrawSecret">>,
      "RFC 7296 2.6", "The responder changes the secret; cookies under way stay good."),
  Row("both", "Single", "UseLater", "Single", <<"StartPeriod", "DrawSecret">>,
      "RFC 7296 2.6", "Whatever the old secret made is too old."),
  Row("both", "Overlap", "UseWithinPeriod", "Overlap", <<"KeepSecrets">>,
      "RFC 7296 2.6", "Both secrets are in use."),
  Row("both", "Overlap", "UseInNextPeriod", "Overlap", <<"KeepAsPrevious", "DrawSecret">>,
      "RFC 7296 2.6", "The older secret is replaced."),
  Row("both", "Overlap", "UseLater", "Single", <<"ForgetPrevious", "StartPeriod", "DrawSecret">>,
      "RFC 7296 2.6", "Whatever either secret made is too old."),
  Row("both", "Single", "CookieOfCurrent", "Single", <<"AcceptCookie">>,
      "RFC 7296 2.6", "It was made for this initiator."),
  Row("both", "Single", "CookieOther", "Single", <<"RefuseCookie">>,
      "RFC 7296 2.6", "It is too old, made for someone else, or not ours."),
  Row("both", "Overlap", "CookieOfCurrent", "Overlap", <<"AcceptCookie">>,
      "RFC 7296 2.6", "It was made for this initiator."),
  Row("both", "Overlap", "CookieOfPrevious", "Overlap", <<"AcceptCookie">>,
      "RFC 7296 2.6", "The secret has changed while the cookie was under way."),
  Row("both", "Overlap", "CookieOther", "Overlap", <<"RefuseCookie">>,
      "RFC 7296 2.6", "It is too old, made for someone else, or not ours.")
>>

\* Where no secret before is kept its octets are zeroes, which everybody knows: Single x CookieOfPrevious.
Refusal(s, e) == Refuse(s, e, <<"RefuseCookie">>, "RFC 7296 2.6", "There is no such secret.")

\* Events that no state answers, on purpose; the generator refuses any other that has no row.
AlwaysRefused == {}

\* Every event is decided; see CookiesDecisions.
LocalEvents == {}

Table == TableOf(Rows, States, Events, Refusal)

Step(state, event) == Table[state][event]

ASSUME WellFormed(Rows, States, Events, Actions)
=============================================================================
