// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.policy;

/** How packets are wrapped (RFC 4301 §3.2). */
public enum Mode {
  /** The whole inner packet is protected and gets an outer header. */
  TUNNEL,
  /** What follows the IP header is protected. */
  TRANSPORT
}
