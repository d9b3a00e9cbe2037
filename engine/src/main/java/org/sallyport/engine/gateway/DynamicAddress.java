// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.gateway;

import java.util.List;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.ike.IkeEngine;
import org.sallyport.engine.net.HostStack;
import org.sallyport.engine.net.dhcp.DhcpClient;
import org.sallyport.engine.port.EnginePorts;
import org.sallyport.engine.port.OperatorLog;
import org.sallyport.engine.task.TimedWork;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Octets;

/**
 * Our outer address where the network gives it (RFC 2131), and what follows from it for IKE: peers
 * that are to be initiated are so when it comes, and IKE SAs that used it are closed when it goes.
 */
public final class DynamicAddress implements TimedWork {
  private final List<PeerConfig> peers;
  private final HostStack stack;
  private final IkeEngine ike;
  private final OperatorLog log;
  private final DhcpClient client;
  private @Nullable IpAddress known;

  public DynamicAddress(
      EngineConfig config,
      HostStack stack,
      IkeEngine ike,
      EntropySource entropy,
      EnginePorts ports) {
    this.peers = config.peers().stream().filter(PeerConfig::hasGivenAddress).toList();
    this.stack = stack;
    this.ike = ike;
    this.log = ports.operatorLog();
    long hardware = Octets.u48(config.network().hardwareAddress().toArray(), 0);
    this.client = new DhcpClient(stack, hardware, entropy, ports.trace());
  }

  @Override
  public int poll(long nowNs) {
    int done = client.poll(nowNs);
    if (client.takeChange()) {
      follow(client.address(), nowNs);
    }
    return done;
  }

  @Override
  public long nextDeadlineNs() {
    return client.nextDeadlineNs();
  }

  private void follow(@Nullable IpAddress given, long nowNs) {
    IpAddress before = known;
    if (Objects.equals(before, given)) {
      return;
    }
    known = given;
    if (before != null) {
      log.entry(OperatorLog.Level.WARNING, "DHCP", "the address " + before + " is lost", nowNs);
      peers.forEach(peer -> ike.close(peer, nowNs));
    }
    if (given != null) {
      log.entry(OperatorLog.Level.INFO, "DHCP", "address acquired by DHCP: " + given, nowNs);
      for (PeerConfig peer : peers) {
        IpAddress remote = peer.remoteAddress();
        IpAddress local = remote == null ? null : stack.sourceFor(remote);
        if (peer.initiate() && local != null) {
          ike.initiate(peer, local, nowNs);
        }
      }
    }
  }
}
