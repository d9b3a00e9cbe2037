// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.sallyport.engine.table.TcpState;
import org.sallyport.engine.task.RateBudget;
import org.sallyport.engine.wire.IpAddress;

/**
 * A connection block (RFC 9293 §3.3.1): one flow after another lives in it. Its public methods are
 * for the application; everything that makes the connection move is in {@link Tcp}.
 */
public final class TcpConnection {
  /** The index of what stands for a listener where nothing is kept. */
  static final int LISTENER = -1;

  /** The index of what stands for every port without a listener. */
  static final int NO_LISTENER = -2;

  private static final int CHALLENGES = 5;
  private static final long CHALLENGE_INTERVAL_NS = 200_000_000L;

  final int index;
  final ReceiveBuffer buffer;
  final RoundTripEstimator roundTrip;
  final CongestionWindow congestion = new CongestionWindow();
  final RateBudget challenges = new RateBudget(CHALLENGES, CHALLENGE_INTERVAL_NS);
  final byte[] addresses = new byte[2 * IpAddress.IPV6_LENGTH];

  TcpState state = TcpState.CLOSED;
  TcpApplication application = NOBODY;

  // The flow.
  int addressLength;
  int localPort;
  int remotePort;
  int hash;
  int nextInBucket;

  // Our numbers (RFC 9293 §3.3.1, send sequence variables).
  int initial;
  int unacknowledged;
  int next;
  int highest;
  long peerWindow;
  long largestPeerWindow;
  int windowSequence;
  int windowAcknowledgment;
  int peerScale;
  boolean peerScaled;
  int segmentBytes;
  long offered;
  boolean closing;
  boolean finSent;

  // The peer's numbers (receive sequence variables).
  int peerInitial;
  int peerNext;
  boolean peerFin;
  boolean finHeld;
  int finHeldAt;
  int announced;

  // Timers and what is owed at the end of a turn.
  int tries;
  boolean timing;
  int timedNumber;
  long timedSinceNs;
  boolean ackLater;
  boolean ackNow;
  boolean tellEstablished;
  boolean tellReceived;
  boolean tellAcknowledged;
  boolean tellOver;
  boolean tellBroken;
  boolean returning;

  /** Stands for an application where there is none. */
  static final TcpApplication NOBODY =
      new TcpApplication() {
        @Override
        public void established(TcpConnection connection, long nowNs) {}

        @Override
        public void received(TcpConnection connection, long nowNs) {}

        @Override
        public void acknowledged(TcpConnection connection, long nowNs) {}

        @Override
        public void ended(TcpConnection connection, boolean broken, long nowNs) {}

        @Override
        public void copy(
            TcpConnection connection, long position, byte[] target, int offset, int length) {
          throw new IllegalStateException("nothing was offered");
        }
      };

  TcpConnection(int index, TcpLimits limits, TcpTimers timers) {
    this.index = index;
    this.buffer = new ReceiveBuffer(limits.receiveBytes(), limits.gaps());
    this.roundTrip = new RoundTripEstimator(timers);
  }

  /** The block's number, from zero: where an application keeps what belongs to the connection. */
  public int index() {
    return index;
  }

  /** Where the connection stands. */
  public TcpState state() {
    return state;
  }

  /** Octets that can be read. */
  public int readable() {
    return buffer.readable();
  }

  /** Whether the peer has closed its half and everything it sent has been received. */
  public boolean peerClosed() {
    return peerFin;
  }

  /** Octets offered since the connection began. */
  public long offered() {
    return offered;
  }

  /** Octets of those that the peer has acknowledged. */
  public long acknowledged() {
    return Math.min(offered, position(unacknowledged));
  }

  /** Our port. */
  public int localPort() {
    return localPort;
  }

  /** The peer's port. */
  public int remotePort() {
    return remotePort;
  }

  /** The peer's address as a value: allocates. */
  public IpAddress remoteAddress() {
    return IpAddress.of(addresses, addressLength, addressLength);
  }

  /** The smoothed round-trip time, 0 when nothing was measured. */
  public long roundTripNs() {
    return roundTrip.smoothedNs();
  }

  /** Nothing is left of the flow. */
  void forget() {
    application = NOBODY;
    addressLength = 0;
    initial = 0;
    unacknowledged = 0;
    next = 0;
    highest = 0;
    peerWindow = 0;
    largestPeerWindow = 0;
    peerScale = 0;
    peerScaled = false;
    offered = 0;
    closing = false;
    finSent = false;
    peerInitial = 0;
    peerNext = 0;
    peerFin = false;
    finHeld = false;
    announced = 0;
    tries = 0;
    timing = false;
    ackLater = false;
    ackNow = false;
    tellEstablished = false;
    tellReceived = false;
    tellAcknowledged = false;
    tellOver = false;
    tellBroken = false;
    buffer.reset();
    roundTrip.reset();
  }

  /** The id in a trace: blocks come after the ports, whose numbers are those of the listeners. */
  long traceId() {
    return index >= 0 ? 0x1_0000L + index : index == LISTENER ? localPort : 0;
  }

  // ---- numbers

  /** The position in the stream of one of our numbers, which is not far from the window. */
  long position(int number) {
    int last = initial + 1 + (int) offered;
    return Math.max(0, offered + SequenceNumber.past(number, last));
  }

  /** The number of our FIN. */
  int finNumber() {
    return initial + 1 + (int) offered;
  }

  /** Octets, SYN and FIN that are under way. */
  int flight() {
    return SequenceNumber.past(highest, unacknowledged);
  }

  boolean synAcknowledged() {
    return unacknowledged != initial;
  }

  /** Whether something is outstanding or waits to be sent. */
  boolean somethingWaits() {
    return flight() > 0 || hasQueued();
  }

  /** Whether text or a FIN waits to be sent for the first time or again. */
  boolean hasQueued() {
    return synAcknowledged() && SequenceNumber.past(finNumber(), next) + (closing ? 1 : 0) > 0;
  }

  /**
   * The window to announce: it never shrinks, and it opens by a segment or half the buffer at least
   * (RFC 9293 §3.8.6.2.2).
   */
  int windowToAnnounce() {
    int open = buffer.window();
    int standing = Math.max(0, SequenceNumber.past(announced, peerNext));
    int worth = Math.min(segmentBytes, (buffer.window() + buffer.readable()) / 2);
    return open - standing >= worth ? open : standing;
  }
}
