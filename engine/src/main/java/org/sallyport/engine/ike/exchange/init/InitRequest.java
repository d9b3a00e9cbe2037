// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.init;

import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.ike.message.OutgoingMessage;
import org.sallyport.engine.ike.message.Request;
import org.sallyport.engine.ike.sa.Handshake;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.wire.OctetString;

/** IKE_SA_INIT, whose handshake can change before it is answered (RFC 7296 §1.2, §2.6). */
record InitRequest(InitMessages messages, IkeSa sa, PeerConfig peer, Handshake handshake)
    implements Request {
  /** AUTH covers it. */
  @Override
  public OutgoingMessage write(long messageId) {
    OctetString message = messages.request(sa, peer, handshake, messageId);
    handshake.sent(message);
    return OutgoingMessage.of(message);
  }
}
