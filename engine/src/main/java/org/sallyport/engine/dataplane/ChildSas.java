// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.crypto.CipherSuite;
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
  public void install(
      ChildSa child, DirectionKeys outbound, DirectionKeys inbound, Path path, long nowNs) {
    AssociationParameters parameters = parameters(child, path, nowNs);
    CipherSuite suite = child.terms().proposal().suite();
    boolean extended = child.terms().proposal().extendedSequence();
    InboundAssociation receiving =
        new InboundAssociation(
            child.inboundSpi(),
            parameters,
            crypto.opener(suite, inbound.encryption(), inbound.integrity(), extended),
            child.terms().config().replayWindow(),
            trace);
    OutboundAssociation sending =
        new OutboundAssociation(
            child.outboundSpi(),
            parameters,
            crypto.sealer(suite, outbound.encryption(), outbound.integrity(), extended, entropy),
            new SendCounter(
                0,
                extended,
                SendCounter.softLimitFor(extended),
                child.outboundSpi() & 0xFFFF_FFFFL,
                trace));
    sending.setPathMtu(config.network().mtuBytes());
    boolean installed = associations.installChild(new ChildSaPair(receiving, sending));
    assert installed : "IKE asks for room and a free SPI beforehand";
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
  public void uninstall(ChildSa child) {
    associations.removeChild(child.inboundSpi());
  }

  @Override
  public void redirect(ChildSa child, Path path) {
    ChildSaPair pair = associations.pair(child.inboundSpi());
    if (pair != null) {
      pair.inbound().moveTo(path.local().address(), path.remote().address(), encapsulation(path));
      pair.outbound().moveTo(path.local().address(), path.remote().address(), encapsulation(path));
    }
  }

  @Override
  public EngineStatus.ChildSaStatus status(ChildSa child) {
    ChildSaPair pair = associations.pair(child.inboundSpi());
    return new EngineStatus.ChildSaStatus(
        child.terms().config().name(),
        child.terms().mode(),
        child.terms().proposal().toString(),
        child.inboundSpi(),
        child.outboundSpi(),
        pair == null ? 0 : pair.inbound().counters().packets(),
        pair == null ? 0 : pair.outbound().counters().packets(),
        pair == null ? 0 : pair.inbound().createdNs());
  }

  @Override
  public long lastHeardNs(ChildSa child) {
    ChildSaPair pair = associations.pair(child.inboundSpi());
    return pair == null ? Long.MIN_VALUE : pair.inbound().lastHeardNs();
  }
}
