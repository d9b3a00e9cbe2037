// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.engine.port.KeyLog;
import org.sallyport.sim.config.ProposalText;
import org.sallyport.sim.crypto.CryptoLibraries;
import org.sallyport.sim.simulation.network.FaultOptions;
import org.sallyport.sim.simulation.network.Transmission;
import org.sallyport.sim.trace.sequence.SequenceEvent;
import org.sallyport.sim.trace.sequence.SequenceText;

class SimulationTest {
  private static final long MS = 1_000_000L;
  private static final String IKE = "aes128gcm16-prfsha256-x25519";
  private static final String ESP = "aes128gcm16";

  @Test
  void withoutFaultsEverythingArrives() throws Exception {
    SimulationReport report = run(1, FaultOptions.NONE, IKE, ESP, false, false);
    assertPassed(report);
    assertEquals(20, report.leftToRight().arrivedCount());
    assertEquals(20, report.rightToLeft().arrivedCount());
    String picture = SequenceText.draw(report.hosts(), report.events());
    for (String expected :
        List.of(
            "IKE_SA_INIT request 0", "IKE_AUTH response 1", "ESP 0x", "INFORMATIONAL request 2")) {
      assertTrue(picture.contains(expected), expected + " in\n" + picture);
    }
    assertTrue(report.trace().stream().anyMatch(firing -> firing.next().equals("Established")));
  }

  @Test
  void sameOptionsGiveTheSameBytes() throws Exception {
    FaultOptions wild = new FaultOptions(0.2, 0.1, 0.2, 0.05, 0.1, MS, 5 * MS, 20 * MS, List.of());
    SimulationReport first = run(77, wild, IKE, ESP, false, true);
    SimulationReport second = run(77, wild, IKE, ESP, false, true);
    assertEquals(SimulationJson.of(first).toString(), SimulationJson.of(second).toString());
    assertEquals(frames(first), frames(second));
    assertEquals(first.trace(), second.trace());
    assertNotEquals(frames(first), frames(run(78, wild, IKE, ESP, false, true)));
  }

  @ParameterizedTest
  @CsvSource({
    "aes128-sha1-modp2048,aes128-sha1,false,false",
    "aes128-sha1-modp2048,aes128-sha1,true,true",
    "aes128gcm16-prfsha256-x25519,aes128gcm16-esn,true,false",
    "chacha20poly1305-prfsha256-ecp256,chacha20poly1305,false,true",
    "aes256-sha256-modp3072,aes256-sha256-esn-noesn,false,false",
  })
  void everySuiteAddressFamilyAndEncapsulation(
      String ike, String esp, boolean isIpv6, boolean isEncapsulated) throws Exception {
    SimulationReport report = run(5, FaultOptions.NONE, ike, esp, isIpv6, isEncapsulated);
    assertPassed(report);
    boolean isInUdp =
        report.events().stream()
            .anyMatch(e -> e instanceof SequenceEvent.Message m && m.label().startsWith("UDP-ESP"));
    assertEquals(isEncapsulated, isInUdp);
  }

  @Test
  void hundredSeedsOnABadNetworkAllEndWell() throws Exception {
    FaultOptions bad = new FaultOptions(0.2, 0.1, 0.2, 0.1, 0.2, MS, 8 * MS, 30 * MS, List.of());
    int lostCount = 0;
    for (long seed = 1000; seed < 1100; seed++) {
      SimulationReport report = run(seed, bad, IKE, ESP, false, seed % 2 == 0);
      assertPassed(report);
      lostCount += report.leftToRight().sentCount() - report.leftToRight().arrivedCount();
    }
    assertTrue(lostCount > 100, "the network was bad: " + lostCount);
  }

  @ParameterizedTest
  @ValueSource(longs = {500, 3_000, 20_000})
  void establishesAfterAPartition(long lengthMs) throws Exception {
    FaultOptions cut =
        new FaultOptions(
            0, 0, 0, 0, 0, MS, MS, 0, List.of(new FaultOptions.Partition(0, lengthMs * MS)));
    SimulationReport report = run(9, cut, IKE, ESP, false, false);
    assertPassed(report);
    assertTrue(report.establishedNs() >= lengthMs * MS);
  }

  @Test
  void deadNetworkFailsTheCheckAndNothingElse() throws Exception {
    SimulationReport report = run(3, FaultOptions.NONE.withLoss(1), IKE, ESP, false, false);
    assertFalse(report.isPassed());
    assertEquals(-1, report.establishedNs());
    assertTrue(report.transmissions().size() > 5, "it kept trying");
  }

  private static void assertPassed(SimulationReport report) {
    assertTrue(
        report.isPassed(),
        () ->
            "seed "
                + report.options().seed()
                + ": "
                + report.checks()
                + "\n"
                + SequenceText.draw(report.hosts(), report.events())
                + report.log());
  }

  private static List<String> frames(SimulationReport report) {
    return report.transmissions().stream()
        .map(Transmission::frame)
        .map(HexFormat.of()::formatHex)
        .toList();
  }

  private static SimulationReport run(
      long seed,
      FaultOptions faults,
      String ike,
      String esp,
      boolean isIpv6,
      boolean isEncapsulated)
      throws Exception {
    return Simulation.run(
        new SimulationOptions(
            seed,
            faults,
            isIpv6,
            isEncapsulated,
            ProposalText.ike(ike).ikeProposals(),
            ProposalText.esp(esp).espProposals(List.of(false)),
            20,
            100,
            true),
        CryptoLibraries.best(),
        KeyLog.OFF);
  }
}
