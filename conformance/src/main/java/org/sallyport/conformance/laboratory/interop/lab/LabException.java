// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.lab;

import java.io.IOException;
import java.io.Serial;
import org.sallyport.spec.file.SystemReason;

/** The laboratory could not do what was asked of it; the message says what and what it answered. */
public final class LabException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** Something refused or took too long. */
  public LabException(String problem) {
    super(problem);
  }

  /** Something failed below. */
  public LabException(String problem, Throwable cause) {
    super(
        problem
            + ": "
            + (cause instanceof IOException refused ? SystemReason.withFile(refused) : cause),
        cause);
  }
}
