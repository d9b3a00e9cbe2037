// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.Digest;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.ike.exchange.init.InitRequestFacts;
import org.sallyport.engine.ike.message.Fingerprinting;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.ike.sa.IkeSaTable;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.table.HthTable;
import org.sallyport.engine.table.ReceiverFacts;
import org.sallyport.engine.table.ReceiverMessageDecision;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.IkeHeader;
import org.sallyport.engine.wire.ike.IkeParser;
import org.sallyport.engine.wire.ike.ParsedPayloads;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.Refusal;

/**
 * A message that has come in: what its header is to the IKE SAs that there are (RFC 7296 §2.1,
 * §2.5, §3.1), and what became of it.
 */
final class Arrival implements ReceiverMessageDecision.Facts {
  private final IkeSaTable table;
  private final Incoming message;
  private final IkeHeader header;
  private final Fingerprinting fingerprinting;
  private final InitRequestFacts initRequest;
  private final ClearAnswers answers;
  private final long nowNs;
  private @Nullable IkeSa sa;
  private @Nullable ParsedPayloads parsed;
  private DropReason dropped = DropReason.NONE;

  Arrival(
      IkeSaTable table,
      InitRequestFacts.Responder responder,
      Digest sha256,
      ClearAnswers answers,
      Incoming message,
      long nowNs) {
    this.table = table;
    this.answers = answers;
    this.message = message;
    this.nowNs = nowNs;
    header = message.header();
    fingerprinting = new Fingerprinting(sha256, message);
    initRequest = new InitRequestFacts(responder, fingerprinting, nowNs);
  }

  // ---- for the actions

  long nowNs() {
    return nowNs;
  }

  Incoming message() {
    return message;
  }

  Fingerprinting fingerprinting() {
    return fingerprinting;
  }

  /** The message as a request that belongs to no IKE SA. */
  InitRequestFacts initRequest() {
    return initRequest;
  }

  /** The IKE SA that it belongs to, in a row that follows from its being there. */
  IkeSa sa() {
    IkeSa found = sa;
    if (found == null) {
      throw new IllegalStateException("a row asks for the IKE SA of a message that has none");
    }
    return found;
  }

  /** Its payloads in clear; none when they do not parse. */
  PayloadList payloads() {
    return parsed() instanceof PayloadList payloads ? payloads : PayloadList.EMPTY;
  }

  /** Why its payloads do not parse; {@link DropReason#NONE} when they do. */
  DropReason defect() {
    return parsed() instanceof Refusal refusal ? refusal.reason() : DropReason.NONE;
  }

  private ParsedPayloads parsed() {
    ParsedPayloads made = parsed;
    if (made == null) {
      made = IkeParser.parsePayloads(header, message.bytes(), message.offset(), message.length());
      parsed = made;
    }
    return made;
  }

  /** It was dropped for this reason; {@link DropReason#NONE} when it was not. */
  void drop(DropReason reason) {
    dropped = reason;
  }

  /** Why it was dropped; {@link DropReason#NONE} when it was not. */
  DropReason dropped() {
    return dropped;
  }

  // ---- facts

  @Override
  public ReceiverFacts.Length length() {
    return switch (header.checkLength()) {
      case NONE -> ReceiverFacts.Length.WHOLE;
      case TRUNCATED -> ReceiverFacts.Length.TRUNCATED;
      default -> ReceiverFacts.Length.OTHER;
    };
  }

  @Override
  public ReceiverFacts.MajorVersion majorVersion() {
    int version = header.majorVersion();
    return version == IkeHeader.MAJOR_VERSION
        ? ReceiverFacts.MajorVersion.SPOKEN
        : version > IkeHeader.MAJOR_VERSION
            ? ReceiverFacts.MajorVersion.HIGHER
            : ReceiverFacts.MajorVersion.LOWER;
  }

  @Override
  public boolean response() {
    return header.isResponse();
  }

  @Override
  public ReceiverFacts.Exchange exchange() {
    ExchangeType type = header.exchangeType();
    return type == ExchangeType.IKE_SA_INIT
        ? ReceiverFacts.Exchange.INIT
        : type == ExchangeType.UNKNOWN
            ? ReceiverFacts.Exchange.UNKNOWN
            : ReceiverFacts.Exchange.LATER;
  }

  @Override
  public boolean initiatorSpiPresent() {
    return header.initiatorSpi() != 0;
  }

  @Override
  public boolean responderSpiPresent() {
    return header.responderSpi() != 0;
  }

  @Override
  public boolean fromInitiator() {
    return header.fromInitiator();
  }

  @Override
  public boolean spiOurs() {
    return table.bySpi(header.initiatorSpi()) != null;
  }

  @Override
  public boolean initKnown() {
    sa = table.byInitRequest(fingerprinting);
    return sa != null;
  }

  /** The row is found before a task is taken: what leads back to Idle keeps nothing. */
  @Override
  public boolean beginsIkeSa() {
    int row = HthTable.row(HthState.IDLE, initRequest.classify().event());
    return HthTable.next(row) != HthState.IDLE;
  }

  @Override
  public boolean answerLeft() {
    return answers.take(initRequest.classify().event(), nowNs);
  }

  @Override
  public boolean ikeSaKnown() {
    boolean fromInitiator = header.fromInitiator();
    IkeSa named = table.bySpi(fromInitiator ? header.responderSpi() : header.initiatorSpi());
    sa = named == null || named.isInitiator() == fromInitiator ? null : named;
    return sa != null;
  }

  @Override
  public boolean peerSpiFits() {
    return sa().peerSpi()
        == (header.fromInitiator() ? header.initiatorSpi() : header.responderSpi());
  }

  @Override
  public boolean parses() {
    return defect() == DropReason.NONE;
  }
}
