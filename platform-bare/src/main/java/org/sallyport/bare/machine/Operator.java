// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.bare.board.Console;
import org.sallyport.bare.board.SerialInput;
import org.sallyport.engine.Engine;

/** The operator at the first serial port: reads commands, and knows when the machine may end. */
final class Operator {
  private static final int MOST_OCTETS = 64; // of one turn: a flood of typing starves nobody

  private final Engine engine;
  private final SerialCommands commands;

  Operator(Engine engine, List<PollLoop.Side> sides) {
    this.engine = engine;
    this.commands = new SerialCommands(engine, new OwnMachine(sides));
    SerialInput.listen();
    Console.line("ready; commands over the serial port: " + SerialCommands.NAMES);
  }

  /** Obeys what has come in; how many octets that was. */
  int poll(long nowNs) {
    int count = 0;
    int octet = SerialInput.read();
    while (octet >= 0) {
      commands.octet(octet, nowNs);
      count++;
      octet = count < MOST_OCTETS ? SerialInput.read() : -1;
    }
    return count;
  }

  /** Whether the end was ordered, and every peer knows or has had its time. */
  boolean isOver() {
    return commands.isShutdownRequested() && engine.isShutDown();
  }

  /** What the machine knows beyond the engine. */
  private record OwnMachine(List<PollLoop.Side> sides) implements SerialCommands.Machine {
    @Override
    public void line(String text) {
      Console.line(text);
    }

    @Override
    public long heapOctets(boolean collects) {
      Runtime runtime = Runtime.getRuntime();
      if (collects) {
        System.gc();
      }
      return runtime.totalMemory() - runtime.freeMemory();
    }

    @Override
    public List<String> interfaces() {
      List<String> lines = new ArrayList<>();
      for (PollLoop.Side side : sides) {
        lines.add(side.driver().name() + " " + side.driver().counters());
      }
      return lines;
    }
  }
}
