// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.drop;

/**
 * Why a frame, packet, message or payload was not acted upon. One enum serves the whole engine:
 * each constant is a counter, a log line and the answer of the method that refused. Bad input
 * always ends here, never in an exception.
 *
 * <p>Constants that concern data whose sender is unknown and constants that concern authenticated
 * data are different ones: the two are never handled alike.
 */
public enum DropReason {
  /** Not dropped: the input was taken. */
  NONE,

  // ---- any header
  // ---------------------------------------------------------------------------------------------------------

  /**
   * The octets end before the fixed part of the header, or before the length that the header
   * announces.
   */
  TRUNCATED,
  /** A length field contradicts the octets that are there. */
  LENGTH_MISMATCH,
  /** A checksum of IPv4, ICMP, UDP or TCP does not verify (RFC 1071). */
  BAD_CHECKSUM,
  /** A version field has a value that this layer does not speak. */
  UNSUPPORTED_VERSION,
  /** A header field has a value that its RFC forbids. */
  MALFORMED_HEADER,
  /** A frame is longer than the slot, the MTU or the 65535 octets of a datagram. */
  TOO_LONG,

  // ---- host stack
  // ---------------------------------------------------------------------------------------------------------

  /** The frame or packet is addressed to another node. */
  NOT_FOR_US,
  /** The Ethernet type is none that the stack serves (IEEE 802.3 type field). */
  UNKNOWN_ETHER_TYPE,
  /** No handler is registered for the IP protocol or next header (RFC 791, RFC 8200). */
  UNKNOWN_PROTOCOL,
  /** No listener on the UDP port. */
  UNKNOWN_PORT,
  /**
   * The source address can not be that of a sender: multicast, broadcast, or our own (RFC 1122
   * §3.2.1.3).
   */
  BAD_SOURCE_ADDRESS,
  /** An IPv6 extension-header chain is too long, out of order or of unknown type (RFC 8200 §4). */
  BAD_EXTENSION_HEADER,
  /**
   * An ARP or neighbour-discovery message breaks its RFC's validity rules (RFC 826, RFC 4861 §7.1).
   */
  BAD_NEIGHBOUR_MESSAGE,
  /** Fragments overlap or contradict each other (RFC 5722, RFC 1858). */
  BAD_FRAGMENT,
  /** Every reassembly slot is taken, or the datagram would not fit one. */
  REASSEMBLY_FULL,
  /** A fragment was stored; the datagram is not complete yet. Not an error. */
  FRAGMENT_HELD,
  /**
   * No route or no neighbour address for the destination yet; one packet is kept while it is being
   * resolved.
   */
  NEIGHBOUR_PENDING,
  /**
   * A neighbour did not answer; or a packet that waited for one that gave way or did not answer.
   */
  NEIGHBOUR_UNREACHABLE,
  /**
   * A message claims another link address for a neighbour than the one that is noted: the neighbour
   * is asked there. It has moved, or the message is an attempt to poison the table.
   */
  NEIGHBOUR_CONFLICT,
  /** No route, or no source address of the right family. */
  NO_ROUTE,
  /** The packet must not be fragmented and is longer than the MTU (RFC 1191, RFC 8201). */
  FRAGMENTATION_NEEDED,
  /** Time to live or hop limit ran out. */
  HOP_LIMIT_EXCEEDED,
  /** The transmit ring or a queue is full. */
  QUEUE_FULL,
  /** No slot of the pool of frames is free. */
  NO_FREE_SLOT,
  /** Packets came out of packets more often than the stack follows. */
  NESTED_TOO_DEEPLY,
  /** An answer was left out to stay within a rate bound. */
  RATE_LIMITED,
  /** An ICMP type that the stack does not act upon. */
  IGNORED_ICMP,
  /** A DHCP message that answers nothing we asked for (RFC 2131 §4.4.1). */
  UNEXPECTED_DHCP_MESSAGE,

  // ---- TCP (RFC 9293)
  // -----------------------------------------------------------------------------------------------------

  /** An ACK that belongs to no connection, on a port that is listened on. */
  NO_CONNECTION,
  /** An RST whose number is not the next one, or that belongs to no connection (RFC 5961 §3). */
  UNPROVEN_RESET,
  /** Numbers outside the windows, or a SYN on a connection: challenged (RFC 5961 §3 to §5). */
  SEGMENT_OUTSIDE_WINDOW,
  /** A segment that does not belong to the state of its connection. */
  UNEXPECTED_SEGMENT,
  /** Every connection block is taken. */
  CONNECTIONS_FULL,

