// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import org.sallyport.bare.board.Console;
import org.sallyport.bare.board.RecordPort;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.recording.Replay;
import org.sallyport.engine.recording.RunLog;

/**
 * A laboratory's run: the engine is given what a recorded one was given, frames, times and entropy,
 * and its own log goes out by the second serial port, to be compared with the recorded one.
 */
final class ReplayRun {
  private static final int SLOTS = 256;

  private ReplayRun() {}

  /**
   * Replays a log.
   *
   * @param recorded the octets of a {@link RunLog}
   */
  static ExitStatus run(byte[] recorded, EngineConfig config, CryptoLibrary crypto) {
    RunLog.Reader reader = RunLog.read(recorded);
    if (reader == null) {
      Console.line("replay: the module 'record' is no log of a run");
      return ExitStatus.NO_REPLAY;
    }
    Replay replay = new Replay(reader, config, crypto, FramePool.of(SLOTS));
    if (!replay.run()) {
      Console.line("replay: the log is damaged behind call " + replay.calls());
      return ExitStatus.NO_REPLAY;
    }
    byte[] own = replay.log().toArray();
    if (!RecordPort.write(own)) {
      Console.line("replay: the second serial port takes no octets");
      return ExitStatus.NO_REPLAY;
    }
    Console.line(
        "replay: "
            + replay.calls()
            + " calls, a log of "
            + own.length
            + " octets, with "
            + crypto.name());
    return ExitStatus.CLEAN;
  }
}
