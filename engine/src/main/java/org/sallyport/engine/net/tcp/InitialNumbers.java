// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.Prf;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Octets;

/**
 * Initial sequence numbers that a stranger cannot guess (RFC 6528), and SYN cookies (RFC 4987
 * §3.6). A cookie is 5 bits of time, 3 bits that stand for the peer's MSS and 24 bits of a keyed
 * hash over both, the flow and the peer's number.
 */
final class InitialNumbers {
  private static final int[] SEGMENTS = {216, 536, 900, 1220, 1280, 1332, 1400, 1460};
  private static final int SECRET_LENGTH = 32;
  private static final long TICK_NS = 4_000;
  private static final long PERIOD_NS = 64_000_000_000L;
  private static final int PERIODS = 32;
  private static final int PORTS = 2 * IpAddress.IPV6_LENGTH;
  private static final int KIND = PORTS + 4;
  private static final int EXTRA = KIND + 1;

  private final Prf prf;
  private final byte[] secret = new byte[SECRET_LENGTH];
  private final byte[] input = new byte[EXTRA + 6];
  private long cookieUntilNs = Long.MIN_VALUE;

  InitialNumbers(CryptoLibrary crypto, EntropySource entropy) {
    this.prf = crypto.prf(PrfAlgorithm.HMAC_SHA2_256);
    entropy.fill(secret, 0, secret.length);
  }

  /** The number for a new connection: a clock of 4 microseconds and a keyed hash of the flow. */
  int initial(byte[] addresses, int addressLength, int localPort, int remotePort, long nowNs) {
    return (int) (nowNs / TICK_NS) + hash(addresses, addressLength, localPort, remotePort, 0, 0, 0);
  }

  /** A cookie for a SYN; {@code segment} is the MSS that its sender takes. */
  int cookie(
      byte[] addresses,
      int addressLength,
      int localPort,
      int remotePort,
      int peerInitial,
      int segment,
      long nowNs) {
    int index = 0;
    while (index + 1 < SEGMENTS.length && SEGMENTS[index + 1] <= segment) {
      index++;
    }
    cookieUntilNs = nowNs + 2 * PERIOD_NS;
    int head = period(nowNs) << 3 | index;
    return head << 24
        | hash(addresses, addressLength, localPort, remotePort, 1, peerInitial, head) & 0xFFFFFF;
  }

  /** The MSS that a cookie stands for, or -1 when it is none of ours or too old. */
  int segmentOf(
      int cookie,
      byte[] addresses,
      int addressLength,
      int localPort,
      int remotePort,
      int peerInitial,
      long nowNs) {
    if (nowNs >= cookieUntilNs) {
      return -1;
    }
    int head = cookie >> 24 & 0xFF;
    int age = period(nowNs) - (head >> 3) & (PERIODS - 1);
    int expected =
        hash(addresses, addressLength, localPort, remotePort, 1, peerInitial, head) & 0xFFFFFF;
    return age <= 1 && expected == (cookie & 0xFFFFFF) ? SEGMENTS[head & 7] : -1;
  }

  private static int period(long nowNs) {
    return (int) (nowNs / PERIOD_NS) & (PERIODS - 1);
  }

  private int hash(
      byte[] addresses,
      int addressLength,
      int localPort,
      int remotePort,
      int kind,
      int peerInitial,
      int head) {
    Octets.clear(input, 0, input.length);
    System.arraycopy(addresses, 0, input, 0, 2 * addressLength);
    Octets.put16(input, PORTS, localPort);
    Octets.put16(input, PORTS + 2, remotePort);
    Octets.put8(input, KIND, kind << 4 | addressLength & 0xF);
    Octets.put32(input, EXTRA, peerInitial);
    Octets.put16(input, EXTRA + 4, head);
    return Octets.i32(prf.prf(secret, input), 0);
  }
}
