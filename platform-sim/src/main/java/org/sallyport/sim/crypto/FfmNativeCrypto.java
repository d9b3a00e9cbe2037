// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.nativeapi.NativeCrypto;

/**
 * The native API through the foreign function API. Slabs and arrays stay on the Java heap: the
 * calls are critical, so the collector waits for the microseconds that a burst takes and nothing is
 * copied. For one thread.
 */
final class FfmNativeCrypto implements NativeCrypto {
  private static final String OBJECT = "libsallyport-cl.so";
  private static final int ALIGNMENT = 64;

  private final MethodHandle libraryOctets;
  private final MethodHandle associationOctets;
  private final MethodHandle start;
  private final MethodHandle load;
  private final MethodHandle unload;
  private final MethodHandle encryptBlock;
  private final MethodHandle seal;
  private final MethodHandle open;
  private final MethodHandle power;
  private final MethodHandle multiply;
  private final MethodHandle multiplyGenerator;

  private final Level highest;
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment library;
  private final Map<Long, MemorySegment> inUse = new HashMap<>();
  private final Deque<MemorySegment> free = new ArrayDeque<>();
  private final HeapSegment slabSegment = new HeapSegment();
  private final HeapSegment associationsSegment = new HeapSegment();
  private final HeapSegment packetsSegment = new HeapSegment();
  private final HeapSegment authenticSegment = new HeapSegment();

  private FfmNativeCrypto(SymbolLookup symbols, Level highest) {
    libraryOctets = plain(symbols, "cl_library_octets", FunctionDescriptor.of(JAVA_LONG));
    associationOctets = plain(symbols, "cl_association_octets", FunctionDescriptor.of(JAVA_LONG));
    start = plain(symbols, "cl_start", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    load =
        critical(
            symbols,
            "cl_load",
            FunctionDescriptor.ofVoid(
                ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT,
                JAVA_INT, ADDRESS, ADDRESS));
    unload = plain(symbols, "cl_unload", FunctionDescriptor.ofVoid(ADDRESS));
    encryptBlock =
        critical(
            symbols,
            "cl_encrypt_block",
            FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, ADDRESS, JAVA_INT));
    MemoryLayout[] burst = {ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT};
    seal = critical(symbols, "cl_seal", FunctionDescriptor.of(JAVA_INT, burst));
    open =
        critical(
            symbols, "cl_open", FunctionDescriptor.ofVoid(burst).appendArgumentLayouts(ADDRESS));
    power =
        critical(
            symbols,
            "pk_power",
            FunctionDescriptor.of(
                JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
    FunctionDescriptor product = FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    multiply = critical(symbols, "pk_multiply", product);
    multiplyGenerator = critical(symbols, "pk_multiply_generator", product);
    this.highest = highest;
    this.library = arena.allocate(octets(libraryOctets), ALIGNMENT);
  }

  /**
   * Loads the object that the build has put beside this class.
   *
   * @param highest the best level to be used, for tests of the others
   * @throws IOException when there is none, or it or libIPSec_MB cannot be loaded
   */
  @SuppressWarnings("restricted") // the module is run with native access
  static FfmNativeCrypto load(Level highest) throws IOException {
    URL url = FfmNativeCrypto.class.getResource(OBJECT);
    if (url == null) {
      throw new IOException("the build made no " + OBJECT);
    }
    Path path = null;
    try {
      boolean isFile = url.getProtocol().equals("file");
      path = isFile ? Path.of(url.toURI()) : unpacked(url);
      return new FfmNativeCrypto(SymbolLookup.libraryLookup(path, Arena.global()), highest);
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException("cannot load " + url + ": " + e.getMessage(), e);
    } finally {
      if (path != null && !url.getProtocol().equals("file")) {
        Files.delete(path);
      }
    }
  }

  private static Path unpacked(URL url) throws IOException {
    Path path = Files.createTempFile("sallyport-cl", ".so");
    try (InputStream stream = url.openStream()) {
      Files.copy(stream, path, StandardCopyOption.REPLACE_EXISTING);
    }
    return path;
  }

  @SuppressWarnings("restricted") // the module is run with native access
  private static MethodHandle plain(
      SymbolLookup symbols, String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), descriptor);
  }

