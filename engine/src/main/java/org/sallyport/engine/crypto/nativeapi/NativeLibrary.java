// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto.nativeapi;

import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.IvGenerator;
import org.sallyport.engine.crypto.LibraryBase;
import org.sallyport.engine.crypto.OpenBurst;
import org.sallyport.engine.crypto.PacketBurst;
import org.sallyport.engine.crypto.PacketOpener;
import org.sallyport.engine.crypto.PacketSealer;
import org.sallyport.engine.crypto.PacketTransform;
import org.sallyport.engine.crypto.SealBurst;

/**
 * The CL on native code: packets on the multi-buffer library libIPSec_MB, where a whole burst, over
 * any mix of SAs and suites, is one call; key exchange on BearSSL. PRFs and hashes, which are of
 * handshakes only, and X448 are Bouncy Castle's.
 *
 * <p>Constant-time: AES and GHASH by the processor's instructions, SHA, ChaCha20 and Poly1305
 * without look-ups; MODP, ECP and X25519 as {@code pk.c} says. X448 as in Bouncy Castle.
 *
 * <p>What an HMAC covers is at most {@value #MAX_COVERED} octets, which no ESP packet exceeds, and
 * not empty, which none is. For one thread, as the engine is.
 */
public final class NativeLibrary extends LibraryBase {
  /** The multi-buffer library counts what its lanes hold in 16 bits. */
  static final int MAX_COVERED = 65_534;

  private static final CipherSuite IV_SUITE =
      new CipherSuite(EncryptionAlgorithm.AES_CBC, 128, IntegrityAlgorithm.NONE);

  private static final int PACKET_INTS = 4;

  private final NativeCrypto nativeCrypto;

  private long[] associations = new long[64];
  private int[] packets = new int[64 * PACKET_INTS];
  private byte[] authentic = new byte[64];

  /** Over native code that was started with success. */
  public NativeLibrary(NativeCrypto nativeCrypto) {
    super("native", new NativeArithmetic(nativeCrypto));
    this.nativeCrypto = nativeCrypto;
  }

  @Override
  public PacketSealer sealer(
      CipherSuite suite,
      byte[] encryptionKey,
      byte[] integrityKey,
      boolean extendedSequence,
      EntropySource entropy) {
    CryptoLibrary.checkKeys(suite, encryptionKey, integrityKey);
    IvGenerator ivs = IvGenerator.of(suite, entropy, this::blockEncryptor);
    long association = nativeCrypto.load(suite, extendedSequence, encryptionKey, integrityKey);
    return new Sealer(this, suite, extendedSequence, ivs, association);
  }

  @Override
  public PacketOpener opener(
      CipherSuite suite, byte[] encryptionKey, byte[] integrityKey, boolean extendedSequence) {
    CryptoLibrary.checkKeys(suite, encryptionKey, integrityKey);
    long association = nativeCrypto.load(suite, extendedSequence, encryptionKey, integrityKey);
    return new Opener(this, suite, extendedSequence, association);
  }

  private IvGenerator.BlockEncryptor blockEncryptor(byte[] key) {
    long association = nativeCrypto.load(IV_SUITE, false, key, new byte[0]);
    return new IvGenerator.BlockEncryptor() {
      @Override
      public void encrypt(byte[] block, int offset) {
        nativeCrypto.encryptBlock(association, block, offset);
      }

      @Override
      public void destroy() {
        nativeCrypto.unload(association);
      }
    };
  }

  @Override
  public void sealBurst(byte[] slab, SealBurst burst) {
    reserve(burst.count());
    for (int i = 0; i < burst.count(); i++) {
      Sealer sealer = (Sealer) burst.sealer(i);
      sealer.prepareIn(this, slab, burst, i);
      describe(i, sealer, sealer.association, burst, i);
    }
    seal(slab, burst.count());
  }

