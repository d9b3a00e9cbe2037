// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.init;

import java.util.List;
import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.message.MessageWriter;
import org.sallyport.engine.ike.message.Notifications;
import org.sallyport.engine.ike.message.OutgoingMessage;
import org.sallyport.engine.ike.path.DatagramSink;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.ike.sa.Firing;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;

/**
 * The actions that answer a first message in clear and keep nothing (RFC 7296 §2.6, §2.7, §2.21.1).
 */
public final class InitRefusals {
  private final MessageWriter writer;
  private final DatagramSink datagrams;

  public InitRefusals(MessageWriter writer, DatagramSink datagrams) {
    this.writer = writer;
    this.datagrams = datagrams;
  }

  public void sendCookie(Firing firing) {
    OctetString cookie = InitDetails.OurCookie.of(firing.message()).cookie();
    send(firing, NotifyPayload.of(NotifyType.COOKIE, cookie));
  }

  public void sendInvalidKe(Firing firing) {
    byte[] group = new byte[2];
    Octets.put16(group, 0, InitDetails.OurGroup.of(firing.message()).method().id());
    send(firing, NotifyPayload.of(NotifyType.INVALID_KE_PAYLOAD, OctetString.of(group)));
  }

  public void sendNoProposalChosen(Firing firing) {
    send(firing, NotifyPayload.of(NotifyType.NO_PROPOSAL_CHOSEN));
  }

  public void sendInvalidSyntaxInClear(Firing firing) {
    send(firing, NotifyPayload.of(NotifyType.INVALID_SYNTAX));
  }

  public void sendUnsupportedCriticalInClear(Firing firing) {
    int type = ClassifiedMessage.CriticalPayload.of(firing.message()).type();
    send(firing, Notifications.unsupportedCritical(type));
  }

  /** SendInvalidMajorVersion: which version we speak stands in the header (RFC 7296 §3.10.1). */
  public void sendInvalidMajorVersion(Firing firing) {
    // R7296-2.5-3
    send(firing, NotifyPayload.of(NotifyType.INVALID_MAJOR_VERSION));
  }

  private void send(Firing firing, NotifyPayload notify) {
    Incoming request = firing.incoming();
    OctetString message =
        writer.clear(
            new MessageWriter.Header(
                request.initiatorSpi(),
                request.responderSpi(),
                request.header().exchangeNumber(),
                !request.header().fromInitiator(),
                true,
                request.header().messageId()),
            List.of(notify));
    OutgoingMessage.of(message).send(datagrams, request.local(), request.remote(), firing.nowNs());
  }
}
