// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.sallyport.sim.command.UsageException;

/**
 * A situation that went wrong in users' hands.
 *
 * @param number counts from 1
 * @param text the smallest case, in a few words
 * @param right what has to happen, with the section of the RFC where there is one
 */
public record Situation(int number, String text, String right) {
  /** Where they are listed. */
  public static final String RESOURCE = "field/situations.txt";

  private static final int FIELDS = 3;

  /** All of them, by number. */
  public static List<Situation> all() {
    List<Situation> situations = new ArrayList<>();
    resource()
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(line -> {
          String[] fields = line.split(" \\| ", FIELDS);
          situations.add(new Situation(Integer.parseInt(fields[0]), fields[1], fields[2]));
        });
    return List.copyOf(situations);
  }

  /**
   * Those of some numbers.
   *
   * @throws UsageException for a number that none has
   */
  public static List<Situation> chosen(List<String> numbers) {
    List<Situation> all = all();
    return numbers.stream().map(number -> chosen(all, number)).distinct().toList();
  }

  private static Situation chosen(List<Situation> all, String number) {
    return all.stream()
        .filter(situation -> Integer.toString(situation.number()).equals(number))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "--field: there is no situation "
                    + number
                    + "\n  remedy: write numbers from 1 to "
                    + all.size()
                    + ", separated by commas, or none for all"));
  }

  private static String resource() {
    try (InputStream in = Situation.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException(RESOURCE, unreadable);
    }
  }
}
