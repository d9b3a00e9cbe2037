// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sallyport.engine.config.BareConfig;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.ForwardingConfig;
import org.sallyport.engine.config.HeaderPolicy;
import org.sallyport.engine.config.HeaderPolicy.DontFragment;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.PolicyConfig;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.config.WebConfig;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.sim.config.GatewayConfig.Inner;
import org.sallyport.sim.config.GatewayConfig.InnerKind;
import org.sallyport.sim.config.GatewayConfig.Level;
import org.sallyport.sim.config.GatewayConfig.Log;
import org.sallyport.spec.file.SystemReason;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/** Reads and validates a gateway's configuration file. */
public final class GatewayConfigFile {
  private static final long LARGEST_BYTES = 1 << 20;
  private static final long LEAST_RETRANSMIT_NS = 10_000_000L;

  private final Path file;
  private final Platform platform;
  private final ConfigNotes notes = new ConfigNotes();

  private GatewayConfigFile(Path file, Platform platform) {
    this.file = file;
    this.platform = platform;
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException with everything that is wrong with it
   */
  public static GatewayConfig read(Path file) throws ConfigException {
    return new GatewayConfigFile(file, Platform.HOST).parse(text(file)).gateway();
  }

  /**
   * Reads a file for a machine without an operating system.
   *
   * @throws ConfigException with everything that is wrong with it
   */
  public static SiteConfig readSite(Path file) throws ConfigException {
    return new GatewayConfigFile(file, Platform.BARE).parse(text(file)).site();
  }

  /**
   * Reads a text as if it were the content of a file.
   *
   * @param file named in messages; paths in the text are relative to its folder
   * @throws ConfigException with everything that is wrong with it
   */
  public static GatewayConfig parse(Path file, String text) throws ConfigException {
    return new GatewayConfigFile(file, Platform.HOST).parse(text).gateway();
  }

  /**
   * Reads a text as {@link #readSite} reads a file, as {@link #parse(Path, String)}.
   *
   * @throws ConfigException with everything that is wrong with it
   */
  public static SiteConfig parseSite(Path file, String text) throws ConfigException {
    return new GatewayConfigFile(file, Platform.BARE).parse(text).site();
  }

  /** One file, read for both platforms; only what belongs to {@link #platform} was insisted on. */
  private record Whole(GatewayConfig gateway, SiteConfig site) {}

  private static String text(Path file) throws ConfigException {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > LARGEST_BYTES) {
        throw unreadable(file, "is larger than 1 MiB", "name the configuration file");
      }
      return PlainText.of(Files.readString(file));
    } catch (NoSuchFileException missing) {
      throw unreadable(file, "does not exist", "check the path behind --config");
    } catch (CharacterCodingException binary) {
      throw unreadable(file, "is not UTF-8 text", "save it as UTF-8 (not UTF-16 or Latin-1)");
    } catch (IOException denied) {
      throw unreadable(
          file,
          "cannot be read (" + SystemReason.of(denied) + ")",
          "check that it is a file you may read");
    }
  }

  private static ConfigException unreadable(Path file, String problem, String remedy) {
    return new ConfigException(
        file.toString(), List.of(new ConfigProblem(0, 0, "", problem, remedy)));
  }

  private void syntax(TomlParseError error) {
    notes.problem(
        new ConfigProblem(
            error.position().line(),
            error.position().column(),
            "",
            "this is not TOML: " + error.getMessage(),
            "correct the line; texts stand in double quotes, lists in brackets"));
  }

  private Whole parse(String text) throws ConfigException {
    TomlParseResult result;
    try {
      result = Toml.parse(text);
    } catch (TomlParseError error) { // tomlj throws some of its errors, for instance of escapes
      syntax(error);
      throw new ConfigException(file.toString(), notes.problems());
    }
    result.errors().forEach(this::syntax);
    failWhenWrong(); // the rest would only repeat what the syntax error broke
    TomlSection root = new TomlSection(result, "", TomlPosition.positionAt(1, 1), notes);
    Log log = log(root.table("log"));
    LinkReader.OuterSide outer = new LinkReader(root.table("outer"), file, platform).outer();
    Optional<LinkReader.InnerSide> innerSide =
        root.has("inner")
            ? Optional.of(new LinkReader(root.table("inner"), file, platform).inner())
            : Optional.empty();
    Optional<Inner> inner = innerSide.map(LinkReader.InnerSide::link);
    LimitsConfig limits = limits(root.table("limits"));
    TimersConfig timers = timers(root.table("timers"));
    HeaderPolicy tunnelHeader = tunnelHeader(root.table("tunnel"));
    PeerReader peerReader = new PeerReader(file, outer, inner);
    List<PeerConfig> peers = peerReader.peers(root.tables("peer", "with whom?"));
    List<PolicyConfig> policies =
        root.has("policy")
            ? root.tables("policy", "").stream().flatMap(PeerReader::policies).toList()
            : List.of();
    TomlSection controlSection = root.table("control");
    Optional<Path> control = controlSection.text("socket", this::path);
    controlSection.finish();
    SiteReader site = new SiteReader(root, outer, innerSide);
    WebConfig web = new WebReader(root.table("web"), file).web();
    BareConfig bare = site.bare(log.level());
    site.bindings();
    root.finish();
    failWhenWrong();
    peerReader.check(policies);
    failWhenWrong();
    warnAbout(root, log, inner);
    List<String> warnings = notes.warnings(file.toString());
    EngineConfig engine =
        new EngineConfig(
            outer.network(),
            ownInnerAddresses(inner),
            peers,
            policies,
            limits,
            timers,
            new ForwardingConfig(lan(innerSide), tunnelHeader));
    return new Whole(
        new GatewayConfig(file, log, outer.link(), inner, engine, control, web, warnings),
        new SiteConfig(site.image(engine, bare, web), warnings));
  }

  /** The network behind a TAP; that behind a bare machine's interface is bound where it boots. */
  private NetworkConfig lan(Optional<LinkReader.InnerSide> innerSide) {
    return platform == Platform.BARE
        ? null
        : innerSide.flatMap(LinkReader.InnerSide::network).orElse(null);
  }

  private static List<IpAddress> ownInnerAddresses(Optional<Inner> inner) {
    return inner.filter(side -> side.kind() != InnerKind.TUN).map(Inner::addresses).stream()
        .flatMap(List::stream)
        .map(Subnet::address)
        .toList();
  }

  private void failWhenWrong() throws ConfigException {
    if (notes.problemCount() > 0) {
      throw new ConfigException(file.toString(), notes.problems());
    }
  }

  private void warnAbout(TomlSection root, Log log, Optional<Inner> inner) {
    TomlSection logSection = root.table("log");
    if (platform == Platform.BARE) {
      for (String key : List.of("key_log", "capture", "trace")) {
        if (logSection.has(key)) {
          logSection.warning(
              key,
              "does nothing on a bare machine, which has no files",
              "leave it out (bare.trace = true writes the transitions to the console)");
        }
      }
      warnAboutSection(root, "control", "a gateway on Linux");
      return;
    }
    log.keyLog()
        .ifPresent(path ->
            logSection.warning(
                "key_log",
                "KEYS ARE WRITTEN TO " + path + ": who has that file can decrypt all traffic",
                "leave it out unless you are looking for a fault"));
    if (inner.isEmpty()) {
      root.warning(
          "",
          "no [inner] section: the tunnels end here, nothing behind them is reachable",
          "add [inner] when somebody is behind the gateway");
    }
    warnAboutSection(root, "bare", "a machine without an operating system");
    warnAboutSection(root, "nic", "a machine without an operating system");
  }

  private static void warnAboutSection(TomlSection root, String key, String owner) {
    if (root.has(key)) {
      root.warning(key, "is for " + owner + " and does nothing here", "leave the section out");
    }
  }

  private Log log(TomlSection section) {
    Log log =
        new Log(
            section.choice("level", Level.class, Level.INFO),
            section.text("key_log", this::path),
            section.text("capture", this::path),
            section.text("trace", this::path));
    section.finish();
    return log;
  }

  private static LimitsConfig limits(TomlSection section) {
    LimitsConfig standard = LimitsConfig.DEFAULT;
    int ikeSas = section.number("ike_sas", standard.maximumIkeSas(), 1, 100_000);
    int cookieThreshold =
        section.number(
            "cookie_threshold", Math.min(standard.cookieThreshold(), ikeSas), 0, 100_000);
    if (cookieThreshold > ikeSas) {
      section.problem(
          "cookie_threshold",
          cookieThreshold
              + " is above ike_sas ("
              + ikeSas
              + "), so cookies would never be demanded",
          "write a number of at most " + ikeSas);
    }
    LimitsConfig limits =
        new LimitsConfig(
            ikeSas,
            section.number("child_sas", standard.maximumChildSas(), 1, 400_000),
            cookieThreshold,
            standard.maximumInitRestarts());
    section.finish();
    return limits;
  }

  private static HeaderPolicy tunnelHeader(TomlSection section) {
    HeaderPolicy standard = HeaderPolicy.DEFAULT;
    HeaderPolicy header =
        new HeaderPolicy(
            section.choice("dont_fragment", DontFragment.class, standard.dontFragment()),
            section.flag("copy_dscp", standard.copyTrafficClass()),
            section.flag("copy_ecn", standard.copyCongestion()),
            section.number("hop_limit", standard.hopLimit(), 1, 255));
    section.finish();
    return header;
  }

  private static TimersConfig timers(TomlSection section) {
    TimersConfig standard = TimersConfig.DEFAULT;
    long firstNs = section.durationNs("retransmit_timeout", standard.retransmitFirstNs());
    long mostNs = section.durationNs("retransmit_maximum", standard.retransmitMaximumNs());
    if (firstNs < LEAST_RETRANSMIT_NS) {
      section.problem(
          "retransmit_timeout",
          "is below 10 ms, which floods the peer",
          "write, for example, \"1s\"");
    }
    if (mostNs < firstNs) {
      section.problem(
          section.has("retransmit_maximum") ? "retransmit_maximum" : "retransmit_timeout",
          "retransmit_maximum is below retransmit_timeout",
          "write a longer retransmit_maximum");
    }
    TimersConfig timers =
        new TimersConfig(
            Math.max(firstNs, LEAST_RETRANSMIT_NS),
            Math.max(Math.max(firstNs, LEAST_RETRANSMIT_NS), mostNs),
            section.number("retransmit_tries", standard.retransmitTries(), 1, 30),
            positive(section, "half_open_timeout", standard.halfOpenExpiryNs()),
            standard.lingerNs(),
            section.durationNs("liveness", standard.livenessNs()),
            standard.cachedResponseNs(),
            positive(section, "cookie_lifetime", standard.cookieSecretNs()));
    section.finish();
    return timers;
  }

  // Of the timers only liveness may be zero, which turns it off.
  private static long positive(TomlSection section, String key, long standardNs) {
    long valueNs = section.durationNs(key, standardNs);
    if (valueNs > 0) {
      return valueNs;
    }
    section.problem(
        key,
        "is zero, so that no handshake could end in time",
        "write a span of time, for example \"" + standardNs / 1_000_000_000L + "s\"");
    return standardNs;
  }

  private Path path(String text) throws TextException {
    return relativeTo(file, text);
  }

  /** A path in the file, which is relative to the file's folder. */
  static Path relativeTo(Path file, String text) throws TextException {
    if (text.isEmpty() || text.indexOf('\0') >= 0) {
      throw new TextException("the path is empty", "write a file name");
    }
    return file.toAbsolutePath().resolveSibling(text).normalize();
  }
}
