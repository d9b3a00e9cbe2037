// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.conformance.laboratory.interop.lab.Fitness;
import org.sallyport.conformance.laboratory.interop.machine.BareKernel;
import org.sallyport.engine.recording.RunEntry;
import org.sallyport.engine.recording.RunLog;
import org.sallyport.sim.simulation.RecordedRun;
import org.sallyport.spec.fired.FiredRows;
import org.sallyport.spec.trace.TraceValidator;
import org.sallyport.spec.trace.TraceVerdict;

/** The kernel, given what a simulated engine was given, does what that one did. */
class SameEngineTest {
  @TempDir private Path directory;

  @BeforeAll
  static void needsAKernel() {
    Fitness.require(BareKernel.missing());
  }

  @ParameterizedTest
  @CsvSource({
    "11, 0.25, aes128-sha1-modp2048, aes128-sha1",
    "12, 0.25, chacha20poly1305-prfsha256-ecp256, chacha20poly1305-esn",
  })
  void theMachineDoesWhatTheSimulatedEngineDid(long seed, double faults, String ike, String esp)
      throws Exception {
    for (RecordedRun run : SameEngine.record(seed, faults, ike, esp)) {
      SameEngine.Outcome outcome = SameEngine.replay(run, run.log().toArray(), directory);
      assertTrue(outcome.isEqual(), outcome::text);
      assertTrue(outcome.count(RunEntry.FRAME_OUT) > 10, outcome::text);
      assertTrue(outcome.count(RunEntry.PACKET_OUT) > 5, outcome::text);
    }
  }

  @Test
  void theSpecificationsAcceptTheMachinesTrace() throws Exception {
    RecordedRun run =
        SameEngine.record(13, 0.2, "aes128gcm16-prfsha256-x25519", "aes128gcm16").getFirst();
    SameEngine.Outcome outcome = SameEngine.replay(run, run.log().toArray(), directory);
    assertTrue(outcome.isEqual(), outcome::text);
    TraceVerdict verdict =
        new TraceValidator(Path.of("../spec/src/main/tla")).validate(outcome.firings());
    FiredRows rows = FiredRows.of(FiredRows.Kind.LIVE, "bare", Object::toString);
    outcome.firings().forEach(fired -> rows.note(fired.machine(), fired.state(), fired.event()));
    assertTrue(verdict.accepted(), verdict::reason);
  }

  /** The comparison can fail: one bit of the last long frame makes another run. */
  @Test
  void aChangedFrameIsSeen() throws Exception {
    RecordedRun run =
        SameEngine.record(14, 0, "aes128gcm16-prfsha256-x25519", "aes128gcm16").getLast();
    byte[] changed = run.log().toArray();
    int place = 0;
    int longest = 0;
    for (RunLog.Reader log = RunLog.read(changed); log.entry() != null; log.next()) {
      if (log.entry() == RunEntry.RECEIVE && log.length() > longest) {
        longest = log.length();
        place = log.offset() + longest - 1;
      }
    }
    changed[place] ^= 1;
    SameEngine.Outcome outcome = SameEngine.replay(run, changed, directory);
    assertFalse(outcome.isEqual(), outcome::text);
    assertTrue(outcome.firstDifference() > 0, outcome::text);
  }
}
