// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.port.KeyLog;
import org.sallyport.engine.recording.Replay;
import org.sallyport.engine.recording.RunEntry;
import org.sallyport.engine.recording.RunLog;
import org.sallyport.sim.config.ProposalText;
import org.sallyport.sim.crypto.CryptoLibraries;
import org.sallyport.sim.simulation.RecordedRun;
import org.sallyport.sim.simulation.Simulation;
import org.sallyport.sim.simulation.SimulationOptions;
import org.sallyport.sim.simulation.network.FaultOptions;

/** A recorded run, given to another engine, gives the same octets; a changed one does not. */
final class ReplayTest {
  private static final long MS = 1_000_000L;

  @ParameterizedTest
  @CsvSource({
    "1, 0, aes128gcm16-prfsha256-x25519, aes128gcm16-esn",
    "2, 0.3, aes128-sha1-modp2048, aes128-sha1",
    "3, 0.2, chacha20poly1305-prfsha256-ecp256, chacha20poly1305",
    "4, 0.2, aes256-sha256-modp3072, aes256-sha256-esn",
  })
  void anotherEngineDoesTheSame(long seed, double faults, String ike, String esp) throws Exception {
    for (RecordedRun run : record(seed, faults, ike, esp)) {
      for (CryptoLibrary library : List.of(CryptoLibraries.best(), new BouncyCastleLibrary())) {
        Replay replay = replay(run, run.log().toArray(), library);
        assertTrue(replay.run());
        assertEquals(0, replay.missingDraws());
        assertTrue(replay.calls() > 50, () -> replay.calls() + " calls");
        assertArrayEquals(
            run.log().toArray(), replay.log().toArray(), run.host() + " with " + library.name());
      }
    }
  }

  @Test
  void oneBitOfOneFrameMakesAnotherRun() throws Exception {
    RecordedRun run = record(5, 0, "aes128gcm16-prfsha256-x25519", "aes128gcm16").get(1);
    byte[] changed = run.log().toArray();
    RunLog.Reader reader = RunLog.read(changed);
    int longest = 0;
    int place = 0;
    while (reader.entry() != null) {
      if (reader.entry() == RunEntry.RECEIVE && reader.length() > longest) {
        longest = reader.length();
        place = reader.offset() + longest - 1;
      }
      reader.next();
    }
    changed[place] ^= 1;
    Replay replay = replay(run, changed, CryptoLibraries.best());
    assertTrue(replay.run());
    assertFalse(Arrays.equals(changed, replay.log().toArray()));
  }

  private static Replay replay(RecordedRun run, byte[] log, CryptoLibrary library) {
    return new Replay(RunLog.read(log), run.config(), library, FramePool.of(256));
  }

  private static List<RecordedRun> record(long seed, double faults, String ike, String esp)
      throws Exception {
    SimulationOptions options =
        new SimulationOptions(
            seed,
            new FaultOptions(
                faults, faults, faults, faults / 4, 0, MS, 20 * MS, 40 * MS, List.of()),
            false,
            false,
            ProposalText.ike(ike).ikeProposals(),
            ProposalText.esp(esp).espProposals(List.of(false)),
            20,
            64,
            true);
    return Simulation.run(options, CryptoLibraries.best(), KeyLog.OFF).recordings();
  }
}
