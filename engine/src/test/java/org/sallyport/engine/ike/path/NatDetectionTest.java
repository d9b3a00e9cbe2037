// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.Digest;
import org.sallyport.engine.crypto.DigestAlgorithm;
import org.sallyport.engine.ike.message.MessageWriter;
import org.sallyport.engine.ike.path.NatDetection.Hashes;
import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.IkeMessage;
import org.sallyport.engine.wire.ike.IkeParser;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.PayloadList;

/** The hashes by which NATs are found (RFC 7296 §2.23). */
final class NatDetectionTest {
  private static final long SPI_I = 0x0102030405060708L;
  private static final long SPI_R = 0xF0E0D0C0B0A09080L;
  private static final Endpoint PEER = new Endpoint(IpAddress.parse("192.0.2.1"), 500);
  private static final Endpoint HOST = new Endpoint(IpAddress.parse("192.0.2.2"), 500);
  private static final Endpoint ELSEWHERE = new Endpoint(IpAddress.parse("198.51.100.7"), 500);

  private final Digest sha1 = new BouncyCastleLibrary().digest(DigestAlgorithm.SHA1);

  private String hash(String address, int port) {
    return NatDetection.hash(sha1, SPI_I, SPI_R, new Endpoint(IpAddress.parse(address), port))
        .toHex();
  }

  /** SHA-1 of 0102030405060708 f0e0d0c0b0a09080, address and port, computed by other software. */
  @Test
  void hashCoversSpisAddressAndPort() {
    // R7296-2.23-5
    assertEquals("c5de83fcc823d1f4d224d80c25b9505bd0ae492a", hash("192.0.2.1", 500));
    assertEquals("8b0fa491f825e9b6fff14a7830ec918162aa0e07", hash("2001:db8::1", 4500));
  }

  private NotifyPayload sourceOf(Endpoint endpoint) {
    return NatDetection.source(sha1, SPI_I, SPI_R, endpoint, false);
  }

  private NotifyPayload destinationOf(Endpoint endpoint) {
    return NatDetection.destination(sha1, SPI_I, SPI_R, endpoint);
  }

  /** What a message with these notifications tells that came from PEER and arrived at HOST. */
  private Hashes examine(NotifyPayload... notifications) {
    OctetString message =
        new MessageWriter()
            .clear(
                new MessageWriter.Header(
                    SPI_I, SPI_R, ExchangeType.IKE_SA_INIT.number(), true, false, 0),
                List.of(notifications));
    byte[] octets = message.toArray();
    PayloadList payloads =
        ((IkeMessage) IkeParser.parseMessage(octets, 0, octets.length)).payloads();
    return NatDetection.examine(sha1, payloads, new Incoming(HOST, PEER, octets, 0, octets.length));
  }

  @Test
  void eachHashIsComparedWithItsOwnEnd() {
    assertEquals(new Hashes(true, true, true), examine(sourceOf(PEER), destinationOf(HOST)));
    assertEquals(new Hashes(true, false, true), examine(sourceOf(ELSEWHERE), destinationOf(HOST)));
    assertEquals(new Hashes(true, true, false), examine(sourceOf(PEER), destinationOf(ELSEWHERE)));
    assertEquals(new Hashes(true, false, false), examine(sourceOf(HOST), destinationOf(PEER)));
  }

  @Test
  void oneOfSeveralSourcesIsEnough() {
    List<NotifyPayload> all = new ArrayList<>();
    for (int port = 1; port < 4; port++) {
      all.add(sourceOf(ELSEWHERE.withPort(port)));
    }
    all.add(destinationOf(HOST));
    assertEquals(new Hashes(true, false, true), examine(all.toArray(NotifyPayload[]::new)));
    all.add(2, sourceOf(PEER));
    assertEquals(new Hashes(true, true, true), examine(all.toArray(NotifyPayload[]::new)));
  }

  @Test
  void withoutBothKindsThePeerDoesNotTraverseNats() {
    Hashes absent = new Hashes(false, false, false);
    assertEquals(absent, examine());
    assertEquals(absent, examine(sourceOf(PEER)));
    assertEquals(absent, examine(destinationOf(HOST)));
  }

  /** RFC 7296 §2.23: a host that wants UDP makes believe that there is a NAT before it. */
  @Test
  void anUntrueSourceIsTheHashOfNoEndpoint() {
    NotifyPayload untrue = NatDetection.source(sha1, SPI_I, SPI_R, PEER, true);
    assertNotEquals(sourceOf(PEER), untrue);
    assertEquals(new Hashes(true, false, true), examine(untrue, destinationOf(HOST)));
  }
}
