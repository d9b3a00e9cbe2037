// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.child;

import java.util.List;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.Mode;

/**
 * What both ends agreed upon for a pair of Child SAs (RFC 7296 §1.2, §2.9).
 *
 * @param config what it was negotiated from
 * @param mode what was agreed, tunnel when a side does not want transport
 * @param proposal the algorithms
 * @param number the number under which the proposal was offered
 * @param inboundSpi the SPI of packets to us
 * @param outboundSpi the SPI of packets to the peer
 * @param localSelectors our side, narrowed
 * @param remoteSelectors the peer's side, narrowed
 */
public record ChildTerms(
    ChildConfig config,
    Mode mode,
    EspProposal proposal,
    int number,
    int inboundSpi,
    int outboundSpi,
    List<AddressRange> localSelectors,
    List<AddressRange> remoteSelectors) {
  public ChildTerms {
    localSelectors = List.copyOf(localSelectors);
    remoteSelectors = List.copyOf(remoteSelectors);
  }
}
