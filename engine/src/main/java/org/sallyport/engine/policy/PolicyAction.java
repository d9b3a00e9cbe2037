// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.policy;

/** What the SPD says of a packet (RFC 4301 §4.4.1). */
public enum PolicyAction {
  /** Let it pass in clear. */
  BYPASS,
  /** Drop it. */
  DISCARD,
  /** It travels inside an association, or not at all. */
  PROTECT
}