  @SuppressWarnings("restricted") // the module is run with native access
  private static MethodHandle critical(
      SymbolLookup symbols, String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker()
        .downcallHandle(symbols.findOrThrow(name), descriptor, Linker.Option.critical(true));
  }

  private static long octets(MethodHandle function) {
    try {
      return (long) function.invokeExact();
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  @Override
  public Level start() {
    try {
      return Level.values()[(int) start.invokeExact(library, highest.ordinal())];
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  @Override
  public long load(
      CipherSuite suite, boolean extendedSequence, byte[] encryptionKey, byte[] integrityKey) {
    MemorySegment association = free.poll();
    if (association == null) {
      association = arena.allocate(octets(associationOctets), ALIGNMENT);
    }
    try {
      load.invokeExact(
          library,
          association,
          suite.encryption().id(),
          suite.keyBits() / 8,
          suite.integrity().id(),
          integrityKey.length,
          extendedSequence ? 1 : 0,
          suite.ivLength(),
          suite.icvLength(),
          MemorySegment.ofArray(encryptionKey),
          MemorySegment.ofArray(integrityKey));
    } catch (Throwable e) {
      throw broken(e);
    }
    inUse.put(association.address(), association);
    return association.address();
  }

  @Override
  public void unload(long association) {
    MemorySegment memory = inUse.remove(association);
    if (memory == null) {
      throw new IllegalStateException("no association " + association);
    }
    try {
      unload.invokeExact(memory);
    } catch (Throwable e) {
      throw broken(e);
    }
    free.push(memory);
  }

  /** How much memory of destroyed associations waits for use. */
  int freeAssociations() {
    return free.size();
  }

  @Override
  public void encryptBlock(long association, byte[] slab, int offset) {
    try {
      encryptBlock.invokeExact(library, association, slabSegment.of(slab), offset);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  @Override
  public int seal(byte[] slab, long[] associations, int[] packets, int count) {
    try {
      return (int)
          seal.invokeExact(
              library,
              slabSegment.of(slab),
              associationsSegment.of(associations),
              packetsSegment.of(packets),
              count);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  @Override
  public void open(byte[] slab, long[] associations, int[] packets, int count, byte[] authentic) {
    try {
      open.invokeExact(
          library,
          slabSegment.of(slab),
          associationsSegment.of(associations),
          packetsSegment.of(packets),
          count,
          authenticSegment.of(authentic));
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  @Override
  public boolean power(byte[] result, byte[] base, byte[] exponent, byte[] prime) {
    try {
      return (int)
              power.invokeExact(
                  MemorySegment.ofArray(result),
                  MemorySegment.ofArray(base),
                  MemorySegment.ofArray(exponent),
                  exponent.length,
                  MemorySegment.ofArray(prime),
                  prime.length)
          == 1;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  @Override
  public boolean multiply(int group, byte[] point, byte[] scalar) {
    return product(multiply, group, point, scalar);
  }

  @Override
  public boolean multiplyGenerator(int group, byte[] point, byte[] scalar) {
    return product(multiplyGenerator, group, point, scalar);
  }

  private static boolean product(MethodHandle function, int group, byte[] point, byte[] scalar) {
    try {
      return (int)
              function.invokeExact(
                  group, MemorySegment.ofArray(point), MemorySegment.ofArray(scalar))
          == 1;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  private static AssertionError broken(Throwable e) {
    return new AssertionError("a call into the native crypto library does not fit it", e);
  }

  /** The segment of an array that is nearly always the one of the last call. */
  private static final class HeapSegment {
    private Object last = new byte[0];
    private MemorySegment segment = MemorySegment.NULL;

    @SuppressWarnings("ReferenceEquality") // the very same array is meant
    MemorySegment of(byte[] array) {
      if (array != last) {
        keep(array, MemorySegment.ofArray(array));
      }
      return segment;
    }

    @SuppressWarnings("ReferenceEquality") // the very same array is meant
    MemorySegment of(long[] array) {
      if (array != last) {
        keep(array, MemorySegment.ofArray(array));
      }
      return segment;
    }

    @SuppressWarnings("ReferenceEquality") // the very same array is meant
    MemorySegment of(int[] array) {
      if (array != last) {
        keep(array, MemorySegment.ofArray(array));
      }
      return segment;
    }

    private void keep(Object array, MemorySegment segmentOfIt) {
      last = array;
      segment = segmentOfIt;
    }
  }
}
