// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.sad;

/** What an SPI names in a {@link SecurityAssociationDatabase}. */
public interface SpiNamed {
  /** The SPI; 32 bits as they lie. It does not change. */
  int spi();
}
