// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.sallyport.engine.wire.TcpHeader;

/** Facts about any segment: the flags that it has. */
abstract class FlagFacts {
  final IncomingSegment segment;

  FlagFacts(IncomingSegment segment) {
    this.segment = segment;
  }

  /** RST is set. */
  public final boolean hasRst() {
    return segment.header().has(TcpHeader.RST);
  }

  /** SYN is set. */
  public final boolean hasSyn() {
    return segment.header().has(TcpHeader.SYN);
  }

  /** ACK is set. */
  public final boolean hasAck() {
    return segment.header().has(TcpHeader.ACK);
  }

  /** FIN is set. */
  public final boolean hasFin() {
    return segment.fin();
  }
}
