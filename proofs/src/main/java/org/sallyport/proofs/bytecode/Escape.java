// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.bytecode;

/** The code under proof would throw: what it must never do on a possible path. */
public final class Escape extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is thrown where. */
  public Escape(String what) {
    super(what);
  }
}
