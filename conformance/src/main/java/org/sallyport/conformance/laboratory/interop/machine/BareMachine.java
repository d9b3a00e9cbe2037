// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.sallyport.bare.run.Qemu;
import org.sallyport.bare.run.QemuRun;
import org.sallyport.bare.run.ToolException;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.TextFile;

/** The kernel in QEMU, steered over its serial port. */
public final class BareMachine implements AutoCloseable {
  private static final Duration ORDER_LIMIT = Duration.ofSeconds(5);
  private static final String ANSWER = "= ";
  private static final String END = "=.";
  private static final String MODULE = "site"; // what the kernel calls it

  /** What its console says when it takes commands. */
  public static final String READY = "ready; commands";

  private final QemuRun qemu;
  private int seen; // octets of the console that belong to commands before

  private BareMachine(QemuRun qemu) {
    this.qemu = qemu;
  }

  /**
   * Starts one.
   *
   * @param module the site
   * @param netdev value of QEMU's {@code -netdev}, whose id is {@code n0}
   * @param prefix words before QEMU's own, such as those that enter a namespace
   */
  public static BareMachine start(
      Path module, Nic nic, int memoryMib, String netdev, List<String> prefix) throws LabException {
    try {
      Qemu qemu =
          new Qemu()
              .kernel(BareKernel.path(), "")
              .module(module, MODULE)
              .memoryMebibytes(memoryMib)
              .with("-netdev", netdev, "-device", nic.words());
      return new BareMachine(qemu.start(prefix));
    } catch (ToolException refused) {
      throw new LabException("QEMU does not start", refused);
    }
  }

  /** All that its console said so far. */
  public String console() {
    return qemu.console();
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return qemu.isAlive();
  }

  /** Waits until the console has said this. */
  public void await(String text, Duration limit) throws LabException {
    if (!qemu.await(text, limit)) {
      throw new LabException(
          "the machine's console did not say \""
              + text
              + "\" within "
              + limit.toSeconds()
              + " s; its end: "
              + lastLines());
    }
  }

  /** Gives a command and returns the lines of the answer. */
  public synchronized List<String> command(String command) throws LabException {
    send(command);
    long endNs = System.nanoTime() + ORDER_LIMIT.toNanos();
    while (System.nanoTime() < endNs) {
      String fresh = console().substring(seen);
      int end = fresh.indexOf("\n" + END + "\n");
      if (end >= 0) {
        seen += end + END.length() + 2;
        return answers(fresh.substring(0, end));
      }
      pause();
    }
    throw new LabException(
        "the machine did not answer \"" + command + "\"; the end of its console: " + lastLines());
  }

  /** Gives a command and does not wait for the answer. */
  public void send(String command) throws LabException {
    try {
      qemu.type(command + "\n");
    } catch (ToolException gone) {
      throw new LabException(
          "the machine takes no commands; the end of its console: " + lastLines(), gone);
    }
  }

  private static List<String> answers(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith(ANSWER)) {
        lines.add(line.substring(ANSWER.length()));
      }
    }
    return lines;
  }

  private static void pause() throws LabException {
    try {
      Thread.sleep(5);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted");
    }
  }

  /** Octets of the collected heap in use, after a collection. */
  public long heapBytes() throws LabException {
    for (String line : command("heap")) {
      if (line.startsWith("heap_octets ")) {
        return Long.parseLong(line.substring("heap_octets ".length()));
      }
    }
    throw new LabException("the machine does not tell its heap");
  }

  /** The counters of its status: {@code drop REASON}, {@code event NAME}, {@code nic NAME}. */
  public Map<String, Long> counts() throws LabException {
    Map<String, Long> counts = new TreeMap<>();
    for (String line : command("status")) {
      String[] words = line.split(" ");
      if (words.length == 3 && (words[0].equals("drop") || words[0].equals("event"))) {
        counts.put(words[0] + " " + words[1], Long.valueOf(words[2]));
      } else if (words[0].equals("nic")) {
        for (String word : words) {
          int equals = word.indexOf('=');
          if (equals > 0) {
            counts.merge(
                "nic " + word.substring(0, equals),
                Long.valueOf(word.substring(equals + 1)),
                Long::sum);
          }
        }
      }
    }
    return counts;
  }

  /** Waits for it to end by itself: the status that it ended with. */
  public OptionalInt waitForStatus(Duration limit) {
    return qemu.waitForStatus(limit);
  }

  /** Writes what its screen shows to a PNG file. */
  public void screenshot(Path png) {
    qemu.screenshot(png);
  }

  /** The end of the console, for explanations. */
  public String lastLines() {
    List<String> lines = console().lines().toList();
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
  }

  /** Writes the console into a file. */
  public void writeConsole(Path file) throws LabException {
    TextFile.write(file, console());
  }

  @Override
  public void close() {
    qemu.close();
  }
}
