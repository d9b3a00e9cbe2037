// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.port.KeyLog;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.sim.crypto.CryptoLibraries;
import org.sallyport.sim.random.SeededEntropy;
import org.sallyport.sim.random.SeededRandom;
import org.sallyport.sim.simulation.EngineHost;
import org.sallyport.sim.simulation.network.DhcpServer.Heard;
import org.sallyport.sim.simulation.network.DhcpServer.Offer;
import org.sallyport.sim.trace.TraceRecord;

/** An engine gets its address from a server, keeps it and loses it (RFC 2131). */
class DhcpTest {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final byte[] CLIENT = {2, 0, 0, 0, 0, 1};
  private static final byte[] SERVER = {2, 0, 0, 0, 0, 2};
  private static final byte[] SECOND_SERVER = {2, 0, 0, 0, 0, 3};
  private static final IpAddress SERVER_IP = IpAddress.parse("192.0.2.1");
  private static final IpAddress GIVEN = IpAddress.parse("192.0.2.77");

  private final SimulatedNetwork network = new SimulatedNetwork(1, FaultOptions.NONE);
  private final List<TraceRecord> trace = new ArrayList<>();
  private final DhcpServer server =
      new DhcpServer("server", SERVER, SERVER_IP, Offer.of(GIVEN, 1000), network);
  private final EngineHost client = attached(network, 7);

  private void runTo(long seconds) {
    network.run(seconds * SECOND_NS);
  }

  private List<IpAddress> addresses() {
    return client.engine().outerAddresses().stream()
        .map(NetworkConfig.InterfaceAddress::address)
        .toList();
  }

  private String state() {
    return trace.stream()
        .filter(record -> record.machine().equals("Dhcp"))
        .reduce((first, second) -> second)
        .map(TraceRecord::next)
        .orElse("Init");
  }

  private List<Integer> types() {
    return server.heard().stream().map(Heard::type).toList();
  }

  @Test
  void anAddressIsFoundAskedForCheckedAndUsed() {
    network.run(SECOND_NS / 4);
    assertEquals("Checking", state());
    assertEquals(List.of(), addresses(), "not before the check");
    runTo(1);
    assertEquals("Bound", state());
    assertEquals(List.of(GIVEN), addresses());
    assertEquals(24, client.engine().outerAddresses().getFirst().prefixLength());
    assertEquals(List.of(1, 3), types());
    Heard discover = server.heard().getFirst();
    Heard request = server.heard().getLast();
    assertEquals(discover.transaction(), request.transaction(), "RFC 2131 table 5");
    assertEquals(GIVEN.ipv4Bits(), request.address(50));
    assertEquals(SERVER_IP.ipv4Bits(), request.address(54));
    assertTrue(discover.isBroadcast() && discover.wantsBroadcast());
    assertTrue(request.isBroadcast() && request.wantsBroadcast());
  }

  @Test
  void nobodyAnsweringIsAskedAgainWithMorePatience() {
    server.setSilent(true);
    runTo(200);
    List<Heard> heard = server.heard();
    assertTrue(heard.stream().allMatch(message -> message.type() == 1));
    long[] least = {3, 7, 15, 31, 63};
    for (int i = 0; i < least.length - 1; i++) {
      double waited = (heard.get(i + 1).timeNs() - heard.get(i).timeNs()) / 1e9;
      assertTrue(waited >= least[i] && waited <= least[i] + 2.1, i + ": " + waited);
    }
    server.setSilent(false);
    runTo(270);
    assertEquals(List.of(GIVEN), addresses());
  }

  @Test
  void aRefusedRequestBeginsAnew() {
    server.setRefusing(true);
    runTo(5);
    assertEquals(List.of(), addresses());
    List<Heard> heard = server.heard();
    assertTrue(heard.size() >= 4 && heard.size() < 20, "with pauses: " + heard.size());
    assertNotEquals(heard.get(0).transaction(), heard.get(2).transaction());
    server.setRefusing(false);
    runTo(10);
    assertEquals(List.of(GIVEN), addresses());
  }

  @Test
  void aServerThatGoesAwayAfterItsOfferIsGivenUp() {
    network.at(2_500_000, () -> server.setSilent(true)); // between offer and request
    runTo(80);
    assertTrue(
        trace.stream().anyMatch(record -> record.event().equals("TriesUsedUp")),
        types().toString());
  }

