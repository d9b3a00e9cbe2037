// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.dataplane.esp.ChildSaPair;
import org.sallyport.engine.dataplane.esp.EspAssociations;
import org.sallyport.engine.dataplane.esp.InboundAssociation;
import org.sallyport.engine.dataplane.esp.OutboundAssociation;
import org.sallyport.engine.dataplane.esp.SendCounter;
import org.sallyport.engine.dataplane.sad.AssociationParameters;
import org.sallyport.engine.dataplane.sad.Encapsulation;
import org.sallyport.engine.dataplane.sad.Lifetime;
import org.sallyport.engine.dataplane.spd.SecurityPolicy;
import org.sallyport.engine.dataplane.spd.SecurityPolicyDatabase;
import org.sallyport.engine.ike.child.ChildSa;
import org.sallyport.engine.ike.child.ChildSaHost;
import org.sallyport.engine.ike.keys.DirectionKeys;
import org.sallyport.engine.status.EngineStatus;
import org.sallyport.engine.table.TraceSink;

/** Turns what IKE negotiated into associations of the SAD (RFC 4301 §4.4.2). */
public final class ChildSas implements ChildSaHost {
  private final EngineConfig config;
  private final CryptoLibrary crypto;
  private final EntropySource entropy;
  private final SecurityPolicyDatabase policies;
  private final EspAssociations associations;
  private final TraceSink trace;

  public ChildSas(
      EngineConfig config,
      CryptoLibrary crypto,
      EntropySource entropy,
      SecurityPolicyDatabase policies,
      EspAssociations associations,
      TraceSink trace) {
    this.config = config;
    this.crypto = crypto;
    this.entropy = entropy;
    this.policies = policies;
    this.associations = associations;
    this.trace = trace;
  }

  @Override
  public boolean hasRoom() {
    return associations.hasRoom();
  }

  @Override
  public boolean isFree(int inboundSpi) {
    return associations.isFree(inboundSpi);
  }

  @Override
  public void addInbound(ChildSa child, DirectionKeys keys, Path path, long nowNs) {
    boolean extended = child.terms().proposal().extendedSequence();
    InboundAssociation receiving =
        new InboundAssociation(
            child.inboundSpi(),
            parameters(child, path, nowNs),
            crypto.opener(
                child.terms().proposal().suite(), keys.encryption(), keys.integrity(), extended),
            child.terms().config().replayWindow(),
            trace);
    boolean installed = associations.addInbound(receiving);
    assert installed : "IKE asks for room and a free SPI beforehand";
  }

  @Override
  public void addOutbound(ChildSa child, DirectionKeys keys, Path path, long nowNs) {
    boolean extended = child.terms().proposal().extendedSequence();
    OutboundAssociation sending =
        new OutboundAssociation(
            child.outboundSpi(),
            parameters(child, path, nowNs),
            crypto.sealer(
                child.terms().proposal().suite(),
                keys.encryption(),
                keys.integrity(),
                extended,
                entropy),
            new SendCounter(
                0,
                extended,
                SendCounter.softLimitFor(extended),
                child.outboundSpi() & 0xFFFF_FFFFL,
                trace));
    sending.setPathMtu(config.network().mtuBytes());
    boolean installed = associations.addOutbound(child.inboundSpi(), sending);
    assert installed : "IKE installs the inbound direction first, and the outbound one once";
  }

  private AssociationParameters parameters(ChildSa child, Path path, long nowNs) {
    PeerConfig peer = config.peer(child.peerName());
    SecurityPolicy policy = peer == null ? null : policies.byChild(peer, child.terms().config());
    if (policy == null) {
      throw new IllegalStateException("a Child SA of a peer that is not configured");
    }
    return new AssociationParameters(
        policy,
        child.terms().mode(),
        child.terms().localSelectors(),
        child.terms().remoteSelectors(),
        path.local().address(),
        path.remote().address(),
        encapsulation(path),
        Lifetime.UNLIMITED,
        config.forwarding().tunnelHeader(),
        nowNs);
  }

  private static @Nullable Encapsulation encapsulation(Path path) {
    return path.udpEncapsulation()
        ? new Encapsulation(path.local().port(), path.remote().port())
        : null;
  }

  @Override
  public void remove(ChildSa child) {
    associations.removeChild(child.inboundSpi());
  }

  @Override
  public void redirect(ChildSa child, Path path) {
    ChildSaPair pair = associations.pair(child.inboundSpi());
    if (pair == null) {
      return;
    }
    pair.inbound().moveTo(path.local().address(), path.remote().address(), encapsulation(path));
    OutboundAssociation outbound = pair.outbound();
    if (outbound != null) {
      outbound.moveTo(path.local().address(), path.remote().address(), encapsulation(path));
    }
  }

  @Override
  public EngineStatus.ChildSaStatus status(ChildSa child) {
    ChildSaPair pair = associations.pair(child.inboundSpi());
    OutboundAssociation outbound = pair == null ? null : pair.outbound();
    return new EngineStatus.ChildSaStatus(
        child.terms().config().name(),
        child.terms().mode(),
        child.terms().proposal().toString(),
        child.inboundSpi(),
        child.outboundSpi(),
        pair == null ? 0 : pair.inbound().counters().packets(),
        outbound == null ? 0 : outbound.counters().packets(),
        pair == null ? 0 : pair.inbound().createdNs());
  }

  @Override
  public long lastHeardNs(ChildSa child) {
    ChildSaPair pair = associations.pair(child.inboundSpi());
    return pair == null ? Long.MIN_VALUE : pair.inbound().lastHeardNs();
  }
}
