\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE TcpDecisions ----------------------------
(***************************************************************************)
(* What a segment is to TCP: which facts about its flags and numbers make  *)
(* which event of the machine Tcp. A segment of a connection is looked at  *)
(* in the order of RFC 9293 section 3.10.7.4: the guard says whether it is *)
(* processed at all, then its acknowledgment, its text and its FIN are     *)
(* decided upon, each with the numbers that the one before has left.       *)
(***************************************************************************)
EXTENDS Decisions

FactDocs == <<
  \* Flags.
  Fact("HasRst", "RST is set."),
  Fact("HasSyn", "SYN is set."),
  Fact("HasAck", "ACK is set."),
  Fact("HasFin", "FIN is set."),
  \* Of a segment that belongs to no connection.
  Fact("Opens",       "It is a SYN without ACK and FIN."),
  Fact("Listening",   "An application listens on the port."),
  Fact("BacklogRoom", "Fewer connections are half open than may be."),
  Fact("BlockFree",   "A connection block is in the pool, or rests in TIME-WAIT."),
  Fact("CookieValid", "It acknowledges a SYN cookie that was made for this flow not long ago."),
  \* Sequence numbers of a segment of a connection.
  Fact("SequenceExact",    "Its sequence number is the next that is expected."),
  Fact("SequenceInWindow", "Its sequence number lies in the receive window."),
  Fact("SynRepeats",       "Its sequence number is that of the SYN that opened the connection."),
  Fact("Acceptable",       "A part of it lies in the receive window; if that is closed, it starts at the next number."),
  Fact("ReceivedBefore",   "It has text or FIN, and all of it was received before."),
  Fact("FinAccepted",      "Its FIN is the one that was accepted."),
  \* Its acknowledgment number.
  FactOf("AckNumber", <<"Unsent", "TooOld", "Old", "Current", "New">>,
         "Beyond what was sent; older than the largest window the peer has had; older than the last; the last again; newer."),
  Fact("SynAcknowledged", "Our SYN is acknowledged."),
  Fact("AcknowledgesFin", "It acknowledges our FIN."),
  Fact("SaysNothingElse", "It has neither text nor FIN and tells no other window, which is open, and something is outstanding."),
  \* Its text.
  Fact("TextNew",      "An octet of its text was not received before."),
  Fact("TextInWindow", "A new octet of its text lies in the receive window."),
  Fact("TextNext",     "Its new text begins with the next expected number."),
  Fact("GapBehind",    "Octets are held behind a gap."),
  Fact("GapRoom",      "There is room to hold it behind a gap."),
  \* Its FIN.
  Fact("HeldFinNext", "An earlier FIN was held, and all before it has arrived."),
  Fact("FinInWindow", "Its FIN was not accepted before and lies in the receive window."),
  Fact("FinNext",     "All before its FIN has arrived."),
  \* Of the retransmission timer.
  Fact("TriesRemain",  "What is outstanding was not sent as often as it may be without any answer."),
  Fact("Persisting",   "The peer's window is closed, and what waits is probed for: TcpRecovery is in Persist.")
>>

Stray == Decision("Stray", "A segment that belongs to no connection.", <<
  When(<<Is("HasRst")>>, "RcvRstStray", "RFC 9293 3.10.7.1", "An RST is never answered."),
  When(<<Is("Opens"), Not("Listening")>>, "RcvSyn", "RFC 9293 3.10.7.1", "The port is closed."),
  When(<<Is("Opens"), Not("BacklogRoom")>>, "RcvSynBacklogFull", "RFC 4987 3.6", "Too many are half open."),
  When(<<Is("Opens"), Not("BlockFree")>>, "RcvSynNoBlock", "RFC 4987 2", "The pool is empty."),
  When(<<Is("Opens")>>, "RcvSyn", "RFC 9293 3.10.7.2", "It may open a connection."),
  When(<<Not("HasAck")>>, "RcvWithoutAck", "RFC 9293 3.10.7.1", "It says nothing that could be meant."),
  When(<<Is("HasSyn")>>, "RcvAckStray", "RFC 9293 3.10.7.2", "An answer to a SYN that was never sent."),
  When(<<Is("Listening"), Is("CookieValid"), Is("BlockFree")>>, "RcvCookieEcho", "RFC 4987 3.6", "Its sender received our cookie."),
  Otherwise("RcvAckStray", "RFC 9293 3.10.7.2", "It belongs to a connection that is not there.")
>>)

