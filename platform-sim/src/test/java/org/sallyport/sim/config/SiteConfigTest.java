// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.engine.bootimage.SiteImage;
import org.sallyport.engine.config.BareConfig;
import org.sallyport.engine.config.NicBinding;
import org.sallyport.engine.config.NicSelector;
import org.sallyport.engine.config.WebConfig;
import org.sallyport.engine.config.WebPage;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;

class SiteConfigTest {
  private static final Path FILE = Path.of("/etc/sallyport/site.toml");
  private static final Path EXAMPLE =
      Path.of("..", "platform-bare", "src", "main", "site", "example.toml");
  private static final String LEAST =
      """
      [outer]
      addresses = ["192.0.2.1/24"]
      [[peer]]
      name = "b"
      remote_address = "192.0.2.2"
      psk = "0123456789abcdef"
      [[peer.child]]
      name = "k"
      """;

  @Test
  void leastSiteTakesTheFirstInterfaceAsItIs() throws ConfigException {
    SiteImage site = GatewayConfigFile.parseSite(FILE, LEAST).image();
    assertEquals(new NicBinding(new NicSelector.ByIndex(0), true), site.outerNic());
    assertNull(site.inner());
    assertEquals(BareConfig.DEFAULT, site.bare());
    assertEquals(WebConfig.NONE, site.web());
    assertEquals(
        IpAddress.parse("192.0.2.1"), site.engine().network().addresses().getFirst().address());
  }

  @Test
  void everySettingArrives() throws ConfigException {
    SiteImage site =
        GatewayConfigFile.parseSite(
                FILE,
                LEAST.replace("[[peer]]", "mac = \"02:00:00:00:00:07\"\n[[peer]]")
                    + """
                    [log]
                    level = "debug"
                    [bare]
                    on_fault = "halt"
                    console = "serial"
                    trace = true
                    [nic.outer]
                    pci = "00:1f.7"
                    [nic.inner]
                    mac = "52:54:00:12:34:56"
                    [inner]
                    type = "nic"
                    addresses = ["10.1.0.1/24"]
                    routers = ["10.1.0.254"]
                    [web]
                    port = 8080
                    status = false
                    """)
            .image();
    assertEquals(new NicBinding(new NicSelector.ByPciAddress(0, 31, 7), false), site.outerNic());
    assertEquals("020000000007", site.engine().network().hardwareAddress().toHex());
    assertEquals(
        new NicBinding(
            new NicSelector.ByHardwareAddress(OctetString.parseHex("525400123456")), true),
        site.inner().nic());
    assertEquals(List.of(IpAddress.parse("10.1.0.254")), site.inner().network().gateways());
    assertEquals(1500, site.inner().network().mtuBytes());
    assertEquals(
        List.of(IpAddress.parse("10.1.0.1")),
        site.engine().innerAddresses(),
        "the machine itself answers there");
    assertEquals(
        new BareConfig(
            BareConfig.OnFault.HALT, BareConfig.Console.SERIAL, BareConfig.LogLevel.DEBUG, true),
        site.bare());
    assertEquals(new WebConfig(8080, false, List.of()), site.web());
  }

  @Test
  void exampleIsValidButForItsSecretAndHasPages(@TempDir Path folder) throws Exception {
    Path diagrams = Files.createDirectories(folder.resolve("diagrams"));
    Files.writeString(diagrams.resolve("Hth.svg"), "<svg/>");
    Path file = folder.resolve("site");
    SiteConfig written = new SiteImageWriter(diagrams).write(EXAMPLE, file);
    assertEquals(1, written.warnings().size(), written.warnings().toString());
    assertTrue(written.warnings().getFirst().contains("peer[1].psk: the secret is the example's"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count(), "no draft is left");
    }
    byte[] octets = Files.readAllBytes(file);
    SiteImage site = assertInstanceOf(SiteImage.class, SiteImage.decode(octets, 0, octets.length));
    assertArrayEquals(written.image().encode(), octets);
    List<String> paths = site.web().pages().stream().map(WebPage::path).toList();
    assertEquals(List.of("/index.html", "/style.css", "/diagrams/Hth.svg"), paths);
    WebPage index = site.web().pages().getFirst();
    assertEquals("text/html; charset=utf-8", index.contentType());
    assertArrayEquals(Files.readAllBytes(EXAMPLE.resolveSibling("pages/index.html")), index.body());
    String everything = Files.readString(EXAMPLE).replaceAll("(?m)^# ([a-z_]+ = |\\[)", "$1");
    GatewayConfigFile.parseSite(
        EXAMPLE.toAbsolutePath(), everything.replace("type = \"self\"", "type = \"nic\""));
  }

  @Test
  void oneFileServesHostAndBareMachine() throws ConfigException {
    String both =
        "[bare]\n[nic.outer]\nindex = 3\n" + LEAST.replace("[outer]", "[outer]\ntype = \"tap\"");
    assertEquals(GatewayConfig.OuterKind.TAP, GatewayConfigFile.parse(FILE, both).outer().kind());
    assertEquals(
        new NicSelector.ByIndex(3),
        GatewayConfigFile.parseSite(FILE, both).image().outerNic().nic());
    String traced = "[log]\ntrace = \"t\"\n" + both;
    assertTrue(
        GatewayConfigFile.parseSite(FILE, traced).warnings().getFirst().contains("bare.trace"));
  }

