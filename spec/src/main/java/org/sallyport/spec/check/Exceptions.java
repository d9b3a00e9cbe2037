// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Compares what was found with the exceptions that the manifest allows, in both directions. */
final class Exceptions {
  private Exceptions() {}

  /**
   * @param found what must not be, unless excepted
   * @param excepted the exceptions
   * @param what describes one that was found
   * @param list the manifest's list of exceptions
   * @param problems is told of what is found and not excepted, and of exceptions without need
   */
  static void compare(
      Collection<String> found,
      List<Manifest.Excepted> excepted,
      String what,
      String list,
      List<String> problems) {
    Set<String> unneeded = new LinkedHashSet<>();
    excepted.forEach(exception -> unneeded.add(exception.name()));
    for (String name : found) {
      if (!unneeded.remove(name)) {
        problems.add(what + ": " + name);
      }
    }
    unneeded.forEach(name -> problems.add("take it out of " + list + ": " + name));
  }
}
