// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.esp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.sallyport.conformance.suite.esp.ReplayScenario.Accept;
import org.sallyport.conformance.suite.esp.ReplayScenario.AcceptThenDrop;
import org.sallyport.conformance.suite.esp.ReplayScenario.Drop;
import org.sallyport.conformance.suite.esp.ReplayScenario.Expectation;
import org.sallyport.conformance.suite.esp.ReplayScenario.Kind;
import org.sallyport.conformance.suite.esp.ReplayScenario.Packets;
import org.sallyport.conformance.suite.esp.ReplayScenario.Reason;
import org.sallyport.conformance.suite.esp.ReplayScenario.SetTop;
import org.sallyport.conformance.suite.file.FileProblems;
import org.sallyport.conformance.suite.file.NumberText;
import org.sallyport.conformance.suite.file.UserFile;
import org.sallyport.engine.dataplane.esp.ReplayWindow;

/**
 * Reader of scenario files, in the line format that {@code vectors/antireplay-scenarios.txt}
 * documents. Throws with every problem of the file.
 */
public final class ReplayScenarioFile {
  private static final long MOST_PACKETS = 10_000_000;
  private static final long LOW_HALF = 0xFFFF_FFFFL;
  private static final String KEYWORDS =
      "scenario, origin, kind, window, esn, note, pkt, forged, range, each, set_top";

  private final UserFile file;
  private final FileProblems problems;
  private final List<ReplayScenario> scenarios = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private Draft draft;

  private ReplayScenarioFile(UserFile file) {
    this.file = file;
    this.problems = new FileProblems(file.name());
  }

  /** A scenario that is being read. */
  private static final class Draft {
    private final String name;
    private final int line;
    private String origin = "";
    private Kind kind = Kind.ESP;
    private int window;
    private boolean extended;
    private long packets;
    private final List<ReplayScenario.Step> steps = new ArrayList<>();

    Draft(String name, int line) {
      this.name = name;
      this.line = line;
    }
  }

  /** Reads the scenarios in the order of the file. */
  public static List<ReplayScenario> parse(UserFile file) {
    ReplayScenarioFile reader = new ReplayScenarioFile(file);
    reader.read();
    reader.problems.throwIfAny();
    return reader.scenarios;
  }

