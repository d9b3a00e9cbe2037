// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.bare.board.Board;
import org.sallyport.bare.board.Console;
import org.sallyport.bare.board.Machine;
import org.sallyport.bare.board.PinnedMemory;
import org.sallyport.bare.hardware.Hardware;
import org.sallyport.bare.nic.NetworkDriver;
import org.sallyport.engine.Engine;
import org.sallyport.engine.bootimage.SiteImage;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.ForwardingConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NicBinding;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Slab;
import org.sallyport.engine.port.EnginePorts;
import org.sallyport.engine.port.KeyLog;

/** The engine bound to the interfaces of this machine, as the site wants it. */
final class Host {
  /** Slots for all rings, bursts and messages: 8 MiB of the pinned area. */
  private static final int SLOTS = 4096;

  private final Engine engine;
  private final List<PollLoop.Side> sides = new ArrayList<>();

  private Host(Engine engine) {
    this.engine = engine;
  }

  /** The machine with memory for all frames; asked for once. */
  static Hardware hardware() {
    return Board.hardware(new PinnedMemory(SLOTS * FramePool.SLOT_LENGTH));
  }

  /**
   * Starts the interfaces and makes the engine; null when an interface is missing, which the
   * console was told.
   *
   * @param speaksIke false leaves out every peer: the machine answers for its addresses, no more
   */
  static @Nullable Host start(
      SiteImage site,
      Hardware hardware,
      CryptoLibrary crypto,
      EntropySource entropy,
      boolean speaksIke) {
    byte[] frames = hardware.frames().bytes();
    FramePool pool =
        new FramePool(new Slab(frames, 0, SLOTS, FramePool.SLOT_LENGTH, FramePool.HEAD_ROOM));
    Interfaces interfaces = Interfaces.start(hardware, pool);
    NetworkDriver outer = find(interfaces, site.outerNic());
    SiteImage.Inner behind = site.inner();
    NetworkDriver inner = behind == null ? null : find(interfaces, behind.nic());
    if (outer == null || behind != null && inner == null) {
      return null;
    }
    EngineConfig config = engineConfig(site, outer, inner, speaksIke);
    Engine engine =
        new Engine(
            config,
            site.web(),
            crypto,
            entropy,
            pool,
            new EnginePorts(
                frame -> send(outer, frame),
                inner == null ? Frame::release : frame -> send(inner, frame),
                Trace.of(site.bare()),
                KeyLog.OFF,
                new ConsoleLog(site.bare().log())));
    Host host = new Host(engine);
    host.sides.add(new PollLoop.Side(outer, engine::receive));
    if (inner != null) {
      host.sides.add(new PollLoop.Side(inner, engine::receiveInner));
    }
    Welcome.say(config, outer.name());
    return host;
  }

  private static @Nullable NetworkDriver find(Interfaces interfaces, NicBinding binding) {
    NetworkDriver driver = interfaces.find(binding.nic());
    if (driver == null) {
      Console.line("site: there is no working interface " + binding.nic());
    }
    return driver;
  }

  private static EngineConfig engineConfig(
      SiteImage site, NetworkDriver outer, @Nullable NetworkDriver inner, boolean speaksIke) {
    EngineConfig config = site.engine();
    SiteImage.Inner behind = site.inner();
    ForwardingConfig forwarding =
        behind == null || inner == null
            ? config.forwarding()
            : config.forwarding().withLan(bound(behind.network(), behind.nic(), inner));
    return new EngineConfig(
        bound(config.network(), site.outerNic(), outer),
        config.innerAddresses(),
        speaksIke ? config.peers() : List.of(),
        config.policies(),
        config.limits(),
        config.timers(),
        forwarding);
  }

  private static NetworkConfig bound(
      NetworkConfig network, NicBinding binding, NetworkDriver driver) {
    return binding.usesOwnAddress()
        ? network.withHardwareAddress(Interfaces.octets(driver.hardwareAddress()))
        : network;
  }

  /** A frame that the ring has no room for is lost, as on any wire; the driver counts it. */
  private static void send(NetworkDriver driver, Frame frame) {
    if (!driver.transmit(frame) && frame.pool() != null) {
      frame.release();
    }
  }

  /** Runs until the time has come or the alarm is raised, and tells what was done. */
  @Nullable String run(long untilNs, PollLoop.Alarm alarm) {
    PollLoop loop = new PollLoop(engine, sides, new Operator(engine, sides));
    @Nullable String raised = loop.run(untilNs, alarm);
    long nowNs = Machine.timeNs();
    for (PollLoop.Side side : sides) {
      Console.line(
          ConsoleLog.seconds(nowNs) + " " + side.driver().name() + ": " + side.driver().counters());
    }
    Console.line(ConsoleLog.seconds(nowNs) + " " + engine.status());
    return raised;
  }
}
