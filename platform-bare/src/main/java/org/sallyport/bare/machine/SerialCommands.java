// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import java.util.List;
import org.sallyport.engine.Engine;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.status.EngineStatus;
import org.sallyport.engine.status.EngineStatus.ChildSaStatus;
import org.sallyport.engine.status.EngineStatus.IkeSaStatus;

/**
 * What an operator can ask of a running machine, over its first serial port: a line for each
 * command, of lower-case words. Every line of the answer begins with {@code "= "}, which tells it
 * from the log, and {@code "=."} ends it.
 *
 * <p>Commands: {@code status}; {@code heap}, which collects garbage first; {@code initiate PEER};
 * {@code close PEER}; {@code close PEER CHILD}; {@code shutdown}, which closes every SA with its
 * peer and ends.
 */
public final class SerialCommands {
  /** The commands, for people. */
  static final String NAMES = "status, heap, initiate PEER, close PEER [CHILD], shutdown";

  private static final int LONGEST_LINE = 200;

  private final Engine engine;
  private final Machine machine;
  private final StringBuilder line = new StringBuilder();
  private boolean shutdownRequested;

  /** Takes commands for one engine. */
  public SerialCommands(Engine engine, Machine machine) {
    this.engine = engine;
    this.machine = machine;
  }

  /** What the machine knows beyond the engine. */
  public interface Machine {
    /** Writes a line on the console. */
    void line(String text);

    /** Octets of the collected heap that are in use, after a collection when {@code collects}. */
    long heapOctets(boolean collects);

    /** What the network interfaces count, a line each. */
    List<String> interfaces();
  }

  /** Whether the machine is to close every SA with its peer and end. */
  public boolean isShutdownRequested() {
    return shutdownRequested;
  }

  /** Takes an octet that came in; a line feed or carriage return ends a command. */
  public void octet(int octet, long nowNs) {
    if (octet == '\n' || octet == '\r') {
      String command = line.toString().trim();
      line.setLength(0);
      if (!command.isEmpty()) {
        obey(command, nowNs);
      }
    } else if (line.length() < LONGEST_LINE && octet >= ' ' && octet < 0x7F) {
      line.append((char) octet);
    }
  }

  private void obey(String command, long nowNs) {
    int space = command.indexOf(' ');
    String verb = space < 0 ? command : command.substring(0, space);
    String rest = space < 0 ? "" : command.substring(space + 1).trim();
    switch (verb) {
      case "status" -> status(nowNs);
      case "heap" -> answer("heap_octets " + machine.heapOctets(true));
      case "initiate" -> done(engine.initiate(rest, nowNs));
      case "close" -> close(rest, nowNs);
      case "shutdown" -> shutdown(nowNs);
      default -> answer("refused: commands are " + NAMES);
    }
    machine.line("=.");
  }

  private void close(String rest, long nowNs) {
    int space = rest.indexOf(' ');
    done(
        space < 0
            ? engine.close(rest, nowNs)
            : engine.closeChild(rest.substring(0, space), rest.substring(space + 1), nowNs));
  }

  private void shutdown(long nowNs) {
    engine.shutDown(nowNs);
    shutdownRequested = true;
    answer("done");
  }

  private void done(boolean isDone) {
    answer(isDone ? "done" : "refused: there is no such peer, or nothing to do");
  }

  private void status(long nowNs) {
    answer("uptime_ms " + nowNs / 1_000_000);
    answer("heap_octets " + machine.heapOctets(false));
    EngineStatus status = engine.status();
    for (IkeSaStatus ike : status.ikeSas()) {
      answer(
          "ike "
              + ike.id()
              + " "
              + (ike.peer().isEmpty() ? "-" : ike.peer())
              + " "
              + ike.state().specName()
              + (ike.initiator() ? " initiator " : " responder ")
              + ike.children().size());
      for (ChildSaStatus child : ike.children()) {
        answer(
            "child "
                + child.name()
                + " "
                + child.mode().name()
                + " in "
                + child.packetsIn()
                + " out "
                + child.packetsOut());
      }
    }
    for (DropReason reason : DropReason.values()) {
      if (status.drops(reason) > 0) {
        answer("drop " + reason.name() + " " + status.drops(reason));
      }
    }
    for (String event : status.events().keySet()) {
      answer("event " + event + " " + status.events(event));
    }
    for (String text : machine.interfaces()) {
      answer("nic " + text);
    }
  }

  private void answer(String text) {
    machine.line("= " + text);
  }
}
