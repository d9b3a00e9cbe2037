// SPDX-License-Identifier: Apache-2.0
/**
 * Octets on the wire, in two levels: flyweights that read and write header fields in place (after
 * {@code checkLength} no accessor can fail), and parsed immutable values where a message is more
 * than fields (IKE, in {@code wire.ike}). Nothing here keeps state between packets, knows a peer or
 * takes a decision; nothing here throws on bad input.
 */
package org.sallyport.engine.wire;
