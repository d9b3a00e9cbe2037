// SPDX-License-Identifier: Apache-2.0
/**
 * Messages of an IKE SA in both directions: writing, opening, what was sent, and the machine {@code
 * Exchange}, which keeps message IDs, retransmits and answers repetitions. What a message is for,
 * this package does not know.
 */
package org.sallyport.engine.ike.message;
