// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

/**
 * A specification that cannot be used; the message says which one, what is wrong and what to do.
 */
public final class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SpecException(String message) {
    super(message);
  }

  public SpecException(String message, Throwable cause) {
    super(message, cause);
  }
}
