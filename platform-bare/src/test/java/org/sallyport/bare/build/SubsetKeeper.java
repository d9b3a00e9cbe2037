// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

/** Keeps to the subset; never run. */
public final class SubsetKeeper {
  private SubsetKeeper() {}

  /** The entry. */
  public static void main(String[] arguments) {
    System.out.println("arguments: " + arguments.length);
  }
}
