// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

/**
 * The keys of one direction of a security association; they belong to the key material that they
 * come from.
 *
 * @param encryption encryption key, the salt included
 * @param integrity integrity key; empty for an AEAD
 */
public record DirectionKeys(byte[] encryption, byte[] integrity) {}
