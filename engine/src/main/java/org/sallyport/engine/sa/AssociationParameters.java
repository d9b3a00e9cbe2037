package org.sallyport.engine.sa;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.wire.IpAddress;

/**
 * What IKE settled about one direction of an association.
 *
 * @param spi the SPI that packets of this direction carry, as 32 bits; 0 to 255 are reserved (RFC
 *     4303 §2.1)
 * @param policyName the {@link SecurityPolicy} that it serves
 * @param child the configuration that it was made from
 * @param localSelectors negotiated selectors of our end
 * @param remoteSelectors negotiated selectors of the peer's end
 * @param localAddress our outer address
 * @param peerAddress the peer's outer address, of the same family
 * @param encapsulation UDP ports around ESP, or null
 * @param createdNs when it was made
 */
public record AssociationParameters(
    int spi,
    String policyName,
    ChildConfiguration child,
    List<TrafficSelector> localSelectors,
    List<TrafficSelector> remoteSelectors,
    IpAddress localAddress,
    IpAddress peerAddress,
    @Nullable Encapsulation encapsulation,
    long createdNs) {
  /** Copies the lists; refuses reserved SPIs and two families. */
  public AssociationParameters {
    if (isReservedSpi(spi) || localAddress.length() != peerAddress.length()) {
      throw new IllegalArgumentException("reserved SPI, or outer addresses of two families");
    }
    localSelectors = List.copyOf(localSelectors);
    remoteSelectors = List.copyOf(remoteSelectors);
  }

  /**
   * Whether IANA reserves the SPI: 0 is for local use, 1 to 255 are not given out (RFC 4303 §2.1).
   */
  public static boolean isReservedSpi(int spi) {
    return (spi & 0xFFFF_FF00) == 0;
  }

  /** The same for the other direction. */
  public AssociationParameters withSpi(int otherSpi) {
    return new AssociationParameters(
        otherSpi,
        policyName,
        child,
        localSelectors,
        remoteSelectors,
        localAddress,
        peerAddress,
        encapsulation,
        createdNs);
  }
}