  private void read() {
    List<String> lines = file.lines();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        readLine(line, i + 1);
      }
    }
    close();
    if (scenarios.isEmpty() && problems.none()) {
      problems.add(0, "holds no scenario", "start one with a line: scenario NAME");
    }
  }

  /** The header may stand on one line, its parts between bars. */
  private void readLine(String line, int number) {
    if (keyword(line).equals("scenario")) {
      for (String part : line.split("\\s\\|\\s")) {
        readPart(part.strip(), number);
      }
    } else {
      readPart(line, number);
    }
  }

  private static String keyword(String line) {
    return line.split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
  }

  private void readPart(String line, int number) {
    String keyword = keyword(line);
    String[] parts = line.split("\\s+", 2);
    String rest = parts.length == 1 ? "" : parts[1];
    if (draft == null && !keyword.equals("scenario")) {
      problems.add(number, "stands before the first scenario", "start with: scenario NAME");
      draft = new Draft("", number);
    }
    String plain = rest.split("#", 2)[0].strip();
    String[] words = plain.isEmpty() ? new String[0] : plain.split("\\s+");
    switch (keyword) {
      case "scenario" -> open(plain, number);
      case "origin" -> draft.origin = rest;
      case "note" -> {
        // for people
      }
      case "kind" -> kind(words, number);
      case "window" -> window(words, number);
      case "esn" -> extended(words, number);
      case "pkt" -> packet(words, number, true);
      case "forged" -> packet(words, number, false);
      case "range" -> range(words, number);
      case "each" -> each(words, number);
      case "set_top" -> setTop(words, number);
      default -> problems.add(number, "unknown word " + keyword, "lines start with " + KEYWORDS);
    }
  }

  private void open(String name, int number) {
    close();
    draft = new Draft(name, number);
    if (name.isEmpty()) {
      problems.add(number, "a scenario without a name", "write: scenario NAME");
    } else if (!names.add(name)) {
      problems.add(number, "a second scenario named " + name, "give each its own name");
    }
  }

  private void close() {
    if (draft == null || draft.name.isEmpty()) {
      return;
    }
    if (draft.window == 0) {
      problems.add(draft.line, "scenario " + draft.name + " has no window", "add: window 64");
    }
    if (draft.steps.isEmpty()) {
      problems.add(draft.line, "scenario " + draft.name + " does nothing", "add: pkt 1 accept");
    }
    if (problems.none()) {
      scenarios.add(
          new ReplayScenario(
              draft.name,
              draft.origin,
              draft.kind,
              draft.window,
              draft.extended,
              draft.steps,
              draft.line));
    }
  }

  private void kind(String[] words, int number) {
    if (!header(words, number, "kind esp or kind wg")) {
      return;
    }
    switch (words[0].toLowerCase(Locale.ROOT)) {
      case "esp" -> draft.kind = Kind.ESP;
      case "wg" -> draft.kind = Kind.WG;
      default -> problems.add(number, "unknown kind " + words[0], "kind is esp or wg");
    }
  }

  private void window(String[] words, int number) {
    if (!header(words, number, "window and a number")) {
      return;
    }
    OptionalLong size = NumberText.parse(words[0]);
    boolean fits =
        size.isPresent()
            && size.getAsLong() >= ReplayWindow.MINIMUM_SIZE
            && size.getAsLong() <= ReplayWindow.MAXIMUM_SIZE;
    if (fits) {
      draft.window = (int) size.getAsLong();
    } else {
      draft.window = ReplayWindow.MINIMUM_SIZE;
      problems.add(
          number,
          "a window of " + words[0],
          "window is a number from "
              + ReplayWindow.MINIMUM_SIZE
              + " to "
              + ReplayWindow.MAXIMUM_SIZE);
    }
  }

  private void extended(String[] words, int number) {
    if (!header(words, number, "esn 0 or esn 1")) {
      return;
    }
    switch (words[0]) {
      case "0" -> draft.extended = false;
      case "1" -> draft.extended = true;
      default -> problems.add(number, "esn is " + words[0], "esn is 0 or 1");
    }
  }

  /** What describes the association stands before the first packet. */
  private boolean header(String[] words, int number, String shape) {
    if (words.length != 1) {
      problems.add(number, "this line has one value", "write: " + shape);
      return false;
    }
    if (!draft.steps.isEmpty()) {
      problems.add(number, "stands after a packet", "move it up, or start another scenario");
      return false;
    }
    return true;
  }

  private void packet(String[] words, int number, boolean authentic) {
    String shape = authentic ? "pkt SEQ accept|drop [reason] [xN]" : "forged SEQ drop integ [xN]";
    if (words.length < 2) {
      problems.add(number, "a packet without number or outcome", "write: " + shape);
      return;
    }
    long sequence = sequence(words[0], number);
    int end = words.length;
    long times = 1;
    if (end > 2 && words[end - 1].matches("[xX]\\d+")) {
      times = times(words[end - 1], number);
      end--;
    }
    Expectation expectation = outcome(Arrays.copyOfRange(words, 1, end), number, shape);
    if (expectation == null) {
      return;
    }
    if (!authentic && expectation instanceof Accept) {
      problems.add(number, "a forged packet is never accepted", "write: " + shape);
      return;
    }
    add(new Packets(number, sequence, sequence, 1, times, authentic, expectation));
  }

  private void range(String[] words, int number) {
    String shape = "range A B step K accept|drop [reason]";
    if (words.length < 5 || !words[2].equalsIgnoreCase("step")) {
      problems.add(number, "a range needs two numbers, a step and an outcome", "write: " + shape);
      return;
    }
    long first = sequence(words[0], number);
    long last = sequence(words[1], number);
    OptionalLong stride = NumberText.parse(words[3]);
    if (stride.isEmpty() || stride.getAsLong() == 0) {
      problems.add(number, "step is " + words[3], "step is a number, at least 1");
      return;
    }
    if (Long.compareUnsigned(first, last) > 0) {
      problems.add(number, "the range ends before it starts", "write the smaller number first");
      return;
    }
    Expectation expectation = outcome(Arrays.copyOfRange(words, 4, words.length), number, shape);
    if (expectation != null) {
      add(new Packets(number, first, last, stride.getAsLong(), 1, true, expectation));
    }
  }

  private void each(String[] words, int number) {
    if (words.length != 3 || !words[2].equalsIgnoreCase("accept-then-drop")) {
      problems.add(number, "not what each does", "write: each A B accept-then-drop");
      return;
    }
    long first = sequence(words[0], number);
    long last = sequence(words[1], number);
    add(new Packets(number, first, last, 1, 1, true, new AcceptThenDrop()));
  }

  private void setTop(String[] words, int number) {
    if (words.length != 1) {
      problems.add(number, "set_top has one number", "write: set_top T");
      return;
    }
    long top = sequence(words[0], number);
    if (draft.kind == Kind.ESP && !draft.extended && Long.compareUnsigned(top, LOW_HALF) > 0) {
      problems.add(
          number, "without ESN no number is above 0xffffffff", "write esn 1 above, or mend T");
      return;
    }
    draft.steps.add(new SetTop(number, top));
  }

  private void add(Packets packets) {
    long count = packets.count();
    boolean fits = Long.compareUnsigned(count, MOST_PACKETS) <= 0;
    draft.packets = fits ? draft.packets + count : MOST_PACKETS + 1;
    if (draft.packets > MOST_PACKETS) {
      problems.add(
          packets.line(),
          "more than " + MOST_PACKETS + " packets in one scenario",
          "use a larger step, or several scenarios");
      draft.packets = 0;
    }
    draft.steps.add(packets);
  }

  private Expectation outcome(String[] words, int number, String shape) {
    String verdict = words.length == 0 ? "" : words[0].toLowerCase(Locale.ROOT);
    if (verdict.equals("accept") && words.length == 1) {
      return new Accept();
    }
    if (verdict.equals("drop") && words.length == 1) {
      return new Drop(Reason.ANY);
    }
    if (verdict.equals("drop") && words.length == 2) {
      Reason reason =
          switch (words[1].toLowerCase(Locale.ROOT)) {
            case "replay" -> Reason.REPLAY;
            case "old" -> Reason.OLD;
            case "integ" -> Reason.INTEG;
            default -> null;
          };
      if (reason == null) {
        problems.add(number, "unknown reason " + words[1], "reasons are replay, old and integ");
        return null;
      }
      return new Drop(reason);
    }
    problems.add(number, "not an outcome: " + String.join(" ", words), "write: " + shape);
    return null;
  }

  private long sequence(String word, int number) {
    OptionalLong sequence = NumberText.parse(word);
    if (sequence.isEmpty()) {
      problems.add(
          number,
          "not a sequence number: " + word,
          "write a number of at most 64 bits, decimal or with 0x");
    }
    return sequence.orElse(0);
  }

  private long times(String word, int number) {
    OptionalLong times = NumberText.parse(word.substring(1));
    if (times.isEmpty() || times.getAsLong() == 0) {
      problems.add(number, "not a number of times: " + word, "write x and a number, at least 1");
      return 1;
    }
    return times.getAsLong();
  }
}