  /** Packets whose length their suite cannot have made are left out of the native burst. */
  @Override
  public void openBurst(byte[] slab, OpenBurst burst) {
    reserve(burst.count());
    int count = 0;
    for (int i = 0; i < burst.count(); i++) {
      Opener opener = (Opener) burst.opener(i);
      opener.checkIn(this, slab, burst, i);
      if (opener.suite().admitsTextLength(burst.textLength(i))) {
        describe(count++, opener, opener.association, burst, i);
      }
    }
    nativeCrypto.open(slab, associations, packets, count, authentic);
    int next = 0;
    for (int i = 0; i < burst.count(); i++) {
      boolean taken = burst.opener(i).suite().admitsTextLength(burst.textLength(i));
      burst.settle(i, taken && authentic[next++] == 1);
    }
  }

  private void reserve(int count) {
    if (count > associations.length) {
      associations = new long[count];
      packets = new int[count * PACKET_INTS];
      authentic = new byte[count];
    }
  }

  private void describe(
      int slot, PacketTransform transform, long association, PacketBurst burst, int index) {
    describe(
        slot,
        transform,
        association,
        burst.offset(index),
        burst.aadLength(index),
        burst.textLength(index),
        burst.highSequence(index));
  }

  private void describe(
      int slot,
      PacketTransform transform,
      long association,
      int offset,
      int aadLength,
      int textLength,
      int highSequence) {
    int ivLength = transform.suite().ivLength();
    if (aadLength + ivLength + textLength + Integer.BYTES > MAX_COVERED) {
      throw new IllegalArgumentException("packet too long for the native library");
    }
    associations[slot] = association;
    packets[PACKET_INTS * slot] = offset;
    packets[PACKET_INTS * slot + 1] = aadLength;
    packets[PACKET_INTS * slot + 2] = textLength;
    packets[PACKET_INTS * slot + 3] = highSequence;
  }

  private void seal(byte[] slab, int count) {
    int completed = nativeCrypto.seal(slab, associations, packets, count);
    if (completed != count) {
      throw new IllegalStateException(count - completed + " packets could not be sealed");
    }
  }

  private static void checkOwner(NativeLibrary owner, NativeLibrary user) {
    if (owner != user) {
      throw new IllegalArgumentException("a transform of another library");
    }
  }

  private static final class Sealer extends PacketSealer {
    private final NativeLibrary owner;
    private final long association;

    Sealer(
        NativeLibrary owner,
        CipherSuite suite,
        boolean extendedSequence,
        IvGenerator ivs,
        long association) {
      super(suite, extendedSequence, ivs);
      this.owner = owner;
      this.association = association;
    }

    void prepareIn(NativeLibrary user, byte[] slab, PacketBurst burst, int index) {
      checkOwner(owner, user);
      prepare(slab, burst.offset(index), burst.aadLength(index), burst.textLength(index));
    }

    @Override
    protected void sealChecked(
        byte[] slab, int offset, int aadLength, int textLength, int highSequence) {
      owner.describe(0, this, association, offset, aadLength, textLength, highSequence);
      owner.seal(slab, 1);
    }

    @Override
    protected void destroyKeys() {
      super.destroyKeys();
      owner.nativeCrypto.unload(association);
    }
  }

  private static final class Opener extends PacketOpener {
    private final NativeLibrary owner;
    private final long association;

    Opener(NativeLibrary owner, CipherSuite suite, boolean extendedSequence, long association) {
      super(suite, extendedSequence);
      this.owner = owner;
      this.association = association;
    }

    void checkIn(NativeLibrary user, byte[] slab, PacketBurst burst, int index) {
      checkOwner(owner, user);
      checkRange(slab, burst.offset(index), burst.aadLength(index), burst.textLength(index));
    }

    @Override
    protected boolean openChecked(
        byte[] slab, int offset, int aadLength, int textLength, int highSequence) {
      owner.describe(0, this, association, offset, aadLength, textLength, highSequence);
      owner.nativeCrypto.open(slab, owner.associations, owner.packets, 1, owner.authentic);
      return owner.authentic[0] == 1;
    }

    @Override
    protected void destroyKeys() {
      owner.nativeCrypto.unload(association);
    }
  }
}
