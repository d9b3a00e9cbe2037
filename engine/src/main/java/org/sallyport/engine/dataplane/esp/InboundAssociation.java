// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.sallyport.engine.crypto.PacketOpener;
import org.sallyport.engine.dataplane.sad.AssociationParameters;
import org.sallyport.engine.dataplane.sad.SecurityAssociation;
import org.sallyport.engine.table.TraceSink;

/** ESP from the peer: its SPI is one that we gave out (RFC 4303 §3.4). */
public final class InboundAssociation extends SecurityAssociation {
  private final PacketOpener opener;
  private final ReplayWindow window;
  private final ExtendedSequence sequence;

  /**
   * An association that has heard nothing.
   *
   * @param opener the keys; owned from here on
   * @param windowSize the anti-replay window
   * @param trace takes the firings of window, sequence and lifetime, with the SPI as id
   */
  public InboundAssociation(
      int spi,
      AssociationParameters parameters,
      PacketOpener opener,
      int windowSize,
      TraceSink trace) {
    super(spi, parameters, (spi & 0xFFFF_FFFFL) << 1, trace);
    this.opener = opener;
    window = new ReplayWindow(windowSize, spi & 0xFFFF_FFFFL, trace);
    sequence = new ExtendedSequence(opener.extendedSequence(), spi & 0xFFFF_FFFFL, trace);
  }

  @Override
  public int inboundSpi() {
    return spi();
  }

  public ReplayWindow window() {
    return window;
  }

  public PacketOpener opener() {
    return opener;
  }

  ExtendedSequence sequence() {
    return sequence;
  }

  @Override
  protected void destroyKeys() {
    opener.destroy();
  }
}
