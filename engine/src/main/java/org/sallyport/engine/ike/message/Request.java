// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.message;

/**
 * A request of ours that waits for its turn or is outstanding. What it says is settled when it is
 * made; it becomes octets only when it is sent, since its message ID is known only then. Requests
 * that are equal ask for the same.
 */
public interface Request {
  /** The octets, now that its message ID is known. */
  OutgoingMessage write(long messageId);
}
