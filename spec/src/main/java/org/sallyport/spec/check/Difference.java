// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What differs between two values, down to the fields: {@code task.alice.state: Idle → InitSent}.
 */
final class Difference {
  private static final int LONGEST = 60;

  private final List<String> lines = new ArrayList<>();

  private Difference() {}

  /** The variables of a state that changed, but for {@code lastAction}, which tells of the step. */
  static List<String> of(Map<String, TlaValue> before, Map<String, TlaValue> after) {
    Difference difference = new Difference();
    after.forEach((name, value) -> {
      TlaValue old = before.get(name);
      if (!name.equals("lastAction") && old != null && !value.equals(old)) {
        difference.compare(name, old, value);
      }
    });
    return List.copyOf(difference.lines);
  }

  private void compare(String path, TlaValue before, TlaValue after) {
    if (before instanceof TlaValue.Fields old && after instanceof TlaValue.Fields now) {
      fields(path, old.fields(), now.fields());
    } else if (before instanceof TlaValue.Many old && after instanceof TlaValue.Many now) {
      items(path, old, now);
    } else {
      lines.add(path + ": " + cut(before) + " \u2192 " + cut(after));
    }
  }

  private void fields(String path, Map<String, TlaValue> before, Map<String, TlaValue> after) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      TlaValue old = before.get(name);
      TlaValue now = after.get(name);
      if (old == null) {
        lines.add(path + "." + name + ": new, " + cut(now));
      } else if (now == null) {
        lines.add(path + "." + name + ": gone, was " + cut(old));
      } else if (!old.equals(now)) {
        compare(path + "." + name, old, now);
      }
    }
  }

  private void items(String path, TlaValue.Many before, TlaValue.Many after) {
    List<TlaValue> old = before.items();
    List<TlaValue> now = after.items();
    if (!after.ordered()) {
      old.stream()
          .filter(item -> !now.contains(item))
          .forEach(item -> lines.add(path + ": without " + cut(item)));
      now.stream()
          .filter(item -> !old.contains(item))
          .forEach(item -> lines.add(path + ": with " + cut(item)));
    } else if (now.size() > old.size() && now.subList(0, old.size()).equals(old)) {
      now.subList(old.size(), now.size())
          .forEach(item -> lines.add(path + ": appended " + cut(item)));
    } else if (now.size() == old.size()) {
      for (int i = 0; i < now.size(); i++) {
        if (!old.get(i).equals(now.get(i))) {
          compare(path + "[" + (i + 1) + "]", old.get(i), now.get(i));
        }
      }
    } else {
      lines.add(path + ": " + cut(before) + " \u2192 " + cut(after));
    }
  }

  private static String cut(TlaValue value) {
    String text = value.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "\u2026";
  }
}
