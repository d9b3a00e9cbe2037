// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import java.util.List;
import java.util.stream.Stream;

/** Every trial, by topic; the numbers are those of {@link Situation}. */
public final class FieldTrials {
  private FieldTrials() {}

  /** All of them. */
  public static List<Trial> all() {
    return Stream.of(
            IkeSaTrials.all(),
            RequestTrials.all(),
            ConfigurationTrials.all(),
            CommandTrials.all(),
            LauncherTrials.all(),
            MachineTrials.all())
        .flatMap(List::stream)
        .toList();
  }
}