  // ---- ESP (RFC 4303)
  // -----------------------------------------------------------------------------------------------------

  /** No security association with this SPI. */
  UNKNOWN_SPI,
  /** The sequence number was seen before: a replay (RFC 4303 §3.4.3). */
  REPLAYED,
  /**
   * The sequence number lies left of the window: too old to tell from a replay (RFC 4303 §3.4.3).
   */
  STALE_SEQUENCE,
  /** The sequence number is zero, which no sender uses (RFC 4303 §2.2). */
  ZERO_SEQUENCE,
  /** The integrity check value does not verify. */
  NOT_AUTHENTIC,
  /** Authenticated, yet padding or next header are not well formed (RFC 4303 §2.4). */
  BAD_PADDING,
  /** Authenticated, yet the inner packet is none that the association may carry (RFC 4301 §5.2). */
  SELECTOR_MISMATCH,
  /** A dummy packet (next header 59), dropped as it was meant to be (RFC 4303 §2.6). */
  DUMMY,
  /**
   * Authenticated, yet the next header is none that the association's mode carries (RFC 4303 §2.6).
   */
  BAD_NEXT_HEADER,
  /** Authenticated, yet what a tunnel carries is not a well-formed IP packet. */
  BAD_INNER_PACKET,
  /**
   * The tunnel's outer header was marked "congestion experienced", but the inner packet's ends do
   * not understand ECN (RFC 6040 §4.2).
   */
  CONGESTION_MARK_LOST,
  /** A limit of time or volume of the association is reached (RFC 4301 §4.4.2.1). */
  LIFETIME_EXPIRED,
  /** The sequence number would cycle; the association must be rekeyed (RFC 4303 §3.3.3). */
  SEQUENCE_EXHAUSTED,
  /** Policy says discard (RFC 4301 §4.4.1). */
  POLICY_DISCARD,
  /** Policy says protect, and there is no association yet (one is being acquired). */
  NO_ASSOCIATION,

  // ---- IKE (RFC 7296)
  // -----------------------------------------------------------------------------------------------------

  /** The major version is not 2 (RFC 7296 §2.5). */
  UNSUPPORTED_MAJOR_VERSION,
  /** The exchange type is none that IANA assigned for IKEv2 (RFC 7296 §3.1). */
  UNKNOWN_EXCHANGE_TYPE,
  /** A payload length is shorter than its header or reaches past the message (RFC 7296 §3.2). */
  BAD_PAYLOAD_LENGTH,
  /** The body of a payload breaks the layout that its section of RFC 7296 §3 gives. */
  MALFORMED_PAYLOAD,
  /** More payloads, proposals, transforms, selectors or the like than the engine's named bounds. */
  TOO_MANY_ELEMENTS,
  /** A payload of unknown type has its critical bit set (RFC 7296 §2.5). */
  UNSUPPORTED_CRITICAL_PAYLOAD,
  /** A payload that this exchange must have is not there (RFC 7296 §1.2 to §1.4). */
  MISSING_PAYLOAD,
  /** A payload that may occur only once occurs twice, or where it must not occur. */
  UNEXPECTED_PAYLOAD,
  /** An SPI field of zero, or not zero, where the exchange says otherwise (RFC 7296 §3.1). */
  BAD_IKE_SPI,
  /** No IKE SA of ours has this SPI, or the peer's SPI is another one (RFC 7296 §2.21.4). */
  UNKNOWN_IKE_SPI,
  /** A message of our own came back to us. */
  REFLECTED,
  /** The message ID is neither the expected one nor the last (RFC 7296 §2.3). */
  UNEXPECTED_MESSAGE_ID,
  /** A repetition of a request whose answer is being computed (RFC 7296 §2.1). */
  BEING_ANSWERED,
  /** A message that does not belong to the state of its IKE SA. */
  UNEXPECTED_MESSAGE,
  /** An error notification in clear about an IKE SA that has keys: it is unauthenticated. */
  UNAUTHENTICATED_NOTIFY,
  /** The pool of handshake tasks is exhausted. */
  NO_HANDSHAKE_TASK;

  /** This reason, or else the other when this is NONE. */
  public DropReason or(DropReason other) {
    return this == NONE ? other : this;
  }

  /** Whether the input is gone: not taken, and not held for later either. */
  public boolean isDrop() {
    return this != NONE && this != FRAGMENT_HELD && this != NEIGHBOUR_PENDING;
  }
}
