// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.gateway;

import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.net.HostStack;
import org.sallyport.engine.net.dhcp.DhcpClient;
import org.sallyport.engine.port.BudgetedLog;
import org.sallyport.engine.port.EnginePorts;
import org.sallyport.engine.port.OperatorLog;
import org.sallyport.engine.task.TimedWork;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Octets;

/**
 * Our outer address where the network gives it (RFC 2131): the operator is told of changes, and
 * {@link Acquisitions} of what follows from them for IKE.
 */
public final class DynamicAddress implements TimedWork {
  private final Acquisitions acquisitions;
  private final BudgetedLog<Kind> log;
  private final DhcpClient client;
  private @Nullable IpAddress known;

  private enum Kind {
    CHANGE
  }

  public DynamicAddress(
      NetworkConfig network,
      HostStack stack,
      Acquisitions acquisitions,
      EntropySource entropy,
      EnginePorts ports) {
    this.acquisitions = acquisitions;
    this.log = new BudgetedLog<>(ports.operatorLog(), Kind.values());
    long hardware = Octets.u48(network.hardwareAddress().toArray(), 0);
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
      tell(OperatorLog.Level.WARNING, "the address " + before + " is lost", nowNs);
    }
    if (given != null) {
      tell(OperatorLog.Level.INFO, "address acquired by DHCP: " + given, nowNs);
    }
    acquisitions.addressesChanged(nowNs);
  }

  private void tell(OperatorLog.Level level, String text, long nowNs) {
    if (log.admits(Kind.CHANGE, nowNs)) {
      log.entry(Kind.CHANGE, level, "DHCP", text, nowNs);
    }
  }
}
