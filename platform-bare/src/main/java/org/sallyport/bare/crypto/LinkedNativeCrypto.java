// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.crypto;

import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.nativeapi.NativeCrypto;
import org.teavm.interop.Import;

/** The native API as linked into the kernel: an array is passed as the address of its octets. */
final class LinkedNativeCrypto implements NativeCrypto {
  private static final Level[] LEVELS = Level.values();

  @Override
  public Level start() {
    return LEVELS[start(Level.AVX2.ordinal())];
  }

  @Override
  public long load(
      CipherSuite suite, boolean extendedSequence, byte[] encryptionKey, byte[] integrityKey) {
    long association =
        load(
            suite.encryption().id(),
            suite.keyBits() / 8,
            suite.integrity().id(),
            integrityKey.length,
            extendedSequence ? 1 : 0,
            suite.ivLength(),
            suite.icvLength(),
            encryptionKey,
            integrityKey);
    if (association == 0) {
      throw new IllegalStateException("the native library has no association left");
    }
    return association;
  }

  @Override
  public void unload(long association) {
    release(association);
  }

  @Override
  public void encryptBlock(long association, byte[] slab, int offset) {
    encrypt(association, slab, offset);
  }

  @Override
  public int seal(byte[] slab, long[] associations, int[] packets, int count) {
    return sealAll(slab, associations, packets, count);
  }

  @Override
  public void open(byte[] slab, long[] associations, int[] packets, int count, byte[] authentic) {
    openAll(slab, associations, packets, count, authentic);
  }

  @Override
  public boolean power(byte[] result, byte[] base, byte[] exponent, byte[] prime) {
    return power(result, base, exponent, exponent.length, prime, prime.length) == 1;
  }

  @Override
  public boolean multiply(int group, byte[] point, byte[] scalar) {
    return product(group, point, scalar) == 1;
  }

  @Override
  public boolean multiplyGenerator(int group, byte[] point, byte[] scalar) {
    return productOfGenerator(group, point, scalar) == 1;
  }

  /** How many associations are not in use. */
  @Import(name = "cl_bare_free_associations", module = "crypto.h")
  static native int freeAssociations();

  @Import(name = "cl_bare_start", module = "crypto.h")
  private static native int start(int highest);

  @Import(name = "cl_bare_load", module = "crypto.h")
  private static native long load(
      int encryption,
      int keyOctets,
      int integrity,
      int integrityOctets,
      int extended,
      int ivOctets,
      int icvOctets,
      byte[] key,
      byte[] integrityKey);

  @Import(name = "cl_bare_unload", module = "crypto.h")
  private static native void release(long association);

  @Import(name = "cl_bare_encrypt_block", module = "crypto.h")
  private static native void encrypt(long association, byte[] slab, int offset);

  @Import(name = "cl_bare_seal", module = "crypto.h")
  private static native int sealAll(byte[] slab, long[] associations, int[] packets, int count);

  @Import(name = "cl_bare_open", module = "crypto.h")
  private static native void openAll(
      byte[] slab, long[] associations, int[] packets, int count, byte[] authentic);

  @Import(name = "pk_power", module = "crypto.h")
  private static native int power(
      byte[] result,
      byte[] base,
      byte[] exponent,
      int exponentOctets,
      byte[] prime,
      int primeOctets);

  @Import(name = "pk_multiply", module = "crypto.h")
  private static native int product(int group, byte[] point, byte[] scalar);

  @Import(name = "pk_multiply_generator", module = "crypto.h")
  private static native int productOfGenerator(int group, byte[] point, byte[] scalar);
}