  /** One line added before the least file. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          bare = {on_fault = "reset"}          | site.toml:1:9: bare.on_fault   | "reset" is not known   | known are: halt, reboot
          bare = {on_falt = "halt"}            | site.toml:1:9: bare.on_falt    | is not known here      | did you mean "on_fault"?
          nic = {outer = {pci = "3"}}          | site.toml:1:17: nic.outer.pci  | is no PCI address      | 00:03.0
          nic = {outer = {pci = "00:20.0"}}    | nic.outer.pci                  | is no PCI address      | lspci
          nic = {outer = {index = 8}}          | nic.outer.index                | out of range           | from 0 to 7
          nic = {outer = {mac = "03:00:00:00:00:01"}} | nic.outer.mac           | group address          | even
          nic = {outer = {index = 1, mac = "02:00:00:00:00:01"}} | nic.outer.index | there is mac as well | leave one
          nic = {third = {index = 2}}          | nic.third                      | is not known here      | known are: inner, outer
          web = {pages = "no-such-folder"}     | site.toml:1:8: web.pages       | is not a folder        | index.html
          web = {port = 0}                     | web.port                       | out of range           | from 1 to 65535
          inner = {type = "tun", addresses = []} | inner.type                   | no Linux host          | "self"
          inner = {addresses = ["10.1.0.1/24"], routers = ["10.2.0.1"]} | inner.routers | on none of the networks | on the link
          """)
  void mistakesAreNamedWithPlaceAndRemedy(
      String line, String place, String problem, String remedy) {
    String message = messageOf(line + "\n" + LEAST);
    assertTrue(message.contains(place), message);
    assertTrue(message.contains(problem), message);
    assertTrue(message.contains(remedy), message);
  }

  @Test
  void linksOfTheOtherPlatformAreRefused() {
    String tun = messageOf(LEAST.replace("[outer]", "[outer]\ntype = \"tun\""));
    assertTrue(tun.contains("carries Ethernet"), tun);
    ConfigException hosted =
        assertThrows(
            ConfigException.class,
            () ->
                GatewayConfigFile.parse(
                    FILE,
                    LEAST.replace("[outer]", "[outer]\ntype = \"nic\"")
                        + "[inner]\ntype = \"nic\"\naddresses = [\"10.1.0.1/24\"]\n"));
    assertEquals(
        List.of("outer.type", "inner.type"),
        hosted.problems().stream().map(ConfigProblem::key).toList());
    String same =
        messageOf(LEAST + "[nic.inner]\nindex = 0\n[inner]\naddresses = [\"10.1.0.1/24\"]\n");
    assertTrue(same.contains("nic.inner: is the interface of the outer side too"), same);
  }

  @Test
  void filesThatCanBeNoPagesAreNamed(@TempDir Path folder) throws Exception {
    Path toml = folder.resolve("site.toml");
    Path pages = Files.createDirectories(folder.resolve("pages/deeper"));
    Files.writeString(toml, "web = {pages = \"pages\"}\n" + LEAST);
    Files.writeString(pages.resolve("a.JPG"), "x");
    Files.writeString(pages.resolve("b.unheard-of"), "y", StandardCharsets.US_ASCII);
    Files.writeString(pages.resolve(".hidden"), "not for the world");
    Files.writeString(Files.createDirectories(folder.resolve("pages/.git")).resolve("config"), "");
    List<WebPage> found = GatewayConfigFile.readSite(toml).image().web().pages();
    assertEquals(
        List.of(
            "/deeper/a.JPG (image/jpeg, 1 octets)",
            "/deeper/b.unheard-of (application/octet-stream, 1 octets)"),
        found.stream().map(WebPage::toString).toList());
    Path blank = Files.writeString(pages.resolve("a b.html"), "");
    assertRefused(toml, "cannot be named in a request", "rename it");
    Files.delete(blank);
    Path link = Files.createSymbolicLink(pages.resolve("link"), toml);
    assertRefused(toml, "neither a file nor a folder", "put a copy");
    Files.delete(link);
    Files.write(pages.resolve("large"), new byte[SiteImage.LARGEST_PAGE + 1]);
    assertRefused(toml, "is larger than", "make it smaller");
  }

  @Test
  void aRefusedFileLeavesTheOldImageAlone(@TempDir Path folder) throws Exception {
    Path toml = Files.writeString(folder.resolve("site.toml"), "nonsense");
    Path image = Files.writeString(folder.resolve("site"), "old");
    assertThrows(ConfigException.class, () -> new SiteImageWriter(folder).write(toml, image));
    assertEquals("old", Files.readString(image));
    assertFalse(Files.exists(folder.resolve(".site")));
  }

  private static void assertRefused(Path toml, String problem, String remedy) {
    String message =
        assertThrows(ConfigException.class, () -> GatewayConfigFile.readSite(toml)).getMessage();
    assertTrue(message.contains(problem) && message.contains(remedy), message);
  }

  private static String messageOf(String text) {
    return assertThrows(ConfigException.class, () -> GatewayConfigFile.parseSite(FILE, text))
        .getMessage();
  }
}