  @Test
  void theLeaseIsRenewedAtHalfTimeWithWhatIsNewInIt() {
    runTo(499);
    assertEquals(2, types().size());
    server.setOffer(new Offer(GIVEN, 0xFFFF_0000, IpAddress.parse("192.0.9.9"), 4000, 100, 3000));
    runTo(510);
    Heard renewal = server.heard().getLast();
    assertEquals(3, renewal.type());
    assertFalse(renewal.isBroadcast(), "to its server");
    assertFalse(renewal.wantsBroadcast());
    assertEquals(GIVEN.ipv4Bits(), renewal.clientAddress());
    assertEquals(0, renewal.address(50), "RFC 2131 table 5");
    assertEquals(0, renewal.address(54), "RFC 2131 table 5");
    assertEquals("Bound", state());
    assertEquals(16, client.engine().outerAddresses().getFirst().prefixLength());
    runTo(605);
    assertEquals(4, types().size(), "T1 of the new lease");
    assertEquals(List.of(GIVEN), addresses());
  }

  @Test
  void anyServerMayProlongALeaseThatItsServerDoesNot() {
    runTo(1);
    server.setSilent(true);
    DhcpServer other =
        new DhcpServer(
            "other", SECOND_SERVER, IpAddress.parse("192.0.2.2"), Offer.of(GIVEN, 2000), network);
    runTo(870);
    assertEquals("Renewing", state());
    assertTrue(types().size() > 3, "asked again and again");
    runTo(880);
    assertEquals("Bound", state());
    assertTrue(other.heard().getLast().isBroadcast());
    runTo(1800);
    assertEquals(List.of(GIVEN), addresses());
    runTo(1885);
    assertEquals(GIVEN.ipv4Bits(), other.heard().getLast().clientAddress());
    assertFalse(other.heard().getLast().isBroadcast(), "its server is another one now");
  }

  @Test
  void anAddressThatNobodyProlongsIsGivenUpInTime() {
    runTo(1);
    server.setSilent(true);
    runTo(999);
    assertEquals("Rebinding", state());
    assertEquals(List.of(GIVEN), addresses());
    runTo(1001);
    assertEquals(List.of(), addresses());
    server.setSilent(false);
    runTo(1100);
    assertEquals(List.of(GIVEN), addresses());
  }

  /**
   * A grant that comes after T1, which counts from the first request, is prolonged all the same.
   */
  @Test
  void aLeaseWhoseRenewalIsOverdueWhenItIsGrantedIsRenewedAfterTheCheck() {
    server.setOffer(Offer.of(GIVEN, 20));
    network.at(2_500_000, () -> server.setSilent(true)); // between offer and request
    runTo(6);
    server.setSilent(false);
    runTo(16);
    Heard renewal =
        server.heard().stream()
            .filter(heard -> heard.type() == 3 && !heard.isBroadcast())
            .findFirst()
            .orElseThrow();
    assertTrue(renewal.timeNs() > 10 * SECOND_NS, "after T1: " + renewal);
    runTo(25);
    assertEquals(List.of(GIVEN), addresses(), "past the end of the first lease");
  }

  @Test
  void anAddressThatIsRefusedIsGivenUpAtOnce() {
    runTo(1);
    server.setRefusing(true);
    runTo(501);
    assertEquals(List.of(), addresses());
    assertTrue(trace.stream().anyMatch(record -> record.event().equals("RcvNak")));
    server.setRefusing(false);
    server.setOffer(Offer.of(IpAddress.parse("192.0.2.78"), 1000));
    runTo(510);
    assertEquals(List.of(IpAddress.parse("192.0.2.78")), addresses(), "another one");
  }

  @Test
  void aGrantOfAnotherAddressIsNoAnswer() {
    runTo(1);
    server.setOffer(Offer.of(IpAddress.parse("192.0.2.78"), 1000));
    runTo(700);
    assertEquals("Renewing", state());
    assertEquals(List.of(GIVEN), addresses());
    assertTrue(client.engine().status().drops().get(DropReason.UNEXPECTED_DHCP_MESSAGE) > 0);
  }

  @Test
  void anAddressThatSomebodyHasIsDeclined() {
    new ArpHost(GIVEN, network);
    runTo(9);
    assertEquals(List.of(), addresses());
    assertEquals(List.of(1, 3, 4), types(), "and a pause of ten seconds");
    assertTold("another host on this link has the address 192.0.2.77");
    Heard decline = server.heard().getLast();
    assertEquals(GIVEN.ipv4Bits(), decline.address(50));
    assertEquals(SERVER_IP.ipv4Bits(), decline.address(54));
    server.setOffer(Offer.of(IpAddress.parse("192.0.2.78"), 1000));
    runTo(15);
    assertEquals(List.of(IpAddress.parse("192.0.2.78")), addresses());
  }

