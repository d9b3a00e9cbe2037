// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.config.HeaderPolicy;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.PolicyConfig;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.ike.IdentificationPayload;
import org.sallyport.sim.random.SeededRandom;

class GatewayConfigFileTest {
  private static final Path FILE = Path.of("/etc/sallyport/site.toml");
  private static final String LEAST =
      """
      [outer]
      type = "tap"
      addresses = ["192.0.2.1/24"]

      [[peer]]
      name = "b"
      remote_address = "192.0.2.2"
      psk = "0123456789abcdef"

      [[peer.child]]
      name = "k"
      """;

  @Test
  void leastFileIsFilledWithStandards() throws ConfigException {
    GatewayConfig config = GatewayConfigFile.parse(FILE, LEAST);
    PeerConfig peer = config.engine().peers().getFirst();
    assertEquals(IpAddress.parse("192.0.2.1"), peer.localAddress());
    assertEquals("192.0.2.1", peer.localId().toString());
    assertEquals("192.0.2.2", peer.remoteId().toString());
    assertFalse(peer.initiate());
    assertFalse(peer.forceUdpEncapsulation());
    assertFalse(peer.ikeProposals().isEmpty());
    assertTrue(
        peer.ikeProposals().stream().noneMatch(IkeProposal::isLegacy),
        "standards hold nothing legacy");
    ChildConfig child = peer.children().getFirst();
    assertEquals(IpAddress.parse("192.0.2.1"), child.localSelectors().getFirst().start());
    assertTrue(child.proposals().stream().noneMatch(EspProposal::extendedSequence));
    // R4303-3.4.3-6
    assertEquals(128, child.replayWindow());
    assertEquals(TimersConfig.DEFAULT, config.engine().timers());
    assertEquals(LimitsConfig.DEFAULT, config.engine().limits());
    assertEquals(Optional.empty(), config.log().keyLog());
    assertEquals("025ac0000201", config.engine().network().hardwareAddress().toHex());
  }

  @Test
  void exampleFileIsValidButForItsSecret() throws Exception {
    GatewayConfig config = GatewayConfigFile.parse(FILE, example());
    assertEquals(1, config.warnings().size(), config.warnings().toString());
    assertTrue(config.warnings().getFirst().contains("peer[1].psk: the secret is the example's"));
    assertTrue(config.engine().peers().getFirst().initiate());
    assertEquals(List.of(), config.engine().innerAddresses(), "they are the host's");
    assertEquals("sally1", config.inner().orElseThrow().name());
    String everything =
        example().replaceAll("(?m)^# ([a-z_]+ = |\\[\\[)", "$1"); // the keys that are commented out
    GatewayConfig all = GatewayConfigFile.parse(FILE, everything);
    assertEquals(Path.of("/etc/sallyport/keys"), all.log().keyLog().orElseThrow());
    assertEquals(Optional.of("br0"), all.outer().bridge());
    assertEquals("025a00000001", all.engine().network().hardwareAddress().toHex());
    assertEquals(List.of(IpAddress.parse("192.0.2.254")), all.engine().network().gateways());
    assertEquals(PolicyConfig.Action.BYPASS, all.engine().policies().getFirst().action());
    assertEquals(1, all.engine().policies().getFirst().local().protocol());
    assertTrue(all.warnings().getFirst().contains("log.key_log: KEYS ARE WRITTEN"), "loud");
  }

