// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.child;

import org.sallyport.engine.status.EngineStatus;
import org.sallyport.engine.wire.Endpoint;

/**
 * Where Child SAs live: SAD, SPD and ESP seen from IKE. Nothing here can fail: IKE asks for room
 * beforehand.
 */
public interface ChildSaHost {
  /** Whether another pair can be installed. */
  boolean hasRoom();

  /** Whether no inbound SA has this SPI. */
  boolean isFree(int inboundSpi);

  /**
   * Puts both directions into SAD and SPD.
   *
   * @param child what was negotiated
   * @param outbound the keys of what we send; the caller zeroes them afterwards
   * @param inbound the keys of what the peer sends
   * @param path the outer addresses and whether ESP travels in UDP
   */
  void install(ChildSa child, DirectionKeys outbound, DirectionKeys inbound, Path path, long nowNs);

  /** Takes both directions out and zeroes their keys. */
  void uninstall(ChildSa child);

  /** The peer is reached differently from now on (RFC 7296 §2.23). */
  void redirect(ChildSa child, Path path);

  /** What has passed. */
  EngineStatus.ChildSaStatus status(ChildSa child);

  /** When a packet of this Child SA last proved authentic; {@link Long#MIN_VALUE} for never. */
  long lastHeardNs(ChildSa child);

  /**
   * The keys of one direction.
   *
   * @param encryption encryption key, the salt included
   * @param integrity integrity key; empty for an AEAD
   */
  record DirectionKeys(byte[] encryption, byte[] integrity) {}

  /**
   * How the peer is reached.
   *
   * @param local our end
   * @param remote the peer's end
   * @param udpEncapsulation whether ESP travels in UDP between these ports (RFC 3948)
   */
  record Path(Endpoint local, Endpoint remote, boolean udpEncapsulation) {}
}
