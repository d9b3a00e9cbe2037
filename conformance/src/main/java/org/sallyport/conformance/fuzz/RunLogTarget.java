// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

import java.util.Arrays;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.recording.Replay;
import org.sallyport.engine.recording.RunLog;
import org.sallyport.sim.crypto.JcaLibrary;

/**
 * Recorded runs, as {@code boot --replay} gives them to an engine. Laws: reading ends and stays
 * within the log; whatever calls and draws it has, replaying it does not throw, and replaying what
 * was written down of that does the same again, octet for octet.
 */
public final class RunLogTarget {
  private static final CryptoLibrary LIBRARY = new JcaLibrary();
  private static final int POOL_SLOTS = 16;
  private static final int MOST_CALLS = 60;
  private static final byte[] MAGIC = new RunLog().toArray();

  private RunLogTarget() {}

  /** For Jazzer and for the corpus. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    read(bytes);
    byte[] log = Arrays.copyOf(MAGIC, MAGIC.length + bytes.length);
    System.arraycopy(bytes, 0, log, MAGIC.length, bytes.length);
    if (read(log) <= MOST_CALLS) {
      byte[] first = replay(log);
      FuzzTarget.require(Arrays.equals(first, replay(first)), "the same run again");
    }
  }

  /** How many calls there are. */
  private static int read(byte[] log) {
    RunLog.Reader reader = RunLog.read(log);
    int calls = 0;
    int octets = 0;
    while (reader != null && reader.entry() != null) {
      FuzzTarget.require(
          reader.offset() + reader.length() <= log.length
              && reader.holds(reader.content(), 0, reader.length()),
          "an entry lies within the log");
      octets += reader.length();
      FuzzTarget.require(octets <= log.length, "entries do not overlap");
      calls += reader.entry().isCall() ? 1 : 0;
      reader.next();
    }
    return calls;
  }

  private static byte[] replay(byte[] log) {
    RunLog.Reader reader = RunLog.read(log);
    if (reader == null) {
      return log;
    }
    EngineConfig config = new EnginePair(true).left.config;
    Replay replay = new Replay(reader, config, LIBRARY, FramePool.of(POOL_SLOTS));
    replay.run();
    byte[] own = replay.log().toArray();
    RunLog.Reader again = RunLog.read(own);
    while (again != null && again.entry() != null) {
      again.next();
    }
    FuzzTarget.require(again != null && !again.isDamaged(), "what is written can be read");
    return own;
  }
}
