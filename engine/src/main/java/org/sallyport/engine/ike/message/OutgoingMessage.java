// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.message;

import java.util.List;
import org.sallyport.engine.ike.path.DatagramSink;
import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.OctetString;

/**
 * A message as it is sent, and sent again octet for octet: the datagrams that carry it. Today one;
 * fragments are several (RFC 7383 §2.5).
 *
 * @param datagrams in the order in which they are sent
 */
public record OutgoingMessage(List<OctetString> datagrams) {
  public static final OutgoingMessage NONE = new OutgoingMessage(List.of());

  public OutgoingMessage {
    datagrams = List.copyOf(datagrams);
  }

  /** A message in one datagram. */
  public static OutgoingMessage of(OctetString datagram) {
    return new OutgoingMessage(List.of(datagram));
  }

  public void send(DatagramSink sink, Endpoint local, Endpoint remote, long nowNs) {
    for (OctetString datagram : datagrams) {
      sink.datagram(local, remote, datagram.toArray(), nowNs);
    }
  }
}
