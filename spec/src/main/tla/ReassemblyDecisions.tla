\* SPDX-License-Identifier: Apache-2.0
------------------------ MODULE ReassemblyDecisions ------------------------
(***************************************************************************)
(* What a fragment is to the datagram that it belongs to: which facts make *)
(* which event of the machine Reassembly.                                  *)
(***************************************************************************)
EXTENDS Decisions

FactDocs == <<
  Fact("LengthSound", "It is not empty, and a multiple of eight octets unless it is the last."),
  Fact("WithinBound", "It ends within the longest datagram that is put together."),
  Fact("EndAgrees",   "It ends before the end that is known; if it is the last, it ends there, and nothing lies past it."),
  FactOf("Overlap", <<"None", "Exact", "Other">>, "Whether octets of its place are there: none; all of them, the same, and as it has it whether more follow; or otherwise."),
  Fact("Completes",   "With it, the first octet, the end and all between are there.")
>>

Fragment == Decision("Fragment", "A fragment.", <<
  When(<<Not("LengthSound")>>, "RcvMalformed", "RFC 8200 4.5", "No fragment can follow it."),
  When(<<Not("WithinBound")>>, "RcvTooLong", "RFC 8200 4.5", "The datagram would be too long."),
  When(<<Not("EndAgrees")>>, "RcvConflict", "RFC 5722 4", "Two ends."),
  When(<<IsValue("Overlap", "Exact")>>, "RcvRepeated", "RFC 5722 4", "A repetition."),
  When(<<IsValue("Overlap", "Other")>>, "RcvConflict", "RFC 5722 4", "Overlap."),
  When(<<Is("Completes")>>, "RcvFinal", "RFC 8200 4.5", "The last that was missing."),
  Otherwise("RcvPiece", "RFC 8200 4.5", "More are needed.")
>>)

Decisions == <<Fragment>>
=============================================================================
