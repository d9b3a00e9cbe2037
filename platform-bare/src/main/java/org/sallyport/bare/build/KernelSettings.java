// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import java.util.List;

/**
 * What is compiled into the kernel.
 *
 * @param mainClass the class whose {@code main} the kernel runs
 * @param heapBytes the collected heap of Java, fixed
 * @param pinnedBytes room for arrays that devices read and write, outside the heap
 * @param arenaBytes room for C, the heap and the collector's tables included
 */
public record KernelSettings(String mainClass, int heapBytes, int pinnedBytes, int arenaBytes) {
  private static final int MEBIBYTE = 1 << 20;

  /** The kernel of the project. */
  public static KernelSettings ofMain(String mainClass) {
    int heapBytes = 64 * MEBIBYTE;
    // The collector keeps a sixteenth of the heap for marking and two tables of its regions.
    int arenaBytes = heapBytes + heapBytes / 16 + 4 * MEBIBYTE;
    return new KernelSettings(mainClass, heapBytes, 16 * MEBIBYTE, arenaBytes);
  }

  /** The settings that the C of the runtime is compiled with. */
  List<String> definitions() {
    return List.of(
        "-DSALLYPORT_PINNED_BYTES=" + pinnedBytes, "-DSALLYPORT_ARENA_BYTES=" + arenaBytes);
  }
}