Guard == Decision("Guard", "Whether a segment of a connection is processed at all.", <<
  When(<<Is("HasRst"), Is("SequenceExact")>>, "RcvRstExact", "RFC 5961 3.2", "The peer knows where we are."),
  When(<<Is("HasRst"), Is("SequenceInWindow")>>, "RcvRstInWindow", "RFC 5961 3.2", "A guess may come this near."),
  When(<<Is("HasRst")>>, "RcvRstOutside", "RFC 5961 3.2", "A guess, or one that is long overtaken."),
  When(<<Is("HasSyn"), Not("HasAck"), Is("SynRepeats")>>, "RcvSynRepeated", "RFC 9293 3.8.1", "The peer has not seen our answer."),
  When(<<Is("HasSyn")>>, "RcvSynOther", "RFC 5961 4.2", "Whatever its number, it is challenged."),
  When(<<Is("Acceptable"), Is("HasAck")>>, NoEvent, "RFC 9293 3.10.7.4", "Acknowledgment, text and FIN are looked at."),
  When(<<Is("Acceptable")>>, "RcvWithoutAck", "RFC 9293 3.10.7.4", "Every segment after the SYN has an acknowledgment."),
  When(<<Not("ReceivedBefore")>>, "RcvUnacceptable", "RFC 9293 3.10.7.4", "It lies outside the window."),
  When(<<Is("HasFin"), Is("FinAccepted")>>, "RcvFinOld", "RFC 9293 3.10.7.4", "The peer has missed the acknowledgment of its FIN."),
  Otherwise("RcvTextOld", "RFC 9293 3.10.7.4", "The peer has missed the acknowledgment of its text.")
>>)

Acknowledgment == Decision("Acknowledgment", "What an acceptable segment acknowledges.", <<
  When(<<IsValue("AckNumber", "Unsent")>>, "RcvAckUnacceptable", "RFC 9293 3.10.7.4", "It acknowledges what was never sent."),
  When(<<IsValue("AckNumber", "TooOld")>>, "RcvAckUnacceptable", "RFC 5961 5.2", "No peer that is alive lags so far behind; a guess does."),
  When(<<Not("SynAcknowledged"), IsValue("AckNumber", "New")>>, "RcvAckOfSyn", "RFC 9293 3.10.7.4", "The peer has received our SYN."),
  When(<<Not("SynAcknowledged")>>, "RcvAckUnacceptable", "RFC 9293 3.10.7.4", "It does not acknowledge our SYN."),
  When(<<IsValue("AckNumber", "Old")>>, "RcvAckOld", "RFC 9293 3.10.7.4", "It was overtaken."),
  When(<<IsValue("AckNumber", "New"), Is("AcknowledgesFin")>>, "RcvAckOfFin", "RFC 9293 3.10.7.4", "All that we sent has arrived."),
  When(<<IsValue("AckNumber", "New")>>, "RcvAckNew", "RFC 9293 3.10.7.4", "Text of ours has arrived."),
  When(<<Is("SaysNothingElse")>>, "RcvAckDuplicate", "RFC 5681 2", "Something has arrived behind a gap."),
  Otherwise("RcvAckCurrent", "RFC 9293 3.10.7.4", "It acknowledges nothing new, but may tell a window.")
>>)

Text == Decision("Text", "What the text of an acceptable segment brings.", <<
  When(<<Not("TextNew")>>, NoEvent, "RFC 9293 3.10.7.4", "It has no text, or none that is new."),
  When(<<Not("TextInWindow")>>, "RcvTextNoRoom", "RFC 9293 3.10.7.4", "The window is closed."),
  When(<<Is("TextNext"), Not("GapBehind")>>, "RcvTextInOrder", "RFC 9293 3.10.7.4", "The next octets."),
  When(<<Is("TextNext")>>, "RcvTextFillsGap", "RFC 5681 4.2", "What is held may follow at once."),
  When(<<Is("GapRoom")>>, "RcvTextOutOfOrder", "RFC 5681 4.2", "Something before it is missing."),
  Otherwise("RcvTextNoRoom", "RFC 9293 3.10.7.4", "As much is held as may be.")
>>)

Fin == Decision("Fin", "What the FIN of an acceptable segment, or one that was held, says.", <<
  When(<<Is("HeldFinNext")>>, "RcvFin", "RFC 9293 3.10.7.4", "The gap before it is filled."),
  When(<<Not("HasFin")>>, NoEvent, "RFC 9293 3.10.7.4", "There is none."),
  When(<<Not("FinInWindow")>>, NoEvent, "RFC 9293 3.10.7.4", "It does not count: accepted before, or outside the window."),
  When(<<Is("FinNext")>>, "RcvFin", "RFC 9293 3.10.7.4", "The peer has closed."),
  Otherwise("RcvFinOutOfOrder", "RFC 9293 3.10.7.4", "Something before it is missing.")
>>)

\* A closed window is probed for as long as the peer answers (RFC 9293 section 3.8.6.1): each answer gives new tries.
RetransmissionTimer == Decision("RetransmissionTimer", "The retransmission timer has run out.", <<
  When(<<Not("TriesRemain")>>, "RetriesExhausted", "RFC 9293 3.8.3", "The peer has answered nothing."),
  When(<<Is("Persisting")>>, "ProbeDue", "RFC 9293 3.8.6.1", "Whether the window is still closed has to be asked."),
  Otherwise("RetransmissionTimeout", "RFC 6298 5", "What is outstanding is sent again.")
>>)

Decisions == <<Stray, Guard, Acknowledgment, Text, Fin, RetransmissionTimer>>
=============================================================================
