// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.gateway;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sallyport.engine.port.KeyLog;
import org.sallyport.engine.table.DecidedFacts;
import org.sallyport.engine.table.SpecName;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.sim.config.ConfigException;
import org.sallyport.sim.config.GatewayConfig;
import org.sallyport.sim.config.GatewayConfig.Level;
import org.sallyport.sim.config.SiteImageWriter;
import org.sallyport.sim.crypto.CryptoLibraries;
import org.sallyport.sim.link.DatagramLink;
import org.sallyport.sim.link.FrameLink;
import org.sallyport.sim.link.LinkException;
import org.sallyport.sim.link.PcapLink;
import org.sallyport.sim.link.PcapWriter;
import org.sallyport.sim.link.TracingLink;
import org.sallyport.sim.link.TunTapLink;
import org.sallyport.sim.random.SystemEntropy;
import org.sallyport.sim.trace.FrameSummary;
import org.sallyport.sim.trace.TraceRecord;
import org.sallyport.spec.file.SystemReason;
import org.sallyport.spec.fired.FiredRows;

/** Opens what a configuration names, runs the gateway on it until a signal, and closes it all. */
public final class GatewayRunner implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final int SHUTDOWN_SECONDS = 5;

  private final GatewayConfig config;
  private final PrintWriter out;
  private final long startNanoTime = System.nanoTime();
  private final ArrayDeque<AutoCloseable> open = new ArrayDeque<>();
  private final Gateway gateway;

  /**
   * Opens links and files.
   *
   * @param out the operator's log
   * @throws LinkException when the machine lacks something, with what to do about it
   */
  public GatewayRunner(GatewayConfig config, PrintWriter out) throws LinkException {
    this.config = config;
    this.out = out;
    try {
      FrameLink outer = decorated(openOuter());
      List<FrameLink> inner = openInner();
      this.gateway =
          new Gateway(
              config.engine(),
              SiteImageWriter.ofThisProject().withDiagrams(config.file(), config.web()),
              outer,
              inner,
              CryptoLibraries.best(),
              new SystemEntropy(),
              new Gateway.Logs(traceSink(), keyLog(), this::operatorEntry),
              this::nowNs);
      if (config.control().isPresent()) {
        open.push(new ControlServer(config.control().get(), gateway));
      }
    } catch (LinkException refused) {
      close();
      throw refused;
    } catch (ConfigException crowded) {
      close();
      throw new LinkException(String.valueOf(crowded.getMessage()), "serve fewer pages");
    } catch (IOException unwritable) {
      close();
      throw new LinkException(
          "cannot write " + SystemReason.withFile(unwritable),
          "check the paths in [log] and [control]");
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  /** The gateway that runs. */
  public Gateway gateway() {
    return gateway;
  }

  /**
   * Runs until SIGINT or SIGTERM, closes every SA with its peer, and then ends the process with 0.
   */
  public void runUntilSignal() {
    CountDownLatch isOver = new CountDownLatch(1);
    Thread hook =
        new Thread(() -> {
          gateway.stop();
          try {
            isOver.await(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
          } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
          }
          // A signal is how a gateway is stopped; without this the JVM would report 128 +
          // signal.
          Runtime.getRuntime().halt(0);
        });
    Runtime.getRuntime().addShutdownHook(hook);
    boolean isDefect = true;
    try {
      announce();
      gateway.run();
      isDefect = false;
    } finally {
      if (isDefect) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
      line(Level.INFO, "gateway", "stopped");
      close();
      isOver.countDown();
    }
  }

  private void announce() {
    config.warnings().forEach(warning -> line(Level.WARNING, "config", warning));
    String inner =
        config
            .inner()
            .map(side -> side.kind() + " " + side.name() + " " + side.addresses())
            .orElse("none");
    line(
        Level.INFO,
        "gateway",
        "running: outer "
            + config.outer().kind()
            + " "
            + config.outer().name()
            + " "
            + config.engine().network().addresses().stream().map(a -> a.address()).toList()
            + ", inner "
            + inner
            + ", crypto "
            + CryptoLibraries.best().name());
  }

  private FrameLink openOuter() throws LinkException {
    GatewayConfig.Outer outer = config.outer();
    FrameLink link =
        switch (outer.kind()) {
          case TAP -> TunTapLink.tap(outer.name());
          case TUN -> TunTapLink.tun(outer.name());
          case UDP ->
              DatagramLink.udp(
                  outer.udp().orElseThrow().local(), outer.udp().orElseThrow().remote());
          case UNIX ->
              DatagramLink.unix(
                  outer.unix().orElseThrow().local(), outer.unix().orElseThrow().remote());
          case NIC -> throw new IllegalStateException("refused when the configuration was read");
        };
    open.push(link);
    if (!outer.name().isEmpty()) {
      HostNetwork.configureOuter(config);
    }
    return link;
  }

  private FrameLink decorated(FrameLink link) throws IOException {
    FrameLink decorated = link;
    Optional<Path> capture = config.log().capture();
    if (capture.isPresent()) {
      PcapWriter writer = new PcapWriter(capture.get(), link.layer());
      decorated = new PcapLink(decorated, writer, GatewayRunner::epochNs);
      open.push(decorated);
    }
    if (config.log().level() == Level.FRAME) {
      decorated =
          new TracingLink(
              decorated,
              (name, direction, bytes, offset, length) ->
                  line(
                      Level.FRAME,
                      name,
                      direction + " " + FrameSummary.of(bytes, offset, length, link.layer())));
    }
    return decorated;
  }

  private List<FrameLink> openInner() throws LinkException {
    List<FrameLink> links = new ArrayList<>();
    if (config.inner().isPresent() && !config.inner().get().name().isEmpty()) {
      GatewayConfig.Inner inner = config.inner().get();
      FrameLink link =
          inner.kind() == GatewayConfig.InnerKind.TAP
              ? TunTapLink.tap(inner.name())
              : TunTapLink.tun(inner.name());
      open.push(link);
      HostNetwork.configureInner(config, inner);
      links.add(link);
    }
    return links;
  }

  private KeyLog keyLog() throws IOException {
    if (config.log().keyLog().isEmpty()) {
      return KeyLog.OFF;
    }
    KeyLogFolder folder = KeyLogFolder.appending(config.log().keyLog().get());
    open.push(folder);
    return folder;
  }

  /** Nothing is made of a firing, packet by packet, unless there is a reader. */
  private TraceSink traceSink() throws IOException {
    FiredRows rows =
        FiredRows.of(FiredRows.Kind.LIVE, "gateway", row -> ((SpecName) row).specName());
    if (config.log().trace().isEmpty() && Level.DEBUG.compareTo(config.log().level()) > 0) {
      return rows.isOn()
          ? (machine, id, state, event, next, known, nowNs) -> rows.note(machine, state, event)
          : TraceSink.NONE;
    }
    Writer file = null;
    if (config.log().trace().isPresent()) {
      file = Files.newBufferedWriter(config.log().trace().get());
      open.push(file);
    }
    Writer lines = file;
    return (machine, id, state, event, next, known, nowNs) -> {
      rows.note(machine, state, event);
      TraceRecord firing =
          new TraceRecord(
              nowNs,
              "gateway",
              machine,
              id,
              state.specName(),
              event.specName(),
              next.specName(),
              DecidedFacts.describe(machine, known));
      write(lines, firing);
      line(
          Level.DEBUG,
          machine + " " + id,
          firing.state() + " --" + firing.event() + "--> " + firing.next());
    };
  }

  private static void write(Writer lines, TraceRecord firing) {
    if (lines != null) {
      try {
        lines.write(firing.toJson() + "\n");
        lines.flush();
      } catch (IOException full) {
        throw new UncheckedIOException("trace file", full);
      }
    }
  }

  private void operatorEntry(
      org.sallyport.engine.port.OperatorLog.Level level, String peer, String text, long nowNs) {
    line(
        switch (level) {
          case INFO -> Level.INFO;
          case WARNING -> Level.WARNING;
          case ERROR -> Level.ERROR;
        },
        peer,
        text);
  }

  private void line(Level level, String subject, String text) {
    if (level.compareTo(config.log().level()) <= 0) {
      out.printf(
          "%s %-7s %s: %s%n",
          LocalTime.now(ZoneId.systemDefault()).format(TIME), level, subject, text);
      out.flush();
    }
  }

  private long nowNs() {
    return System.nanoTime() - startNanoTime;
  }

  private static long epochNs() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception failure) {
        line(Level.WARNING, "gateway", "could not close: " + failure.getMessage());
      }
    }
  }
}
