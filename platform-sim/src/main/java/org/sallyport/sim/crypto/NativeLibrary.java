package org.sallyport.sim.crypto;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.Digest;
import org.sallyport.engine.crypto.DigestAlgorithm;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.IvGenerator;
import org.sallyport.engine.crypto.KeyExchange;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.OpenBurst;
import org.sallyport.engine.crypto.PacketBurst;
import org.sallyport.engine.crypto.PacketOpener;
import org.sallyport.engine.crypto.PacketSealer;
import org.sallyport.engine.crypto.PacketTransform;
import org.sallyport.engine.crypto.Prf;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.crypto.SealBurst;

/**
 * The CL on the multi-buffer library libIPSec_MB: a whole burst, over any mix of SAs and suites, is
 * one call. Constant-time, AES and SHA by the processor's instructions. Key exchange and PRF, which
 * are not of the data path, come from {@link JcaLibrary}.
 *
 * <p>What an HMAC covers is at most {@value #MAX_COVERED} octets, which no ESP packet exceeds, and
 * not empty, which none is. For one thread, as the engine is.
 */
public final class NativeLibrary implements CryptoLibrary {
  /** The multi-buffer library counts what its lanes hold in 16 bits. */
  static final int MAX_COVERED = 65_534;

  private static final CipherSuite IV_SUITE =
      new CipherSuite(EncryptionAlgorithm.AES_CBC, 128, IntegrityAlgorithm.NONE);

  private static final int ALIGNMENT = 64;
  private static final int PACKET_INTS = 4;

  private final CryptoLibrary hosted = new JcaLibrary();
  private final NativeFace face;
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment library;
  private final Deque<MemorySegment> freeAssociations = new ArrayDeque<>();

  private long[] associations = new long[64];
  private int[] packets = new int[64 * PACKET_INTS];
  private byte[] authentic = new byte[64];
  private MemorySegment associationsSegment = MemorySegment.ofArray(associations);
  private MemorySegment packetsSegment = MemorySegment.ofArray(packets);
  private MemorySegment authenticSegment = MemorySegment.ofArray(authentic);
  private byte[] lastSlab = authentic;
  private MemorySegment lastSlabSegment = authenticSegment;

  private NativeLibrary(NativeFace face) throws IOException {
    this.face = face;
    this.library = arena.allocate(face.libraryOctets(), ALIGNMENT);
    if (!face.start(library)) {
      throw new IOException("this processor has no AES instructions");
    }
  }

  /**
   * Loads and starts the library.
   *
   * @throws IOException saying why it is not to be had here
   */
  public static NativeLibrary load() throws IOException {
    return new NativeLibrary(NativeFace.load());
  }

  @Override
  public String name() {
    return "native";
  }

  @Override
  public Prf prf(PrfAlgorithm algorithm) {
    return hosted.prf(algorithm);
  }

  @Override
  public Digest digest(DigestAlgorithm algorithm) {
    return hosted.digest(algorithm);
  }

  @Override
  public KeyExchange keyExchange(KeyExchangeMethod method, EntropySource entropy) {
    return hosted.keyExchange(method, entropy);
  }

  @Override
  public KeyExchange keyExchangeFrom(KeyExchangeMethod method, byte[] privateValue) {
    return hosted.keyExchangeFrom(method, privateValue);
  }

  @Override
  public PacketSealer sealer(
      CipherSuite suite,
      byte[] encryptionKey,
      byte[] integrityKey,
      boolean extendedSequence,
      EntropySource entropy) {
    MemorySegment association = association(suite, encryptionKey, integrityKey, extendedSequence);
    IvGenerator ivs = IvGenerator.of(suite, entropy, this::blockEncryptor);
    return new Sealer(this, suite, extendedSequence, ivs, association);
  }

  @Override
  public PacketOpener opener(
      CipherSuite suite, byte[] encryptionKey, byte[] integrityKey, boolean extendedSequence) {
    MemorySegment association = association(suite, encryptionKey, integrityKey, extendedSequence);
    return new Opener(this, suite, extendedSequence, association);
  }

