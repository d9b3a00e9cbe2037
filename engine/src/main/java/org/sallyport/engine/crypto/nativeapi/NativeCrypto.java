// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto.nativeapi;

import org.sallyport.engine.crypto.CipherSuite;

/**
 * The functions of {@code cl.c} and {@code pk.c}: arrays in, arrays out, nothing kept of them after
 * a call. An association is one SA in one direction, in memory of the native side, named by a
 * number. Offsets, lengths and numbers are the caller's own and not checked again.
 */
public interface NativeCrypto {
  /** What an implementation can run on, worst first. */
  enum Level {
    /** The processor lacks AES or carry-less multiplication: nothing here may be called. */
    NONE,
    /** AES-NI and PCLMULQDQ with 128-bit registers. */
    SSE,
    /** 256-bit registers, and the system saves them. */
    AVX2,
    /** 512-bit registers, and the system saves them. */
    AVX512
  }

  /** Finds out what the processor can and makes the library ready; not before anything else. */
  Level start();

  /** Loads keys and returns the association, which is not 0. */
  long load(CipherSuite suite, boolean extendedSequence, byte[] encryptionKey, byte[] integrityKey);

  /** Zeroes an association and takes its memory back. */
  void unload(long association);

  /** Encrypts 16 octets in place with an association of AES-CBC-128. */
  void encryptBlock(long association, byte[] slab, int offset);

  /**
   * Seals {@code count} packets.
   *
   * @param packets four for each: offset, aad octets, text octets, high half of the sequence number
   * @return how many went well
   */
  int seal(byte[] slab, long[] associations, int[] packets, int count);

  /** Opens {@code count} packets; {@code authentic[i]} becomes 1 or 0. */
  void open(byte[] slab, long[] associations, int[] packets, int count, byte[] authentic);

  /**
   * {@code result = base^exponent mod prime}, big-endian, in a time that depends on the lengths
   * only.
   *
   * @param base below the prime and, like {@code result}, as long as it
   * @return whether the numbers fit the implementation
   */
  boolean power(byte[] result, byte[] base, byte[] exponent, byte[] prime);

  /**
   * A point of an ECP group, or a u coordinate of X25519, times a scalar, in a time that does not
   * depend on either.
   *
   * @param group the transform id of the method
   * @param point x | y or u, replaced by the product
   * @param scalar as {@link org.sallyport.engine.crypto.CryptoLibrary#keyExchangeFrom} takes it
   * @return whether the point is one of the group
   */
  boolean multiply(int group, byte[] point, byte[] scalar);

  /** As {@link #multiply} with the generator, which {@code point} receives the product of. */
  boolean multiplyGenerator(int group, byte[] point, byte[] scalar);
}