  /** Offers that nobody could use are passed over, and the next one is taken. */
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, ffffff00, 1000",
    "127.0.0.1, ffffff00, 1000",
    "224.0.0.1, ffffff00, 1000",
    "255.255.255.255, ffffff00, 1000",
    "192.0.2.255, ffffff00, 1000",
    "192.0.2.0, ffffff00, 1000",
    "192.0.2.77, 00000000, 1000",
    "192.0.2.77, ff00ff00, 1000",
    "192.0.2.77, ffffff00, 0",
    "192.0.2.77, ffffff00, 9"
  })
  void offersOfNoUseArePassedOver(String address, String mask, long leaseSeconds) {
    server.setOffer(
        new Offer(
            IpAddress.parse(address),
            Integer.parseUnsignedInt(mask, 16),
            SERVER_IP,
            leaseSeconds,
            0,
            0));
    runTo(2);
    assertEquals("Selecting", state());
    assertTrue(client.engine().status().drops().get(DropReason.MALFORMED_HEADER) > 0);
    assertTold("a server's offer or grant of " + address + " cannot be used: ");
    server.setOffer(Offer.of(GIVEN, 1000));
    runTo(10);
    assertEquals(List.of(GIVEN), addresses());
  }

  private void assertTold(String text) {
    assertTrue(
        client.log().stream().anyMatch(entry -> entry.text().contains(text)),
        () -> text + " is not in " + client.log());
  }

  @Test
  void anOfferWithoutAMaskIsUsedWithThatOfItsClass() {
    server.setWithoutMask(true);
    runTo(2);
    assertEquals(List.of(GIVEN), addresses());
    assertEquals(24, client.engine().outerAddresses().getFirst().prefixLength());
    assertTold("192.0.2.77/24 (the server gave no mask");
  }

  /** Another mask or router with a renewal is told, though the address stays. */
  @Test
  void whatChangesWithALeaseIsTold() {
    runTo(499);
    server.setOffer(new Offer(GIVEN, -1, IpAddress.parse("10.9.9.9"), 1000, 0, 0));
    runTo(510);
    assertTold("address acquired by DHCP: 192.0.2.77/24, router 192.0.2.1");
    assertTold("the lease has changed: 192.0.2.77/32, router 10.9.9.9 (outside that network");
    assertEquals(2, client.log().size(), client.log()::toString);
  }

  @Test
  void silenceIsTold() {
    server.setSilent(true);
    runTo(200);
    assertTold("no server has answered for ");
    assertTold("there is no address");
    assertTrue(client.log().size() <= 4, client.log()::toString);
  }

  @Test
  void aLeaseForEverIsNeverRenewed() {
    server.setOffer(new Offer(GIVEN, -1, IpAddress.ANY_IPV4, 0xFFFF_FFFFL, 5, 6));
    runTo(1_000_000);
    assertEquals(List.of(1, 3), types());
    assertEquals(32, client.engine().outerAddresses().getFirst().prefixLength());
  }

  @Test
  void messagesOfOthersAreDropped() {
    runTo(1);
    int transaction = server.heard().getLast().transaction();
    byte[] refusal = {53, 1, 6, 54, 4, (byte) 192, 0, 2, 1, -1};
    server.send(transaction + 1, CLIENT, IpAddress.ANY_IPV4, refusal);
    server.send(transaction, SERVER, IpAddress.ANY_IPV4, refusal);
    server.send(transaction, CLIENT, IpAddress.ANY_IPV4, refusal);
    runTo(2);
    assertEquals(List.of(GIVEN), addresses(), "nothing was asked");
    assertEquals(2L, client.engine().status().drops().get(DropReason.UNEXPECTED_DHCP_MESSAGE));
  }

  @Test
  void optionsMayLieInOtherFieldsAndBeCutAnywhere() {
    server.setSilent(true);
    runTo(1);
    int transaction = server.heard().getLast().transaction();
    ByteBuffer options = ByteBuffer.allocate(64);
    options.put(new byte[] {53, 1, 2, 54, 4}).put(SERVER_IP.toOctets().toArray());
    options.put(new byte[] {51, 4, 0, 0, 4, 0, 1, 4, -1, -1, -1, 0, 12, 3, 'a', 'b', 'c', -1});
    int length = options.position();
    for (int cut = 0; cut < length - 5; cut++) { // the end may be missing, the name is not needed
      byte[] part = new byte[cut];
      options.get(0, part);
      server.send(transaction, CLIENT, GIVEN, part);
      runTo(1);
      assertEquals("Selecting", state(), "cut to " + cut);
    }
    byte[] whole = new byte[length];
    options.get(0, whole);
    server.send(transaction, CLIENT, GIVEN, whole);
    network.run(SECOND_NS + SECOND_NS / 10);
    assertEquals("Requesting", state());
  }

  /** Whatever options say, the client is in some state and nothing is thrown. */
  @Test
  void noOptionsMakeItThrow() {
    Random random = new Random(20261124);
    server.setSilent(true);
    runTo(1);
    for (int i = 0; i < 3000; i++) {
      ByteBuffer options = ByteBuffer.allocate(300);
      options.put(new byte[] {53, 1, (byte) (1 + random.nextInt(8))});
      while (options.remaining() > 40) {
        byte[] value = new byte[random.nextInt(8)];
        random.nextBytes(value);
        byte[] known = {1, 3, 51, 52, 53, 54, 58, 59};
        options.put(known[random.nextInt(known.length)]);
        options.put((byte) (random.nextInt(4) == 0 ? random.nextInt(256) : value.length));
        options.put(value);
        if (random.nextInt(6) == 0) {
          break;
        }
      }
      byte[] all = new byte[options.position()];
      options.get(0, all);
      server.send(server.heard().getLast().transaction(), CLIENT, GIVEN, all);
      network.run(network.nowNs() + 50_000_000L);
    }
  }

  @Test
  void losingNetworksGiveAnAddressInTheEnd() {
    for (long seed = 1; seed <= 20; seed++) {
      SimulatedNetwork lossy =
          new SimulatedNetwork(
              seed,
              new FaultOptions(0.4, 0.2, 0.3, 0, 0, 1_000_000, 50_000_000, 200_000_000, List.of()));
      new DhcpServer("server", SERVER, SERVER_IP, Offer.of(GIVEN, 600), lossy);
      DhcpTest fresh = new DhcpTest();
      EngineHost host = fresh.attached(lossy, seed);
      lossy.run(2000 * SECOND_NS);
      assertEquals(1, host.engine().outerAddresses().size(), "seed " + seed);
    }
  }

  private EngineHost attached(SimulatedNetwork other, long seed) {
    return new EngineHost(
        "client",
        new EngineConfig(
            new NetworkConfig(
                NetworkConfig.LinkKind.ETHERNET,
                OctetString.of(CLIENT),
                List.of(),
                List.of(),
                NetworkConfig.ETHERNET_MTU,
                true),
            List.of(),
            List.of(),
            List.of(),
            LimitsConfig.DEFAULT,
            TimersConfig.DEFAULT),
        CryptoLibraries.best(),
        new SeededEntropy(new SeededRandom(seed)),
        KeyLog.OFF,
        trace::add,
        other);
  }

  /** A host that has an address already: answers ARP for it. */
  private static final class ArpHost implements SimulatedHost {
    private static final byte[] HARDWARE = {2, 0, 0, 0, 0, 9};
    private final byte[] address;
    private final SimulatedNetwork.Port port;

    ArpHost(IpAddress address, SimulatedNetwork network) {
      this.address = address.toOctets().toArray();
      this.port = network.attach("squatter", HARDWARE, this);
    }

    @Override
    public void receive(byte[] frame, long nowNs) {
      ByteBuffer in = ByteBuffer.wrap(frame);
      byte[] target = new byte[4];
      if (in.getShort(12) == 0x0806) {
        in.get(38, target);
      }
      if (java.util.Arrays.equals(target, address)) {
        ByteBuffer out = ByteBuffer.allocate(42);
        out.put(frame, 6, 6).put(HARDWARE).put(frame, 12, 8).putShort((short) 2);
        out.put(HARDWARE).put(address).put(frame, 22, 10);
        port.send(out.array(), 0, 42);
      }
    }

    @Override
    public void poll(long nowNs) {}

    @Override
    public long nextDeadlineNs() {
      return DeadlineTable.NEVER_NS;
    }
  }
}
