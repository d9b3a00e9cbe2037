// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.sad;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.HeaderPolicy;
import org.sallyport.engine.dataplane.spd.SecurityPolicy;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.wire.IpAddress;

/**
 * What IKE settled about a Child SA, the same for both directions.
 *
 * @param policy the PROTECT rule that it serves
 * @param mode tunnel or transport, as negotiated
 * @param localSelectors negotiated selectors of our end
 * @param remoteSelectors negotiated selectors of the peer's end
 * @param localAddress our outer address
 * @param peerAddress the peer's outer address, of the same family
 * @param encapsulation UDP ports around ESP, or null for plain protocol 50
 * @param lifetime its limits
 * @param header how a tunnel's outer header is made
 * @param createdNs when it was made
 */
public record AssociationParameters(
    SecurityPolicy policy,
    Mode mode,
    List<AddressRange> localSelectors,
    List<AddressRange> remoteSelectors,
    IpAddress localAddress,
    IpAddress peerAddress,
    @Nullable Encapsulation encapsulation,
    Lifetime lifetime,
    HeaderPolicy header,
    long createdNs) {
  /** Copies the lists; refuses outer addresses of two families. */
  public AssociationParameters {
    if (localAddress.length() != peerAddress.length()) {
      throw new IllegalArgumentException("outer addresses of two families");
    }
    localSelectors = List.copyOf(localSelectors);
    remoteSelectors = List.copyOf(remoteSelectors);
  }
}