  @Test
  void aNetworkBehindTheGatewayIsOneOfEthernetWithItsRouter() throws Exception {
    String inner =
        """
        [inner]
        type = "tap"
        name = "lan0"
        bridge = "br1"
        addresses = ["10.1.0.1/24"]
        routers = ["10.1.0.254"]
        mtu = 1400
        [tunnel]
        dont_fragment = "set"
        copy_ecn = false
        hop_limit = 9
        """;
    GatewayConfig config = GatewayConfigFile.parse(FILE, LEAST + inner);
    NetworkConfig lan = config.engine().forwarding().lan();
    assertEquals(NetworkConfig.LinkKind.ETHERNET, lan.link());
    assertEquals("025a0a010001", lan.hardwareAddress().toHex());
    assertEquals(List.of(IpAddress.parse("10.1.0.254")), lan.gateways());
    assertEquals(1400, lan.mtuBytes());
    assertEquals(
        new HeaderPolicy(HeaderPolicy.DontFragment.SET, true, false, 9),
        config.engine().forwarding().tunnelHeader());
    assertEquals(Optional.of("br1"), config.inner().orElseThrow().bridge());
    assertEquals("lan0", config.inner().orElseThrow().name());
  }

  /** What is wrong behind the gateway: where, and what to do. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          [tunnel];dont_fragment = "copi" | tunnel.dont_fragment | did you mean "copy"?
          [tunnel];dont_fragments = "set"   | tunnel.dont_fragments | did you mean "dont_fragment"?
          [tunnel];hop_limit = 0            | tunnel.hop_limit | a number from 1 to 255
          [tunnel];copy_ecn = "yes"         | tunnel.copy_ecn | true or false
          [inner];type = "nic"              | inner.type | write "tap" and join it to a bridge
          [inner];type = "tun";addresses = ["10.1.0.1/24"];bridge = "br0" | inner.bridge | set type = "tap"
          [inner];type = "tap";addresses = ["10.1.0.1/24"];routers = ["10.9.0.1"] | inner.routers | give a router on the link
          [inner];type = "tap";addresses = ["10.1.0.1/24"];mtu = 100 | inner.mtu | a number from 576
          """)
  void aMistakeBehindTheGatewayIsNamedWithItsRemedy(String lines, String place, String remedy) {
    String message = messageOf(LEAST + lines.replace(";", "\n") + "\n");
    assertTrue(message.contains(place), message);
    assertTrue(message.contains(remedy), message);
  }

  /** One line of the least file replaced: where, which key, what is wrong, what to do. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          type = "tap"                | type = "tab"                  | site.toml:2:1: outer.type | "tab" is not known    | did you mean "tap"?
          type = "tap"                | typ = "tap"                   | site.toml:2:1: outer.typ  | is not known here     | did you mean "type"?
          type = "tap"                | type = 7                      | site.toml:2:1: outer.type | a text in quotes      | write a text
          addresses = ["192.0.2.1/24"]| addresses = ["192.0.2.256/24"]| site.toml:3:14: outer.addresses[1] | not an IP address | 2001:db8::1
          addresses = ["192.0.2.1/24"]| addresses = ["192.0.2.1/33"]  | site.toml:3:14: outer.addresses[1] | no prefix length  | 0 to 32
          addresses = ["192.0.2.1/24"]| addresses = ["224.0.0.1/24"]  | site.toml:3:1: outer.addresses | a group of hosts | address of a host
          addresses = ["192.0.2.1/24"]| #                             | site.toml:1:1: outer.addresses | is missing | add addresses
          addresses = ["192.0.2.1/24"]| addresses = ["2001:db8::1/64"]| site.toml:7:1: peer[1].remote_address | none of its IP version | add an address
          name = "b"                  | #                             | site.toml:5:1: peer[1].name | is missing | add name
          remote_address = "192.0.2.2"| remote_address = "b.example"  | site.toml:7:1: peer[1].remote_address | not an IP address | names are not looked up
          psk = "0123456789abcdef"    | #                             | site.toml:5:1: peer[1].psk | is missing | psk_file
          psk = "0123456789abcdef"    | psk = "0xabc"                 | site.toml:8:1: peer[1].psk | not hexadecimal | even number
          psk = "0123456789abcdef"    | psk = ""                      | site.toml:8:1: peer[1].psk | is empty | 16 random
          psk = "0123456789abcdef"    | psk_file = "no-such-file"     | site.toml:8:1: peer[1].psk_file | does not exist | write the secret
          psk = "0123456789abcdef"    | pks = "0123456789abcdef"      | site.toml:8:1: peer[1].pks | is not known here | did you mean "psk"?
          name = "k"                  | name = "a b"                  | site.toml:11:1: peer[1].child[1].name | cannot be a name | letters
          """)
  void oneMistakeIsNamedWithPlaceAndRemedy(
      String line, String wrong, String place, String problem, String remedy) {
    String message = messageOf(LEAST.replace(line, wrong));
    assertTrue(message.contains(place), message);
    assertTrue(message.contains(problem), message);
    assertTrue(message.contains(remedy), message);
  }

  /** One line added to the child. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          esp_proposals = ["aes128-sha1"]   | kept only for old peers: sha1 | set legacy = true
          esp_proposals = []                | is empty                      | leave it out
          esp_proposals = ["aes128", "null"]| needs an integrity            | aes128-sha256
          local_ts = ["10.1.0.1/24"]        | bits set behind its prefix    | 10.1.0.0/24
          local_ts = [10]                   | must be a text                | in quotes
          local_ts = []                     | is empty, so nothing          | name a network
          esp_proposals = "aes128gcm16-x25519" | not supported yet          | leave "x25519" out
          remote_ts = "10.2.0.0/24[tpc/80]" | protocol "tpc"                | did you mean "tcp"?
          remote_ts = "10.2.0.0/24[any/80]" | ports without a protocol      | name the protocol
          remote_ts = "10.2.0.9-10.2.0.1"   | ends before it begins         | lowest address first
          remote_ts = "10.2.0.0/24[tcp/9-1]"| end before they begin         | swap
          replay_window = 16                | out of range                  | from 32 to 65536
          replay_window = "128"             | must be a whole number        | whole number
          esn = "sometimes"                 | "sometimes" is not known      | yes, no, prefer
          mode = "transprot"                | not known                     | did you mean "transport"?
          """)
  void childMistakesAreNamed(String added, String problem, String remedy) {
    String message = messageOf(LEAST + added + "\n");
    assertTrue(message.contains("site.toml:12:"), message);
    assertTrue(message.contains(problem), message);
    assertTrue(message.contains(remedy), message);
  }

  @Test
  void everyMistakeIsReportedAtOnceInFileOrder() {
    ConfigException refused =
        assertThrows(
            ConfigException.class,
            () ->
                GatewayConfigFile.parse(
                    FILE,
                    LEAST.replace("\"tap\"", "\"tab\"").replace("0123456789abcdef", "")
                        + "replay_window = 1\n[limts]\nike_sas = 3\n"));
    assertEquals(
        List.of("outer.type", "peer[1].psk", "peer[1].child[1].replay_window", "limts"),
        refused.problems().stream().map(ConfigProblem::key).toList());
  }

  @Test
  void brokenTomlIsNamedByLine() {
    String message = messageOf(LEAST.replace("name = \"b\"", "name = b"));
    assertTrue(message.contains("site.toml:6:"), message);
    assertTrue(message.contains("not TOML"), message);
  }

  @Test
  void duplicateNamesContradictionsAndSections() {
    String twice = LEAST + LEAST.substring(LEAST.indexOf("[[peer]]"));
    assertTrue(messageOf(twice).contains("is taken already"), messageOf(twice));
    assertTrue(messageOf("[peer]\nname = \"x\"\n").contains("[[peer]]"));
    assertTrue(messageOf("").contains("peer: is missing"));
    String cookies = messageOf(LEAST + "[limits]\nike_sas = 10\ncookie_threshold = 11\n");
    assertTrue(cookies.contains("at most 10"), cookies);
    String router = messageOf(LEAST.replace("[[peer]]", "routers = [\"10.9.9.9\"]\n[[peer]]"));
    assertTrue(router.contains("on none of the networks"), router);
    String both = messageOf(LEAST.replace("psk =", "psk_file = \"x\"\npsk ="));
    assertTrue(both.contains("leave one of them out"), both);
    String bridge = messageOf(LEAST.replace("\"tap\"", "\"tun\"\nbridge = \"br0\""));
    assertTrue(bridge.contains("only a TAP"), bridge);
    String caller =
        messageOf(
            LEAST.replace("\"192.0.2.2\"", "\"any\"\ninitiate = true")
                + "remote_ts = \"10.2.0.0/16\"\n");
    assertTrue(caller.contains("cannot be called"), caller);
    String stranger = messageOf(LEAST.replace("\"192.0.2.2\"", "\"any\""));
    assertTrue(stranger.contains("remote_id: is missing"), stranger);
    String anybody = messageOf(LEAST.replace("psk", "remote_id = \"%any\"\npsk"));
    assertTrue(anybody.contains("one [[peer]] for each"), anybody);
    String times = messageOf(LEAST + "[timers]\nretransmit_timeout = \"20s\"\n");
    assertTrue(times.contains("longer retransmit_maximum"), times);
    String fast = messageOf(LEAST + "[timers]\nretransmit_timeout = \"1ms\"\nliveness = \"1y\"\n");
    assertTrue(fast.contains("floods the peer") && fast.contains("no span of time"), fast);
    String zero =
        messageOf(LEAST + "[timers]\nhalf_open_timeout = \"0s\"\ncookie_lifetime = \"0s\"\n");
    assertTrue(
        zero.contains("timers.half_open_timeout: is zero")
            && zero.contains("timers.cookie_lifetime: is zero")
            && zero.contains("write a span of time, for example \"30s\""),
        zero);
    String policy = messageOf(LEAST + "[[policy]]\naction = \"bypas\"\n");
    assertTrue(
        policy.contains("bypass") && policy.contains("policy[1].local_ts: is missing"), policy);
    String udp = messageOf(LEAST.replace("\"tap\"", "\"udp\"\nlocal = \"127.0.0.1\""));
    assertTrue(udp.contains("has no port") && udp.contains("outer.remote: is missing"), udp);
  }

  @Test
  void theNetworkMayGiveTheAddress() throws ConfigException {
    String given =
        LEAST
            .replace("[\"192.0.2.1/24\"]", "\"dhcp\"\nmac = \"02:00:00:00:00:01\"")
            .replace("psk", "local_id = \"a.test\"\npsk");
    String whole = given + "local_ts = [\"10.1.0.0/24\"]\n";
    GatewayConfig config = GatewayConfigFile.parse(FILE, whole);
    assertTrue(config.engine().network().dhcp());
    assertEquals(List.of(), config.engine().network().addresses());
    assertTrue(config.engine().peers().getFirst().hasDynamicAddress());
    String noMac = messageOf(whole.replace("mac =", "# mac ="));
    assertTrue(noMac.contains("outer.mac: is missing"), noMac);
    String noId = messageOf(whole.replace("local_id", "# local_id"));
    assertTrue(noId.contains("local_id: is missing, and an address that"), noId);
    assertTrue(messageOf(given).contains("local_ts: is missing"), messageOf(given));
    String tun = messageOf(whole.replace("\"tap\"", "\"tun\""));
    assertTrue(tun.contains("asks over Ethernet"), tun);
    String six = messageOf(whole.replace("\"192.0.2.2\"", "\"2001:db8::2\""));
    assertTrue(six.contains("none of its IP version"), six);
    String both = whole.replace("\"dhcp\"", "[\"dhcp\", \"2001:db8::1/64\"]");
    assertEquals(1, GatewayConfigFile.parse(FILE, both).engine().network().addresses().size());
  }

  @Test
  void legacyIsAllowedWhenAskedFor() throws ConfigException {
    GatewayConfig config =
        GatewayConfigFile.parse(
            FILE,
            LEAST.replace(
                    "[[peer.child]]",
                    "legacy = true\nike_proposals = [\"aes128-sha1-modp1024\"]\n[[peer.child]]")
                + "esp_proposals = [\"aes128-sha1\"]\nesn = \"prefer\"\n");
    PeerConfig peer = config.engine().peers().getFirst();
    assertTrue(peer.ikeProposals().getFirst().isLegacy());
    assertEquals(
        "[aes128-sha1-esn, aes128-sha1]", peer.children().getFirst().proposals().toString());
  }

  @Test
  void datagramLinksAndIdentities() throws ConfigException {
    GatewayConfig config =
        GatewayConfigFile.parse(
            FILE,
            LEAST
                .replace(
                    "\"tap\"", "\"udp\"\nlocal = \"127.0.0.1:7001\"\nremote = \"127.0.0.1:7002\"")
                .replace(
                    "name = \"b\"",
                    "name = \"b\"\nlocal_id = \"keyid:0x0102\"\nremote_id = \"x@y.test\""));
    assertEquals(7002, config.outer().udp().orElseThrow().remote().getPort());
    assertEquals("0102", config.engine().peers().getFirst().localId().data().toHex());
    assertEquals(
        IdentificationPayload.MAIL_ADDRESS, config.engine().peers().getFirst().remoteId().type());
  }

  @Test
  void secretComesFromAFileAndIsNeverPrinted(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("site.toml");
    Files.writeString(folder.resolve("b.secret"), "a secret of the file\n");
    Files.writeString(file, LEAST.replace("psk = \"0123456789abcdef\"", "psk_file = \"b.secret\""));
    GatewayConfig config = GatewayConfigFile.read(file);
    assertArrayEquals(
        "a secret of the file".getBytes(StandardCharsets.UTF_8),
        assertInstanceOf(PresharedKey.class, config.engine().peers().getFirst().credentials())
            .octets());
    assertFalse(config.toString().contains("a secret"), "records print themselves");
    assertTrue(config.warnings().stream().anyMatch(w -> w.contains("chmod 600")));
  }

  @Test
  void unreadableFilesAreRefusedWithAReason(@TempDir Path folder) throws Exception {
    Path binary = folder.resolve("binary");
    Files.write(binary, new byte[] {(byte) 0xff, 0, 1});
    for (Path path : List.of(folder, folder.resolve("none"), binary)) {
      ConfigException refused =
          assertThrows(ConfigException.class, () -> GatewayConfigFile.read(path));
      assertTrue(refused.getMessage().contains("remedy:"), refused.getMessage());
    }
  }

  /** Whatever is cut, doubled or changed: a configuration or a reason, never another exception. */
  @Test
  void damagedFilesGiveReasonsNotCrashes() throws Exception {
    SeededRandom random = new SeededRandom(20261124);
    String text = example();
    int refusedCount = 0;
    for (int i = 0; i < 1500; i++) {
      StringBuilder damaged = new StringBuilder(text);
      for (long changes = 1 + random.below(3); changes > 0; changes--) {
        int from = (int) random.below(damaged.length());
        int to = Math.min(damaged.length(), from + (int) random.below(30));
        switch ((int) random.below(3)) {
          case 0 -> damaged.delete(from, to);
          case 1 -> damaged.insert(from, damaged.substring(from, to));
          default -> damaged.setCharAt(from, "\"[]=#\n.0x-".charAt((int) random.below(10)));
        }
      }
      try {
        GatewayConfigFile.parse(FILE, damaged.toString());
      } catch (ConfigException refused) {
        refusedCount++;
        assertFalse(refused.problems().isEmpty());
      }
    }
    assertTrue(refusedCount > 500, "refused " + refusedCount);
  }

  private static String messageOf(String text) {
    return assertThrows(ConfigException.class, () -> GatewayConfigFile.parse(FILE, text))
        .getMessage();
  }

  private static String example() throws Exception {
    try (InputStream stream = GatewayConfigFile.class.getResourceAsStream("example.toml")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
