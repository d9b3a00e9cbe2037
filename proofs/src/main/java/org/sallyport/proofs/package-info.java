// SPDX-License-Identifier: Apache-2.0
/**
 * Proofs past the bounds of model checking. {@link org.sallyport.proofs.Prove} is the way in;
 * README.md of this module says for each claim with which tool it is proved and what remains
 * trusted.
 */
package org.sallyport.proofs;
