// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.child;

import org.sallyport.engine.ike.keys.DirectionKeys;
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
   * Receives on the inbound direction from now on.
   *
   * @param keys of what the peer sends; the caller zeroes them afterwards
   * @param path the outer addresses and whether ESP travels in UDP
   */
  void addInbound(ChildSa child, DirectionKeys keys, Path path, long nowNs);

  /**
   * Sends on the outbound direction from now on; the inbound one is there already.
   *
   * @param keys of what we send; the caller zeroes them afterwards
   */
  void addOutbound(ChildSa child, DirectionKeys keys, Path path, long nowNs);

  /** Takes out what is there of both directions and zeroes their keys. */
  void remove(ChildSa child);

  /** The peer is reached differently from now on (RFC 7296 §2.23). */
  void redirect(ChildSa child, Path path);

  /** What has passed. */
  EngineStatus.ChildSaStatus status(ChildSa child);

  /** When a packet of this Child SA last proved authentic; {@link Long#MIN_VALUE} for never. */
  long lastHeardNs(ChildSa child);

  /**
   * How the peer is reached.
   *
   * @param local our end
   * @param remote the peer's end
   * @param udpEncapsulation whether ESP travels in UDP between these ports (RFC 3948)
   */
  record Path(Endpoint local, Endpoint remote, boolean udpEncapsulation) {}
}
