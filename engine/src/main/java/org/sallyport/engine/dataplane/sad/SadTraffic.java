// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.sad;

/** How much has passed the Child SAs that are installed, for reports. */
public interface SadTraffic {
  /** Packets that arrived on the Child SA with this inbound SPI; 0 when it is not there. */
  long packetsIn(int inboundSpi);

  /** Packets that were sent on it; 0 when it is not there. */
  long packetsOut(int inboundSpi);
}
