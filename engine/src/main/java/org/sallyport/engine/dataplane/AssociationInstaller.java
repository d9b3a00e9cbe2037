// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.DirectionKeys;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.dataplane.esp.ChildSaPair;
import org.sallyport.engine.dataplane.esp.EspAssociations;
import org.sallyport.engine.dataplane.esp.InboundAssociation;
import org.sallyport.engine.dataplane.esp.OutboundAssociation;
import org.sallyport.engine.dataplane.esp.SendCounter;
import org.sallyport.engine.dataplane.sad.AssociationParameters;
import org.sallyport.engine.dataplane.sad.Encapsulation;
import org.sallyport.engine.dataplane.sad.SadCommands;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.wire.IpAddress;

/** Makes associations of ESP of what the control plane commands, on the core that it runs on. */
public final class AssociationInstaller implements SadCommands {
  private final CryptoLibrary crypto;
  private final EntropySource entropy;
  private final EspAssociations associations;
  private final int linkMtu;
  private final TraceSink trace;

  /**
   * An installer of associations.
   *
   * @param linkMtu octets of a packet that the outer link carries, from which path MTUs start
   * @param trace takes the firings of windows, sequences and counters
   */
  public AssociationInstaller(
      CryptoLibrary crypto,
      EntropySource entropy,
      EspAssociations associations,
      int linkMtu,
      TraceSink trace) {
    this.crypto = crypto;
    this.entropy = entropy;
    this.associations = associations;
    this.linkMtu = linkMtu;
    this.trace = trace;
  }

  @Override
  public void addInbound(
      int inboundSpi,
      AssociationParameters parameters,
      EspProposal proposal,
      DirectionKeys keys,
      int replayWindow) {
    InboundAssociation receiving =
        new InboundAssociation(
            inboundSpi,
            parameters,
            crypto.opener(
                proposal.suite(), keys.encryption(), keys.integrity(), proposal.extendedSequence()),
            replayWindow,
            trace);
    boolean installed = associations.addInbound(receiving);
    assert installed : "the control plane has room and allocated the SPI";
  }

  @Override
  public void addOutbound(
      int inboundSpi,
      int outboundSpi,
      AssociationParameters parameters,
      EspProposal proposal,
      DirectionKeys keys) {
    boolean extended = proposal.extendedSequence();
    OutboundAssociation sending =
        new OutboundAssociation(
            inboundSpi,
            outboundSpi,
            parameters,
            crypto.sealer(proposal.suite(), keys.encryption(), keys.integrity(), extended, entropy),
            new SendCounter(
                0, extended, SendCounter.softLimitFor(extended), outboundSpi & 0xFFFF_FFFFL, trace),
            trace);
    sending.setPathMtu(linkMtu);
    boolean installed = associations.addOutbound(sending);
    assert installed : "the inbound direction comes first, and the outbound one once";
  }

  @Override
  public void switchOutbound(int inboundSpi) {
    boolean switched = associations.switchOutbound(inboundSpi);
    assert switched : "a direction is added before it is sent on";
  }

  @Override
  public void withdrawOutbound(int inboundSpi) {
    associations.withdrawOutbound(inboundSpi);
  }

  @Override
  public void remove(int inboundSpi) {
    associations.removeChild(inboundSpi);
  }

  @Override
  public void redirect(
      int inboundSpi, IpAddress local, IpAddress peer, @Nullable Encapsulation encapsulation) {
    ChildSaPair pair = associations.pair(inboundSpi);
    if (pair == null) {
      return;
    }
    pair.inbound().moveTo(local, peer, encapsulation);
    OutboundAssociation outbound = pair.outbound();
    if (outbound != null) {
      outbound.moveTo(local, peer, encapsulation);
    }
  }
}
