// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.Digest;
import org.sallyport.engine.crypto.DigestAlgorithm;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.dataplane.sad.AssociationParameters;
import org.sallyport.engine.port.EnginePorts;
import org.sallyport.engine.task.TaskBody;
import org.sallyport.engine.task.TaskScheduler;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;

/** What every part of IKE uses: configuration, ports, tables. */
final class IkeContext {
  /**
   * Octets of our nonces: half of the longest prf key at least, and no fewer than 16 (RFC 7296
   * §2.10).
   */
  private static final int NONCE_LENGTH = 32;

  /**
   * Draws until an SPI is free: at the bounds of the tables one draw in a million is taken, so that
   * only a broken source needs so many.
   */
  private static final int MOST_DRAWS = 128;

  final EngineConfig config;
  final CryptoLibrary crypto;
  final EntropySource entropy;
  final EnginePorts ports;
  final ChildSaHost children;
  final DatagramSink datagrams;
  final Digest sha1;
  final Digest sha256;
  final MessageCodec codec = new MessageCodec();
  final Cookies cookies;
  final IkeTimers timers;
  final IkeSaTable table;
  final IkeCounters counters = new IkeCounters();
  final Audit audit;
  final KeyLogLines keyLog;

  IkeContext(
      EngineConfig config,
      CryptoLibrary crypto,
      EntropySource entropy,
      EnginePorts ports,
      ChildSaHost children,
      DatagramSink datagrams,
      TaskScheduler scheduler,
      TaskBody body) {
    this.config = config;
    this.crypto = crypto;
    this.entropy = entropy;
    this.ports = ports;
    this.children = children;
    this.datagrams = datagrams;
    sha1 = crypto.digest(DigestAlgorithm.SHA1);
    sha256 = crypto.digest(DigestAlgorithm.SHA2_256);
    cookies =
        new Cookies(
            crypto.prf(PrfAlgorithm.HMAC_SHA2_256),
            entropy,
            config.timers().cookieSecretNs(),
            ports.trace());
    timers = new IkeTimers(scheduler);
    table = new IkeSaTable(scheduler, config.limits().maximumIkeSas(), body);
    audit = new Audit(ports.operatorLog());
    keyLog = new KeyLogLines(ports.keyLog());
  }

  /** A fresh nonce. */
  OctetString nonce() {
    // R7296-2.10-1
    byte[] octets = new byte[NONCE_LENGTH];
    entropy.fill(octets, 0, octets.length);
    return OctetString.of(octets);
  }

  /** A fresh IKE SPI: not zero and not one of ours. */
  long ikeSpi() {
    byte[] octets = new byte[8];
    for (int draw = 0; draw < MOST_DRAWS; draw++) {
      entropy.fill(octets, 0, octets.length);
      long spi = OctetString.of(octets).i64(0);
      if (spi != 0 && table.bySpi(spi) == null) {
        return spi;
      }
    }
    throw new IllegalStateException("entropy source gives no usable SPI");
  }

  /** A fresh ESP SPI: not reserved and not one of ours. */
  int espSpi() {
    byte[] octets = new byte[4];
    for (int draw = 0; draw < MOST_DRAWS; draw++) {
      entropy.fill(octets, 0, octets.length);
      int spi = OctetString.of(octets).i32(0);
      if (!AssociationParameters.isReservedSpi(spi) && children.isFree(spi)) {
        return spi;
      }
    }
    throw new IllegalStateException("entropy source gives no usable SPI");
  }

  /** The peers that may be meant by messages between these addresses, by order of preference. */
  List<PeerConfig> peersBetween(IpAddress local, IpAddress remote) {
    List<PeerConfig> fitting = new ArrayList<>();
    for (PeerConfig peer : config.peers()) {
      if (peer.fits(local, remote)) {
        fitting.add(peer);
      }
    }
    return fitting;
  }

  /** Every IKE proposal of these peers, each once. */
  static List<IkeProposal> proposalsOf(List<PeerConfig> peers) {
    List<IkeProposal> proposals = new ArrayList<>();
    for (PeerConfig peer : peers) {
      for (IkeProposal proposal : peer.ikeProposals()) {
        if (!proposals.contains(proposal)) {
          proposals.add(proposal);
        }
      }
    }
    return proposals;
  }
}
