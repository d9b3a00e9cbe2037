// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.crypto.DirectionKeys;
import org.sallyport.engine.dataplane.sad.AssociationCounters;
import org.sallyport.engine.dataplane.sad.AssociationParameters;
import org.sallyport.engine.dataplane.sad.Encapsulation;
import org.sallyport.engine.dataplane.sad.SadCommands;
import org.sallyport.engine.dataplane.sad.SadEvents;
import org.sallyport.engine.dataplane.sad.SadTraffic;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;

/** A data plane that only remembers what it was commanded, with the keys. */
final class RecordingSad implements SadCommands, SadTraffic {
  /** A Child SA; the outbound SPI is 0 until that direction is sent on. */
  record Installed(
      int inboundSpi,
      int outboundSpi,
      AssociationParameters parameters,
      EspProposal proposal,
      OctetString outboundKeys,
      OctetString inboundKeys) {
    boolean udpEncapsulation() {
      return parameters.encapsulation() != null;
    }

    Installed on(Redirection path) {
      AssociationParameters moved =
          new AssociationParameters(
              parameters.policy(),
              parameters.mode(),
              parameters.localSelectors(),
              parameters.remoteSelectors(),
              path.local(),
              path.peer(),
              path.encapsulation(),
              parameters.lifetime(),
              parameters.header(),
              parameters.createdNs());
      return new Installed(inboundSpi, outboundSpi, moved, proposal, outboundKeys, inboundKeys);
    }
  }

  record Redirection(IpAddress local, IpAddress peer, Encapsulation encapsulation) {}

  final Map<Integer, Installed> byInboundSpi = new LinkedHashMap<>();
  final Map<Integer, Redirection> redirected = new LinkedHashMap<>();

  /** The very arrays that it was given, which it copies. */
  final List<byte[]> keyArrays = new ArrayList<>();

  /** What is sent on no more. */
  final Set<Integer> withdrawn = new HashSet<>();

  private final Map<Integer, Installed> notSentOn = new LinkedHashMap<>();
  SadEvents events = SadEvents.NONE;
  int everInstalled;

  /** Every Child SA hears a packet. */
  void hear(long nowNs) {
    byInboundSpi.keySet().forEach(spi -> events.heard(spi, nowNs));
  }

  @Override
  public void addInbound(
      int inboundSpi,
      AssociationParameters parameters,
      EspProposal proposal,
      DirectionKeys keys,
      int replayWindow) {
    everInstalled++;
    byInboundSpi.put(
        inboundSpi,
        new Installed(inboundSpi, 0, parameters, proposal, OctetString.EMPTY, join(keys)));
  }

  @Override
  public void addOutbound(
      int inboundSpi,
      int outboundSpi,
      AssociationParameters parameters,
      EspProposal proposal,
      DirectionKeys keys) {
    OctetString inboundKeys = byInboundSpi.get(inboundSpi).inboundKeys();
    notSentOn.put(
        inboundSpi,
        new Installed(inboundSpi, outboundSpi, parameters, proposal, join(keys), inboundKeys));
  }

  @Override
  public void switchOutbound(int inboundSpi) {
    byInboundSpi.put(inboundSpi, notSentOn.remove(inboundSpi));
  }

  @Override
  public void withdrawOutbound(int inboundSpi) {
    withdrawn.add(inboundSpi);
  }

  private OctetString join(DirectionKeys keys) {
    keyArrays.add(keys.encryption());
    keyArrays.add(keys.integrity());
    return OctetString.parseHex(
        OctetString.of(keys.encryption()).toHex() + OctetString.of(keys.integrity()).toHex());
  }

  @Override
  public void remove(int inboundSpi) {
    if (byInboundSpi.remove(inboundSpi) != null) {
      events.removed(inboundSpi, new AssociationCounters(), null, 0);
    }
  }

  @Override
  public void redirect(
      int inboundSpi, IpAddress local, IpAddress peer, Encapsulation encapsulation) {
    Redirection path = new Redirection(local, peer, encapsulation);
    redirected.put(inboundSpi, path);
    byInboundSpi.computeIfPresent(inboundSpi, (spi, child) -> child.on(path));
  }

  @Override
  public long packetsIn(int inboundSpi) {
    return 0;
  }

  @Override
  public long packetsOut(int inboundSpi) {
    return 0;
  }
}
