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
import org.sallyport.engine.crypto.CipherSuite;

/**
 * The functions of {@code cl.c}. Slabs and arrays stay on the Java heap: the calls are critical, so
 * the collector waits for the microseconds that a burst takes and nothing is copied.
 */
final class NativeFace {
  private static final String OBJECT = "libsallyport-cl.so";

  private final MethodHandle libraryOctets;
  private final MethodHandle associationOctets;
  private final MethodHandle start;
  private final MethodHandle load;
  private final MethodHandle unload;
  private final MethodHandle encryptBlock;
  private final MethodHandle seal;
  private final MethodHandle open;

  private NativeFace(SymbolLookup symbols) {
    libraryOctets = function(symbols, "cl_library_octets", FunctionDescriptor.of(JAVA_LONG));
    associationOctets =
        function(symbols, "cl_association_octets", FunctionDescriptor.of(JAVA_LONG));
    start = function(symbols, "cl_start", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    load =
        critical(
            symbols,
            "cl_load",
            FunctionDescriptor.ofVoid(
                ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT,
                JAVA_INT, ADDRESS, ADDRESS));
    unload = function(symbols, "cl_unload", FunctionDescriptor.ofVoid(ADDRESS));
    encryptBlock =
        critical(
            symbols,
            "cl_encrypt_block",
            FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
    MemoryLayout[] burst = {ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT};
    seal = critical(symbols, "cl_seal", FunctionDescriptor.of(JAVA_INT, burst));
    open =
        critical(
            symbols, "cl_open", FunctionDescriptor.ofVoid(burst).appendArgumentLayouts(ADDRESS));
  }

  /**
   * Loads the object that the build has put beside this class.
   *
   * @throws IOException when there is none, or it or libIPSec_MB cannot be loaded
   */
  @SuppressWarnings("restricted") // the module is run with native access
  static NativeFace load() throws IOException {
    URL url = NativeFace.class.getResource(OBJECT);
    if (url == null) {
      throw new IOException("the build made no " + OBJECT);
    }
    Path path = null;
    try {
      boolean isFile = url.getProtocol().equals("file");
      path = isFile ? Path.of(url.toURI()) : unpacked(url);
      return new NativeFace(SymbolLookup.libraryLookup(path, Arena.global()));
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
  private static MethodHandle function(
      SymbolLookup symbols, String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), descriptor);
  }

  @SuppressWarnings("restricted") // the module is run with native access
  private static MethodHandle critical(
      SymbolLookup symbols, String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker()
        .downcallHandle(symbols.findOrThrow(name), descriptor, Linker.Option.critical(true));
  }

  /** Octets of memory that a library wants, aligned to 64. */
  long libraryOctets() {
    try {
      return (long) libraryOctets.invokeExact();
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Octets of memory that an association wants, aligned to 64. */
  long associationOctets() {
    try {
      return (long) associationOctets.invokeExact();
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Starts a library in zeroed memory; false when the processor lacks the instructions. */
  boolean start(MemorySegment library) {
    try {
      return (int) start.invokeExact(library) == 0;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Loads keys into the memory of an association. */
  void load(
      MemorySegment library,
      MemorySegment association,
      CipherSuite suite,
      boolean extendedSequence,
      byte[] encryptionKey,
      byte[] integrityKey) {
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
  }

  /** Zeroes an association. */
  void unload(MemorySegment association) {
    try {
      unload.invokeExact(association);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Encrypts 16 octets of the slab in place with an association of AES-CBC-128. */
  void encryptBlock(
      MemorySegment library, MemorySegment association, MemorySegment slab, int offset) {
    try {
      encryptBlock.invokeExact(library, association, slab, offset);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Seals {@code count} packets and returns how many went well. */
  int seal(
      MemorySegment library,
      MemorySegment slab,
      MemorySegment associations,
      MemorySegment packets,
      int count) {
    try {
      return (int) seal.invokeExact(library, slab, associations, packets, count);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Opens {@code count} packets. */
  void open(
      MemorySegment library,
      MemorySegment slab,
      MemorySegment associations,
      MemorySegment packets,
      int count,
      MemorySegment authentic) {
    try {
      open.invokeExact(library, slab, associations, packets, count, authentic);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  private static AssertionError broken(Throwable e) {
    return new AssertionError("a call into the native crypto library does not fit it", e);
  }
}
