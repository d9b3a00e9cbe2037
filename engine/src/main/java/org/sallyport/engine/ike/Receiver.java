package org.sallyport.engine.ike;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.table.HthTable;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.IkeHeader;

/**
 * The way of a received message: header, IKE SA, message ID, ICV, content; then the machines have
 * the word. What is wrong is dropped with a reason at the first step that sees it (RFC 7296 §2.1 to
 * §2.5, §2.21).
 */
final class Receiver {
  private final IkeContext context;
  private final Driver driver;
  private final InitRequestClassifier initRequests;
  private final InitResponseClassifier initResponses;
  private final RequestClassifier requests;

  /** The task of everything that is answered without keeping state: it never leaves Idle. */
  private final IkeSa vacant = new IkeSa();

  Receiver(IkeContext context, Driver driver) {
    this.context = context;
    this.driver = driver;
    initRequests = new InitRequestClassifier(context);
    initResponses = new InitResponseClassifier(context);
    requests = new RequestClassifier(context);
  }

  /** Handles a message and says why it was dropped, if it was. */
  DropReason receive(Incoming message, long nowNs) {
    context.counters.startMessage();
    IkeHeader header = message.header();
    DropReason defect = header.checkLength();
    if (defect != DropReason.NONE) {
      return context.counters.drop(defect);
    }
    if (header.majorVersion() != IkeHeader.MAJOR_VERSION) {
      return otherVersion(message, header, nowNs);
    }
    if (header.exchangeType() == ExchangeType.UNKNOWN) {
      return context.counters.drop(DropReason.UNKNOWN_EXCHANGE_TYPE);
    }
    if (header.initiatorSpi() == 0) {
      return context.counters.drop(DropReason.BAD_IKE_SPI);
    }
    if (header.exchangeType() != ExchangeType.IKE_SA_INIT) {
      return ofIkeSa(message, header, nowNs);
    }
    return header.isResponse()
        ? initResponse(message, header, nowNs)
        : initRequest(message, header, nowNs);
  }

  // RFC 7296 §2.5: a higher version is answered, a lower one is IKEv1's business and not ours.
  private DropReason otherVersion(Incoming message, IkeHeader header, long nowNs) {
    context.counters.drop(DropReason.UNSUPPORTED_MAJOR_VERSION);
    if (header.majorVersion() > IkeHeader.MAJOR_VERSION && !header.isResponse()) {
      Finding finding = Finding.of(HthEvent.RCV_MAJOR_VERSION_OTHER);
      driver.message(vacant, ExchangeEvent.RCV_REQUEST_NEW, finding, message, nowNs);
    }
    return context.counters.lastDrop();
  }

  // ---- IKE_SA_INIT

  private DropReason initRequest(Incoming message, IkeHeader header, long nowNs) {
    if (header.responderSpi() != 0 || !header.fromInitiator()) {
      return context.counters.drop(DropReason.BAD_IKE_SPI);
    }
    if (context.table.bySpi(header.initiatorSpi()) != null) {
      return context.counters.drop(DropReason.REFLECTED);
    }
    OctetString origin = origin(message);
    IkeSa known = context.table.byInitOrigin(origin);
    if (known != null) {
      return request(known, message, header, nowNs);
    }
    Finding finding = initRequests.classify(message, nowNs);
    driver.message(
        taskFor(finding, message, origin), ExchangeEvent.RCV_REQUEST_NEW, finding, message, nowNs);
    return context.counters.lastDrop();
  }

  // The row is found before a task is taken: what leads back to Idle keeps nothing.
  private IkeSa taskFor(Finding finding, Incoming message, OctetString origin) {
    HthState next = HthTable.next(HthTable.row(HthState.IDLE, finding.event()));
    if (next == HthState.IDLE) {
      return vacant;
    }
    IkeSa sa = context.table.take();
    sa.initiatorSpi = message.initiatorSpi();
    sa.local = message.local();
    sa.remote = message.remote();
    sa.initOrigin = origin;
    sa.incomingDigest = digest(message);
    return sa;
  }

  private DropReason initResponse(Incoming message, IkeHeader header, long nowNs) {
    IkeSa sa = context.table.bySpi(header.initiatorSpi());
    if (sa == null || !sa.initiator || header.fromInitiator()) {
      return context.counters.drop(DropReason.UNKNOWN_IKE_SPI);
    }
    Request outstanding = sa.exchange.outstanding;
    Handshake handshake = sa.handshakeOrNull();
    boolean expected =
        outstanding != null
            && outstanding.kind() == Request.Kind.INIT
            && header.messageId() == sa.exchange.outstandingId;
    if (!expected || handshake == null) {
      return other(sa, ExchangeEvent.RCV_RESPONSE_OTHER, message, nowNs);
    }
    Finding finding = initResponses.classify(message, sa, handshake);
    ExchangeEvent event =
        finding.event() == HthEvent.RCV_INIT_RESPONSE
            ? ExchangeEvent.RCV_RESPONSE_EXPECTED
            : ExchangeEvent.RCV_RESPONSE_PROVISIONAL;
    driver.message(sa, event, finding, message, nowNs);
    return context.counters.lastDrop();
  }

  // ---- every other exchange

