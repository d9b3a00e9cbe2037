// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.keys;

/**
 * The keys of one direction of a pair of Child SAs; they belong to the {@link ChildKeyMaterial}
 * that they come from.
 *
 * @param encryption encryption key, the salt included
 * @param integrity integrity key; empty for an AEAD
 */
public record DirectionKeys(byte[] encryption, byte[] integrity) {}
