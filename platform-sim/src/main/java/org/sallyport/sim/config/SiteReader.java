// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sallyport.engine.bootimage.SiteImage;
import org.sallyport.engine.config.BareConfig;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.NicBinding;
import org.sallyport.engine.config.NicSelector;
import org.sallyport.engine.config.WebConfig;

/**
 * Reads what only a bare machine is told: the sections {@code [bare]}, {@code [nic.outer]} and
 * {@code [nic.inner]}. On a host they are read too, so that one file serves both, and not used.
 */
final class SiteReader {
  private static final int MOST_NICS = 8;
  private static final Pattern PCI_ADDRESS =
      Pattern.compile("(?:0000:)?([0-9A-Fa-f]{2}):([01][0-9A-Fa-f])\\.([0-7])");

  private final TomlSection root;
  private final LinkReader.OuterSide outer;
  private final Optional<LinkReader.InnerSide> inner;
  private NicSelector outerNic = new NicSelector.ByIndex(0);
  private NicSelector innerNic = new NicSelector.ByIndex(1);

  SiteReader(TomlSection root, LinkReader.OuterSide outer, Optional<LinkReader.InnerSide> inner) {
    this.root = root;
    this.outer = outer;
    this.inner = inner;
  }

  BareConfig bare(GatewayConfig.Level level) {
    TomlSection section = root.table("bare");
    BareConfig standard = BareConfig.DEFAULT;
    BareConfig bare =
        new BareConfig(
            section.choice("on_fault", BareConfig.OnFault.class, standard.onFault()),
            section.choice("console", BareConfig.Console.class, standard.console()),
            switch (level) {
              case ERROR -> BareConfig.LogLevel.ERROR;
              case WARNING -> BareConfig.LogLevel.WARNING;
              case INFO -> BareConfig.LogLevel.INFO;
              case DEBUG, FRAME -> BareConfig.LogLevel.DEBUG;
            },
            section.flag("trace", standard.tracesTransitions()));
    section.finish();
    return bare;
  }

  /** Reads which interface serves which side. */
  void bindings() {
    TomlSection section = root.table("nic");
    outerNic = selector(section.table("outer")).orElse(outerNic);
    TomlSection innerSection = section.table("inner");
    innerNic = selector(innerSection).orElse(innerNic);
    section.finish();
    boolean hasInnerNic = inner.flatMap(LinkReader.InnerSide::network).isPresent();
    if (hasInnerNic && outerNic.equals(innerNic)) {
      innerSection.problem(
          "", "is the interface of the outer side too", "name two interfaces, [nic.outer] as well");
    }
  }

  private static Optional<NicSelector> selector(TomlSection section) {
    List<String> given = new ArrayList<>();
    for (String key : List.of("pci", "mac", "index")) {
      if (section.has(key)) {
        given.add(key);
      }
    }
    if (given.size() > 1) {
      section.problem(
          given.get(1), "there is " + given.getFirst() + " as well", "leave one of them out");
    }
    Optional<NicSelector> selector = section.text("pci", SiteReader::pciAddress);
    if (section.has("mac")) {
      selector =
          section.text("mac", text -> new NicSelector.ByHardwareAddress(LinkReader.mac(text)));
    }
    if (section.has("index")) {
      selector = Optional.of(new NicSelector.ByIndex(section.number("index", 0, 0, MOST_NICS - 1)));
    }
    section.finish();
    return selector;
  }

  private static NicSelector pciAddress(String text) throws TextException {
    Matcher matcher = PCI_ADDRESS.matcher(text);
    if (!matcher.matches()) {
      throw new TextException(
          "\"" + text + "\" is no PCI address",
          "write bus, device and function as lspci does: \"00:03.0\"");
    }
    return new NicSelector.ByPciAddress(
        Integer.parseInt(matcher.group(1), 16),
        Integer.parseInt(matcher.group(2), 16),
        Integer.parseInt(matcher.group(3), 16));
  }

  SiteImage image(EngineConfig engine, BareConfig bare, WebConfig web) {
    SiteImage.Inner innerNetwork =
        inner
            .flatMap(side ->
                side.network()
                    .map(network ->
                        new SiteImage.Inner(new NicBinding(innerNic, !side.hasMac()), network)))
            .orElse(null);
    return new SiteImage(
        engine, new NicBinding(outerNic, !outer.hasMac()), innerNetwork, bare, web);
  }
}