  private DropReason ofIkeSa(Incoming message, IkeHeader header, long nowNs) {
    boolean fromInitiator = header.fromInitiator();
    IkeSa sa = context.table.bySpi(fromInitiator ? header.responderSpi() : header.initiatorSpi());
    long peerSpi = fromInitiator ? header.initiatorSpi() : header.responderSpi();
    if (sa == null || sa.initiator == fromInitiator || sa.peerSpi() != peerSpi) {
      return context.counters.drop(DropReason.UNKNOWN_IKE_SPI);
    }
    return header.isResponse()
        ? response(sa, message, header, nowNs)
        : request(sa, message, header, nowNs);
  }

  private DropReason request(IkeSa sa, Incoming message, IkeHeader header, long nowNs) {
    ExchangeData exchange = sa.exchange;
    OctetString digest = digest(message);
    if (header.messageId() == exchange.expectedId) {
      return newRequest(sa, message, header, digest, nowNs);
    }
    boolean repeated =
        header.messageId() == exchange.expectedId - 1 && digest.equals(exchange.answeredDigest);
    if (!repeated) {
      return other(sa, ExchangeEvent.RCV_REQUEST_OTHER, message, nowNs);
    }
    long sinceNs = nowNs - exchange.cachedResponseSentNs;
    boolean tooSoon = sinceNs < context.config.timers().cachedResponseNs();
    return other(
        sa,
        tooSoon ? ExchangeEvent.RCV_REQUEST_REPEATED_TOO_SOON : ExchangeEvent.RCV_REQUEST_REPEATED,
        message,
        nowNs);
  }

  private DropReason newRequest(
      IkeSa sa, Incoming message, IkeHeader header, OctetString digest, long nowNs) {
    ExchangeType exchange = header.exchangeType();
    switch (MessageOpener.open(sa, message)) {
      case MessageOpener.Dropped dropped -> context.counters.drop(dropped.reason());
      case MessageOpener.Unvouched unvouched ->
          driver.outsideExchanges(sa, unvouched.finding(), message, nowNs);
      case MessageOpener.Authentic authentic -> {
        Finding finding = requests.classify(sa, exchange, authentic.payloads());
        accept(sa, finding, message, digest, nowNs);
      }
      case MessageOpener.Malformed malformed -> {
        Finding finding = RequestClassifier.malformed(exchange, malformed.refusal());
        accept(sa, finding, message, digest, nowNs);
      }
    }
    return context.counters.lastDrop();
  }

  private void accept(IkeSa sa, Finding finding, Incoming message, OctetString digest, long nowNs) {
    sa.incomingDigest = digest;
    follow(sa, message);
    driver.message(sa, ExchangeEvent.RCV_REQUEST_NEW, finding, message, nowNs);
  }

  // An authentic request tells where the peer is. Its ports may move at will, its address only
  // behind a NAT, where it
  // is the NAT's and not the peer's (RFC 7296 §2.23).
  private void follow(IkeSa sa, Incoming message) {
    boolean sameAddresses =
        message.local().address().equals(sa.local.address())
            && message.remote().address().equals(sa.remote.address());
    boolean samePorts =
        message.local().port() == sa.local.port() && message.remote().port() == sa.remote.port();
    if ((sameAddresses && samePorts) || (!sameAddresses && !sa.natDetected)) {
      return;
    }
    sa.local = message.local();
    sa.remote = message.remote();
    for (ChildSa child : sa.children) {
      context.children.redirect(child, sa.path());
    }
  }

  private DropReason response(IkeSa sa, Incoming message, IkeHeader header, long nowNs) {
    Request outstanding = sa.exchange.outstanding;
    if (outstanding == null
        || header.messageId() != sa.exchange.outstandingId
        || header.exchangeType() != outstanding.exchangeType()) {
      return other(sa, ExchangeEvent.RCV_RESPONSE_OTHER, message, nowNs);
    }
    switch (MessageOpener.open(sa, message)) {
      case MessageOpener.Dropped dropped -> context.counters.drop(dropped.reason());
      case MessageOpener.Unvouched unvouched ->
          driver.outsideExchanges(sa, unvouched.finding(), message, nowNs);
      case MessageOpener.Authentic authentic -> {
        Finding finding = ResponseClassifier.classify(sa, outstanding, authentic.payloads());
        driver.message(sa, ExchangeEvent.RCV_RESPONSE_EXPECTED, finding, message, nowNs);
      }
      case MessageOpener.Malformed malformed -> {
        Finding finding = ResponseClassifier.malformed(sa, outstanding, malformed.refusal());
        driver.message(sa, ExchangeEvent.RCV_RESPONSE_EXPECTED, finding, message, nowNs);
      }
    }
    return context.counters.lastDrop();
  }

  // What the machine Exchange keeps to itself: the HTH never hears of it.
  private DropReason other(IkeSa sa, ExchangeEvent event, Incoming message, long nowNs) {
    driver.message(sa, event, sa.finding, message, nowNs);
    return context.counters.lastDrop();
  }

  private OctetString digest(Incoming message) {
    return OctetString.of(context.sha256.digest(message.octets().toArray()));
  }

  // Who sent this very IKE_SA_INIT request: the same octets from elsewhere are somebody else's (RFC
  // 7296 §2.1).
  private OctetString origin(Incoming message) {
    byte[] port = {(byte) (message.remote().port() >> 8), (byte) message.remote().port()};
    return OctetString.of(
        context.sha256.digest(
            message.octets().toArray(), message.remote().address().toOctets().toArray(), port));
  }
}
