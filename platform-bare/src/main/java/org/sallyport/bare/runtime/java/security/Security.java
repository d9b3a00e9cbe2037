package org.sallyport.bare.runtime.java.security;

/** There are no security properties; Bouncy Castle asks for its own before it takes its defaults. */
public final class Security {
  private Security() {}

  /** Always null: the property is not set. */
  public static String getProperty(String name) {
    return null;
  }
}
