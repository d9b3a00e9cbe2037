// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.vectors;

/** A vector file that cannot be read; the message names file, line and what is wrong. */
public final class VectorFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the whole message. */
  public VectorFormatException(String message) {
    super(message);
  }

  /** With what was the matter underneath. */
  public VectorFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
