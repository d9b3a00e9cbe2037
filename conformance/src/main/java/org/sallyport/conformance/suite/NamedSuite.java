// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite;

/** A suite that knows its name and where its cases come from; what is left is to run them. */
public abstract class NamedSuite implements ConformanceSuite {
  private final String name;
  private final String origin;

  /**
   * A suite.
   *
   * @param origin file or RFC sections that the cases come from
   */
  protected NamedSuite(String name, String origin) {
    this.name = name;
    this.origin = origin;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String origin() {
    return origin;
  }
}
