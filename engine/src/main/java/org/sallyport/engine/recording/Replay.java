// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.recording;

import java.nio.charset.StandardCharsets;
import org.sallyport.engine.Engine;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.port.EnginePorts;

/**
 * Gives the calls and the entropy of a recorded run to a new engine, and writes that engine's run
 * down in the same way. As far as this run can tell two engines are the same when the two logs are
 * equal, octet for octet.
 */
public final class Replay {
  private final RunLog.Reader recorded;
  private final RunLog own = new RunLog();
  private final RecordedEntropy entropy;
  private final FramePool pool;
  private final Engine engine;
  private int calls;

  /**
   * An engine that has not been called yet.
   *
   * @param recorded a log at its first entry
   * @param config what the recorded engine was configured with
   * @param pool frames for the engine, all free
   */
  public Replay(RunLog.Reader recorded, EngineConfig config, CryptoLibrary crypto, FramePool pool) {
    this.recorded = recorded;
    this.pool = pool;
    entropy = new RecordedEntropy(recorded);
    RunRecorder recorder = new RunRecorder(own);
    EnginePorts ports = EnginePorts.of(Replay::drop, Replay::drop);
    engine = new Engine(config, crypto, recorder.entropy(entropy), pool, recorder.ports(ports));
  }

  /** Makes all calls; false when the log is damaged, or a frame fits no slot of the pool. */
  public boolean run() {
    skipToCall();
    for (RunEntry entry = recorded.entry(); entry != null; entry = recorded.entry()) {
      if (!call(entry)) {
        return false;
      }
      calls++;
      skipToCall();
    }
    return !recorded.isDamaged();
  }

  /** What the new engine was asked and did; equal to the recorded log when both did the same. */
  public RunLog log() {
    return own;
  }

  /** How many calls were made. */
  public int calls() {
    return calls;
  }

  /** How often the engine wanted entropy that the recorded one had not drawn in that call. */
  public int missingDraws() {
    return entropy.missing();
  }

  private boolean call(RunEntry entry) {
    long timeNs = recorded.timeNs();
    byte[] content = recorded.content();
    recorded.next();
    switch (entry) {
      case RECEIVE -> {
        return receive(content, timeNs, true);
      }
      case RECEIVE_INNER -> {
        return receive(content, timeNs, false);
      }
      case POLL -> engine.poll(timeNs);
      case INITIATE -> engine.initiate(text(content), timeNs);
      case CLOSE -> engine.close(text(content), timeNs);
      case CLOSE_CHILD -> {
        String names = text(content);
        int end = names.indexOf('\0');
        if (end < 0) {
          return false;
        }
        engine.closeChild(names.substring(0, end), names.substring(end + 1), timeNs);
      }
      case SHUT_DOWN -> engine.shutDown(timeNs);
      case ENTROPY, FRAME_OUT, PACKET_OUT, FIRING -> throw new IllegalStateException("no call");
    }
    return true;
  }

  private boolean receive(byte[] content, long timeNs, boolean outer) {
    Frame frame = pool.claim();
    if (frame == null || frame.tailRoom() < content.length) {
      return false;
    }
    int offset = frame.append(content.length);
    System.arraycopy(content, 0, frame.bytes(), offset, content.length);
    if (outer) {
      engine.receive(frame, timeNs);
    } else {
      engine.receiveInner(frame, timeNs);
    }
    return true;
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  private void skipToCall() {
    RunEntry entry = recorded.entry();
    while (entry != null && !entry.isCall()) {
      recorded.next();
      entry = recorded.entry();
    }
  }

  private static void drop(Frame frame) {
    frame.release();
  }
}
