// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.recording;

import java.nio.charset.StandardCharsets;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.port.CallLog;
import org.sallyport.engine.port.EnginePorts;
import org.sallyport.engine.port.FrameSink;
import org.sallyport.engine.table.DecidedFacts;
import org.sallyport.engine.table.SpecName;
import org.sallyport.engine.table.TraceSink;

/**
 * Writes down a run at the engine's ports: it is the engine's {@link CallLog}, and wraps its
 * entropy source and the sinks through which effects leave. The log holds every secret that was
 * drawn: for laboratories only.
 */
public final class RunRecorder implements CallLog {
  private static final byte[] NOTHING = {};

  private final RunLog log;
  private long nowNs;

  /** Appends to a log. */
  public RunRecorder(RunLog log) {
    this.log = log;
  }

  /** An entropy source whose draws are written down. */
  public EntropySource entropy(EntropySource source) {
    return (target, offset, length) -> {
      source.fill(target, offset, length);
      log.append(RunEntry.ENTROPY, nowNs, target, offset, length);
    };
  }

  /**
   * The same ports, with whatever passes them written down, and with the calls.
   *
   * @param ports what the engine would have without a recorder
   */
  public EnginePorts ports(EnginePorts ports) {
    return new EnginePorts(
        recorded(RunEntry.FRAME_OUT, ports.outer()),
        recorded(RunEntry.PACKET_OUT, ports.inner()),
        recorded(ports.trace()),
        ports.keyLog(),
        ports.operatorLog(),
        this);
  }

  private FrameSink recorded(RunEntry entry, FrameSink sink) {
    return frame -> {
      append(entry, frame);
      sink.frame(frame);
    };
  }

  private TraceSink recorded(TraceSink sink) {
    return (machine, id, state, event, next, known, timeNs) -> {
      byte[] line = line(machine, id, state, event, next, known);
      log.append(RunEntry.FIRING, timeNs, line, 0, line.length);
      sink.transition(machine, id, state, event, next, known, timeNs);
    };
  }

  private static byte[] line(
      String machine, long id, SpecName state, SpecName event, SpecName next, long known) {
    String facts = DecidedFacts.describe(machine, known);
    return octets(
        machine
            + ' '
            + id
            + ' '
            + state.specName()
            + ' '
            + event.specName()
            + ' '
            + next.specName()
            + (facts.isEmpty() ? "" : " " + facts));
  }

  @Override
  public void receive(Frame frame, long callNs) {
    nowNs = callNs;
    append(RunEntry.RECEIVE, frame);
  }

  @Override
  public void receiveInner(Frame frame, long callNs) {
    nowNs = callNs;
    append(RunEntry.RECEIVE_INNER, frame);
  }

  @Override
  public void poll(long callNs) {
    nowNs = callNs;
    log.append(RunEntry.POLL, nowNs, NOTHING, 0, 0);
  }

  @Override
  public void initiate(String peer, long callNs) {
    append(RunEntry.INITIATE, peer, callNs);
  }

  @Override
  public void close(String peer, long callNs) {
    append(RunEntry.CLOSE, peer, callNs);
  }

  @Override
  public void closeChild(String peer, String child, long callNs) {
    append(RunEntry.CLOSE_CHILD, peer + '\0' + child, callNs);
  }

  @Override
  public void shutDown(long callNs) {
    nowNs = callNs;
    log.append(RunEntry.SHUT_DOWN, nowNs, NOTHING, 0, 0);
  }

  private void append(RunEntry entry, String name, long callNs) {
    nowNs = callNs;
    byte[] octets = octets(name);
    log.append(entry, nowNs, octets, 0, octets.length);
  }

  private void append(RunEntry entry, Frame frame) {
    log.append(entry, nowNs, frame.bytes(), frame.offset(), frame.length());
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
