// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sallyport.engine.ike.child.ChildSa;
import org.sallyport.engine.ike.child.ChildSaHost;
import org.sallyport.engine.ike.keys.DirectionKeys;
import org.sallyport.engine.status.EngineStatus;
import org.sallyport.engine.wire.OctetString;

/** A host of Child SAs that only remembers them, with their keys. */
final class RecordingHost implements ChildSaHost {
  record Installed(ChildSa child, OctetString outboundKeys, OctetString inboundKeys, Path path) {}

  final Map<Integer, Installed> byInboundSpi = new LinkedHashMap<>();
  final Map<Integer, Path> redirected = new LinkedHashMap<>();
  boolean room = true;
  long heardNs = Long.MIN_VALUE;
  int everInstalled;

  @Override
  public boolean hasRoom() {
    return room;
  }

  @Override
  public boolean isFree(int inboundSpi) {
    return !byInboundSpi.containsKey(inboundSpi);
  }

  @Override
  public void addInbound(ChildSa child, DirectionKeys keys, Path path, long nowNs) {
    everInstalled++;
    byInboundSpi.put(child.inboundSpi(), new Installed(child, OctetString.EMPTY, join(keys), path));
  }

  @Override
  public void addOutbound(ChildSa child, DirectionKeys keys, Path path, long nowNs) {
    Installed inbound = byInboundSpi.get(child.inboundSpi());
    byInboundSpi.put(
        child.inboundSpi(), new Installed(child, join(keys), inbound.inboundKeys(), path));
  }

  private static OctetString join(DirectionKeys keys) {
    return OctetString.parseHex(
        OctetString.of(keys.encryption()).toHex() + OctetString.of(keys.integrity()).toHex());
  }

  @Override
  public void remove(ChildSa child) {
    byInboundSpi.remove(child.inboundSpi());
  }

  @Override
  public void redirect(ChildSa child, Path path) {
    redirected.put(child.inboundSpi(), path);
  }

  @Override
  public EngineStatus.ChildSaStatus status(ChildSa child) {
    return new EngineStatus.ChildSaStatus(
        child.terms().config().name(),
        child.terms().mode(),
        child.terms().proposal().toString(),
        child.inboundSpi(),
        child.outboundSpi(),
        0,
        0,
        0);
  }

  @Override
  public long lastHeardNs(ChildSa child) {
    return heardNs;
  }
}
