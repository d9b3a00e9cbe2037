// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.sim.random.SeededRandom;

/**
 * Plain packets of one direction and a comparison with what came out at the other end: IPv4 with
 * UDP, each with its number and random content, so that every packet is told from every other.
 */
public final class InnerTraffic {
  private static final int IPV4_BYTES = 20;
  private static final int UDP_BYTES = 8;
  private static final int NUMBER_BYTES = 4;
  private static final int PORT = 9; // discard

  private final IpAddress source;
  private final IpAddress destination;
  private final int payloadBytes;
  private final SeededRandom random;
  private final Map<Integer, byte[]> sent = new HashMap<>();

  InnerTraffic(IpAddress source, IpAddress destination, int payloadBytes, SeededRandom random) {
    this.source = source;
    this.destination = destination;
    this.payloadBytes = Math.max(payloadBytes, NUMBER_BYTES);
    this.random = random;
  }

  /** The next packet to send. */
  byte[] next() {
    int number = sent.size();
    byte[] packet = new byte[IPV4_BYTES + UDP_BYTES + payloadBytes];
    random.fill(packet, IPV4_BYTES + UDP_BYTES, payloadBytes);
    put16(packet, 0, 0x4500);
    put16(packet, 2, packet.length);
    put16(packet, 4, number);
    packet[8] = 64;
    packet[9] = 17;
    source.copyInto(packet, 12);
    destination.copyInto(packet, 16);
    put16(packet, 10, checksum(packet, IPV4_BYTES));
    put16(packet, IPV4_BYTES, PORT);
    put16(packet, IPV4_BYTES + 2, PORT);
    put16(packet, IPV4_BYTES + 4, UDP_BYTES + payloadBytes); // checksum 0: none (RFC 768)
    put16(packet, IPV4_BYTES + UDP_BYTES, number >> 16);
    put16(packet, IPV4_BYTES + UDP_BYTES + 2, number);
    sent.put(number, packet);
    return packet;
  }

  int sentCount() {
    return sent.size();
  }

  /** Compares what arrived with what was sent. */
  Comparison compare(List<byte[]> arrived) {
    Map<Integer, Integer> times = new HashMap<>();
    int alteredCount = 0;
    for (byte[] packet : arrived) {
      int number = number(packet);
      byte[] original = sent.get(number);
      if (original == null || !isSame(original, packet)) {
        alteredCount++;
      } else {
        times.merge(number, 1, Integer::sum);
      }
    }
    int repeatedCount = times.values().stream().mapToInt(count -> count - 1).sum();
    return new Comparison(sent.size(), times.size(), repeatedCount, alteredCount);
  }

  private int number(byte[] packet) {
    int at = IPV4_BYTES + UDP_BYTES;
    return packet.length < at + NUMBER_BYTES
        ? -1
        : (get16(packet, at) << 16) | get16(packet, at + 2);
  }

  /** A gateway may lower TTL and with it the header's checksum (RFC 4301 §5.1.2); nothing else. */
  private static boolean isSame(byte[] original, byte[] arrived) {
    byte[] comparable = arrived.clone();
    if (comparable.length != original.length || comparable[8] > original[8]) {
      return false;
    }
    comparable[8] = original[8];
    comparable[10] = original[10];
    comparable[11] = original[11];
    return Arrays.equals(original, comparable) && checksum(arrived, IPV4_BYTES) == 0;
  }

  private static int checksum(byte[] bytes, int lengthBytes) {
    int sum = 0;
    for (int i = 0; i < lengthBytes; i += 2) {
      sum += get16(bytes, i);
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    sum = (sum & 0xffff) + (sum >>> 16);
    return ~sum & 0xffff;
  }

  private static int get16(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  private static void put16(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >> 8);
    bytes[at + 1] = (byte) value;
  }

  /**
   * How one direction went.
   *
   * @param arrivedCount packets that arrived at least once, exactly as sent
   * @param repeatedCount further arrivals of the same ones; must be 0
   * @param alteredCount arrivals that nobody sent so; must be 0
   */
  public record Comparison(int sentCount, int arrivedCount, int repeatedCount, int alteredCount) {}
}
