// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.path;

import org.sallyport.engine.crypto.Digest;
import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.PayloadList;

/** NAT detection: hashes of the addresses that each side believes to use (RFC 7296 §2.23). */
public final class NatDetection {
  /**
   * What the hashes of a message told.
   *
   * @param present whether the peer sent both kinds: else it does not traverse NATs
   * @param sourceTrue whether it came from where the peer believes to be
   * @param destinationTrue whether it arrived where the peer sent it
   */
  public record Hashes(boolean present, boolean sourceTrue, boolean destinationTrue) {}

  private NatDetection() {}

  /** SHA-1(SPIi | SPIr | address | port). */
  public static OctetString hash(
      Digest sha1, long initiatorSpi, long responderSpi, Endpoint endpoint) {
    int addressLength = endpoint.address().length();
    byte[] octets = new byte[16 + addressLength + 2];
    Octets.put64(octets, 0, initiatorSpi);
    Octets.put64(octets, 8, responderSpi);
    endpoint.address().copyInto(octets, 16);
    Octets.put16(octets, 16 + addressLength, endpoint.port());
    return OctetString.of(sha1.digest(octets));
  }

  /**
   * NAT_DETECTION_SOURCE_IP.
   *
   * @param untrue whether to send the hash of no address at all, so that the peer sees a NAT and
   *     encapsulates
   */
  public static NotifyPayload source(
      Digest sha1, long initiatorSpi, long responderSpi, Endpoint source, boolean untrue) {
    Endpoint stated = untrue ? source.withPort(0) : source;
    return NotifyPayload.of(
        NotifyType.NAT_DETECTION_SOURCE_IP, hash(sha1, initiatorSpi, responderSpi, stated));
  }

  /** NAT_DETECTION_DESTINATION_IP. */
  public static NotifyPayload destination(
      Digest sha1, long initiatorSpi, long responderSpi, Endpoint destination) {
    return NotifyPayload.of(
        NotifyType.NAT_DETECTION_DESTINATION_IP,
        hash(sha1, initiatorSpi, responderSpi, destination));
  }

  /** Compares the hashes of a received message with where it came from and where it arrived. */
  public static Hashes examine(Digest sha1, PayloadList payloads, Incoming message) {
    NotifyPayload toUs = payloads.notification(NotifyType.NAT_DETECTION_DESTINATION_IP);
    if (toUs == null || payloads.notification(NotifyType.NAT_DETECTION_SOURCE_IP) == null) {
      return new Hashes(false, false, false);
    }
    return new Hashes(
        true,
        someSourceIs(
            payloads, hash(sha1, message.initiatorSpi(), message.responderSpi(), message.remote())),
        hash(sha1, message.initiatorSpi(), message.responderSpi(), message.local())
            .equals(toUs.data()));
  }

  // A sender with several addresses may state several sources (RFC 7296 §2.23).
  private static boolean someSourceIs(PayloadList payloads, OctetString expected) {
    for (NotifyPayload notify : payloads.notifications()) {
      if (notify.notifyType() == NotifyType.NAT_DETECTION_SOURCE_IP
          && notify.data().equals(expected)) {
        return true;
      }
    }
    return false;
  }
}
