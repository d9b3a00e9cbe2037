// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.sallyport.engine.Engine;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.PolicyConfig;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.config.WebConfig;
import org.sallyport.engine.config.WebPage;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.port.EnginePorts;
import org.sallyport.engine.table.DescriptorRingState;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.sim.crypto.JcaLibrary;
import org.sallyport.sim.link.FrameOctets;
import org.sallyport.sim.random.SeededEntropy;
import org.sallyport.sim.random.SeededRandom;

/** One engine without peers, what it sends, and its time. Everything follows from the input. */
final class LoneEngine {
  static final long SECOND_NS = 1_000_000_000L;
  static final IpAddress OWN = IpAddress.ofIpv4(0xc0000201);
  static final IpAddress OTHER = IpAddress.ofIpv4(0xc0000202);
  static final byte[] HARDWARE = {2, 0, 0, 0, 0, 1};

  /** A page of several segments. */
  static final String PAGE = "0123456789abcdef".repeat(600);

  private static final int POOL_SLOTS = 64;
  private static final int MOST_TURNS = 5000;
  private static final WebConfig PAGES =
      new WebConfig(
          80,
          true,
          List.of(
              page("/index.html", "<p>front</p>"), page("/a.txt", "alpha"), page("/long", PAGE)));

  final Deque<byte[]> sent = new ArrayDeque<>();
  final FramePool pool = FramePool.of(POOL_SLOTS);
  final Engine engine;
  long nowNs;

  private LoneEngine(NetworkConfig network, List<PolicyConfig> policies, WebConfig web) {
    engine =
        new Engine(
            new EngineConfig(
                network,
                List.of(),
                List.of(),
                policies,
                new LimitsConfig(4, 4, 2, 2),
                TimersConfig.DEFAULT),
            web,
            new JcaLibrary(),
            new SeededEntropy(new SeededRandom(3)),
            pool,
            EnginePorts.of(FrameOctets.sink(sent::add), FrameOctets.sink(packet -> {})));
    engine.poll(0);
  }

  private static WebPage page(String path, String text) {
    return new WebPage(path, "text/plain", OctetString.ofAscii(text).toArray());
  }

  /** A web server in clear on a link of bare IP packets. */
  static LoneEngine web() {
    AddressRange all = new AddressRange(0, 0, 0xFFFF, IpAddress.ANY_IPV4, IpAddress.ofIpv4(-1));
    return new LoneEngine(
        NetworkConfig.ofIp(List.of(new NetworkConfig.InterfaceAddress(OWN, 24))),
        List.of(new PolicyConfig(PolicyConfig.Action.BYPASS, all, all)),
        PAGES);
  }

  /** A host of an Ethernet link that has no address yet. */
  static LoneEngine dhcp() {
    return new LoneEngine(
        new NetworkConfig(
            NetworkConfig.LinkKind.ETHERNET,
            OctetString.of(HARDWARE),
            List.of(),
            List.of(),
            NetworkConfig.ETHERNET_MTU,
            true),
        List.of(),
        WebConfig.NONE);
  }

  /** A frame, or packet, arrives; what comes of it at once happens. */
  void receive(byte[] octets) {
    Frame held = FrameOctets.hold(pool, octets);
    if (held != null) {
      engine.receive(held, nowNs);
    }
    engine.poll(nowNs);
  }

  /** Lets time pass, with everything that falls due. */
  void run(long durationNs) {
    long endNs = nowNs + durationNs;
    int turns = 0;
    engine.poll(nowNs);
    for (long nextNs = engine.nextDeadlineNs(); nextNs <= endNs; nextNs = engine.nextDeadlineNs()) {
      FuzzTarget.require(++turns < MOST_TURNS, "time passes");
      nowNs = Math.max(nowNs, nextNs);
      engine.poll(nowNs);
    }
    nowNs = endNs;
    engine.poll(nowNs);
  }

  /** The link is bare IP: no packet waits for a neighbour. */
  void requireSlotsBack() {
    FuzzTarget.require(
        pool.count(DescriptorRingState.FREE) == POOL_SLOTS, "every slot comes back to the pool");
  }

  /** How many TCP connections there are. */
  int connections() {
    return engine.status().machine().connections().size();
  }
}
