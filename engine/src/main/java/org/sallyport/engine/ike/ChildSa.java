// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.List;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.Mode;

/**
 * A negotiated pair of Child SAs, as IKE knows it (RFC 7296 §1.2, §2.9). Its keys are not here:
 * they go to the {@link ChildSaHost} once and are zeroed.
 *
 * @param ikeSaId the IKE SA that it belongs to
 * @param peerName the peer's configured name
 * @param config what it was negotiated from
 * @param mode what was agreed, tunnel when a side does not want transport
 * @param proposal the algorithms
 * @param inboundSpi the SPI of packets to us
 * @param outboundSpi the SPI of packets to the peer
 * @param localSelectors our side, narrowed
 * @param remoteSelectors the peer's side, narrowed
 */
public record ChildSa(
    long ikeSaId,
    String peerName,
    ChildConfig config,
    Mode mode,
    EspProposal proposal,
    int inboundSpi,
    int outboundSpi,
    List<AddressRange> localSelectors,
    List<AddressRange> remoteSelectors) {
  /** Copies the lists. */
  public ChildSa {
    localSelectors = List.copyOf(localSelectors);
    remoteSelectors = List.copyOf(remoteSelectors);
  }
}
