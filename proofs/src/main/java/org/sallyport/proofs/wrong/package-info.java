// SPDX-License-Identifier: Apache-2.0
/**
 * Deliberately wrong methods. Each takes the place of one method of the engine when its claim is
 * decided, and the claim must then be refuted: that is how a proof shows that it can fail. Fields
 * have the names of the engine's, since they stand for them.
 */
package org.sallyport.proofs.wrong;
