package org.sallyport.bare.run;

/** A program of the host is missing or failed; the message says which, how, and what helps. */
public final class ToolException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ToolException(String message) {
    super(message);
  }

  public ToolException(String message, Throwable cause) {
    super(message, cause);
  }
}
