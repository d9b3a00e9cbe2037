// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.runtime.javax.security.auth;

/** The interface that some of Bouncy Castle's keys implement. */
public interface Destroyable {
  /** Forgets the secret. */
  default void destroy() {}

  /** Whether the secret is forgotten. */
  default boolean isDestroyed() {
    return false;
  }
}
