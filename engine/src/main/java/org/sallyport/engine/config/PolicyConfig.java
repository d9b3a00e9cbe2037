// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.config;

import org.sallyport.engine.policy.AddressRange;

/**
 * An SPD entry that needs no SA (RFC 4301 §4.4.1).
 *
 * @param action what is done
 * @param local what is on our side
 * @param remote what is on the other side
 */
public record PolicyConfig(Action action, AddressRange local, AddressRange remote) {
  /** What is done with a packet that fits. */
  public enum Action {
    /** It passes unprotected. */
    BYPASS,
    /** It is dropped. */
    DISCARD
  }
}