  private MemorySegment association(
      CipherSuite suite, byte[] encryptionKey, byte[] integrityKey, boolean extendedSequence) {
    CryptoLibrary.checkKeys(suite, encryptionKey, integrityKey);
    MemorySegment association = freeAssociations.poll();
    if (association == null) {
      association = arena.allocate(face.associationOctets(), ALIGNMENT);
    }
    face.load(library, association, suite, extendedSequence, encryptionKey, integrityKey);
    return association;
  }

  /** How much memory of destroyed associations waits for use. */
  int freeAssociations() {
    return freeAssociations.size();
  }

  private void release(MemorySegment association) {
    face.unload(association);
    freeAssociations.push(association);
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
    open(slab, count);
    int next = 0;
    for (int i = 0; i < burst.count(); i++) {
      boolean taken = burst.opener(i).suite().admitsTextLength(burst.textLength(i));
      burst.settle(i, taken && authentic[next++] == 1);
    }
  }

  /** A ring has one slab, so its segment is nearly always the one made for the last burst. */
  @SuppressWarnings("ReferenceEquality") // the very same array is meant
  private MemorySegment segment(byte[] slab) {
    if (slab != lastSlab) {
      lastSlab = slab;
      lastSlabSegment = MemorySegment.ofArray(slab);
    }
    return lastSlabSegment;
  }

  private IvGenerator.BlockEncryptor blockEncryptor(byte[] key) {
    MemorySegment association = association(IV_SUITE, key, new byte[0], false);
    return new IvGenerator.BlockEncryptor() {
      @Override
      public void encrypt(byte[] block, int offset) {
        face.encryptBlock(library, association, segment(block), offset);
      }

      @Override
      public void destroy() {
        release(association);
      }
    };
  }

  private void reserve(int count) {
    if (count > associations.length) {
      associations = new long[count];
      packets = new int[count * PACKET_INTS];
      authentic = new byte[count];
      associationsSegment = MemorySegment.ofArray(associations);
      packetsSegment = MemorySegment.ofArray(packets);
      authenticSegment = MemorySegment.ofArray(authentic);
    }
  }

  private void describe(
      int slot,
      PacketTransform transform,
      MemorySegment association,
      PacketBurst burst,
      int index) {
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
      MemorySegment association,
      int offset,
      int aadLength,
      int textLength,
      int highSequence) {
    int ivLength = transform.suite().ivLength();
    if (aadLength + ivLength + textLength + Integer.BYTES > MAX_COVERED) {
      throw new IllegalArgumentException("packet too long for the native library");
    }
    associations[slot] = association.address();
    packets[PACKET_INTS * slot] = offset;
    packets[PACKET_INTS * slot + 1] = aadLength;
    packets[PACKET_INTS * slot + 2] = textLength;
    packets[PACKET_INTS * slot + 3] = highSequence;
  }

  private void seal(byte[] slab, int count) {
    int completed = face.seal(library, segment(slab), associationsSegment, packetsSegment, count);
    if (completed != count) {
      throw new IllegalStateException(count - completed + " packets could not be sealed");
    }
  }

  private void open(byte[] slab, int count) {
    face.open(library, segment(slab), associationsSegment, packetsSegment, count, authenticSegment);
  }

  private static void checkOwner(NativeLibrary owner, NativeLibrary user) {
    if (owner != user) {
      throw new IllegalArgumentException("a transform of another library");
    }
  }

  private static final class Sealer extends PacketSealer {
    private final NativeLibrary owner;
    private final MemorySegment association;

    Sealer(
        NativeLibrary owner,
        CipherSuite suite,
        boolean extendedSequence,
        IvGenerator ivs,
        MemorySegment association) {
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
      owner.release(association);
    }
  }

  private static final class Opener extends PacketOpener {
    private final NativeLibrary owner;
    private final MemorySegment association;

    Opener(
        NativeLibrary owner,
        CipherSuite suite,
        boolean extendedSequence,
        MemorySegment association) {
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
      owner.open(slab, 1);
      return owner.authentic[0] == 1;
    }

    @Override
    protected void destroyKeys() {
      owner.release(association);
    }
  }
}
