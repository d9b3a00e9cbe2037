// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.gateway;

import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.net.HostStack;
import org.sallyport.engine.net.dhcp.DhcpClient;
import org.sallyport.engine.port.EnginePorts;
import org.sallyport.engine.task.TimedWork;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Octets;

/**
 * Our outer address where the network gives it (RFC 2131): the operator is told of changes, and
 * {@link Acquisitions} of what follows from them for IKE.
 */
public final class DynamicAddress implements TimedWork {
  private final Acquisitions acquisitions;
  private final DhcpLog log;
  private final DhcpClient client;
  private @Nullable IpAddress known;

  private String description = "";

  public DynamicAddress(
      NetworkConfig network,
      HostStack stack,
      Acquisitions acquisitions,
      EntropySource entropy,
      EnginePorts ports) {
    this.acquisitions = acquisitions;
    this.log = new DhcpLog(ports.operatorLog());
    long hardware = Octets.u48(network.hardwareAddress().toArray(), 0);
    this.client = new DhcpClient(stack, hardware, entropy, ports.trace(), log);
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
    String text = client.description();
    boolean isOther = !Objects.equals(before, given);
    if (!isOther && text.equals(description)) {
      return;
    }
    known = given;
    description = text;
    if (isOther && before != null) {
      log.lost(before, nowNs);
    }
    if (given != null) {
      log.acquired(isOther, text, nowNs);
    }
    if (isOther) {
      acquisitions.addressesChanged(nowNs);
    }
  }
}
