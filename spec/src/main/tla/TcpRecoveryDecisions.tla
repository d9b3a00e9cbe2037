\* SPDX-License-Identifier: Apache-2.0
------------------------ MODULE TcpRecoveryDecisions ------------------------
(***************************************************************************)
(* What acknowledgments and the peer's window mean to loss recovery: which *)
(* facts about the numbers make which event of the machine TcpRecovery.    *)
(***************************************************************************)
EXTENDS Decisions

FactDocs == <<
  Fact("RecoverCovered", "All is acknowledged that was outstanding when the last loss was found."),
  Fact("RecoverPassed",  "And more than that."),
  Fact("AtThreshold",    "The congestion window has reached the threshold."),
  Fact("ThirdInRow",     "Two duplicates at least came before it in a row."),
  Fact("WindowShut",     "The peer's window is closed."),
  Fact("WasShut",        "It was closed before this segment."),
  Fact("SomethingWaits", "Something is outstanding or waits to be sent.")
>>

NewText == Decision("NewText", "An acknowledgment of text that was not acknowledged before.", <<
  When(<<Not("RecoverCovered")>>, "AckPartial", "RFC 6582 3.2", "Not all of that has arrived."),
  When(<<Is("AtThreshold")>>, "AckAtThreshold", "RFC 5681 3.1", "Slow start is over."),
  Otherwise("AckBelowThreshold", "RFC 5681 3.1", "There is room below the threshold.")
>>)

DuplicateAck == Decision("DuplicateAck", "A duplicate acknowledgment.", <<
  When(<<Is("ThirdInRow"), Is("RecoverPassed")>>, "LossIndicated", "RFC 5681 3.2, RFC 6582 3.2", "A segment is missing that was not repaired."),
  Otherwise("Duplicate", "RFC 6582 3.2", "Too few of them, or the echo of what was sent again.")
>>)

Announcement == Decision("Announcement", "The peer announces a window.", <<
  When(<<Not("WasShut")>>, NoEvent, "RFC 9293 3.8.6", "It is known to take text."),
  When(<<Is("WindowShut")>>, "WindowStillClosed", "RFC 9293 3.8.6.1", "It is there, but takes nothing."),
  Otherwise("WindowOpened", "RFC 9293 3.8.6.1", "It takes text again.")
>>)

Transmission == Decision("Transmission", "Something may be to send.", <<
  When(<<Is("WindowShut"), Is("SomethingWaits")>>, "WindowClosed", "RFC 9293 3.8.6.1", "The peer takes nothing."),
  Otherwise(NoEvent, "RFC 9293 3.8.6", "The windows say how much.")
>>)

Decisions == <<NewText, DuplicateAck, Announcement, Transmission>>
=============================================================================
