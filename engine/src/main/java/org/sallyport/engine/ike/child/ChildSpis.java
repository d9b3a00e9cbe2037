// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.child;

import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.dataplane.sad.AssociationParameters;
import org.sallyport.engine.wire.OctetString;

/** Allocates the SPIs by which the peer names our inbound Child SAs (RFC 4303 §2.1). */
public final class ChildSpis {
  /**
   * Draws until an SPI is free: at the bounds of the tables one draw in a million is taken, so that
   * only a broken source needs so many.
   */
  private static final int MOST_DRAWS = 128;

  private final EntropySource entropy;
  private final ChildSaHost host;

  public ChildSpis(EntropySource entropy, ChildSaHost host) {
    this.entropy = entropy;
    this.host = host;
  }

  /** A fresh SPI: not reserved and not one of ours. */
  public int draw() {
    byte[] octets = new byte[4];
    for (int draw = 0; draw < MOST_DRAWS; draw++) {
      entropy.fill(octets, 0, octets.length);
      int spi = OctetString.of(octets).i32(0);
      if (!AssociationParameters.isReservedSpi(spi) && host.isFree(spi)) {
        return spi;
      }
    }
    throw new IllegalStateException("entropy source gives no usable SPI");
  }
}
