// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

/** A target with a defect behind one comparison: a fuzzer that is guided by coverage finds it. */
public final class PlantedDefect {
  private PlantedDefect() {}

  /** Throws for inputs that begin with {@code IKE}. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    if (bytes.length >= 3 && bytes[0] == 'I' && bytes[1] == 'K' && bytes[2] == 'E') {
      throw new IllegalStateException("planted");
    }
  }
}
