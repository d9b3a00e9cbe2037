package org.sallyport.conformance.vectors;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.sallyport.engine.crypto.CryptoLibrary;

/** Puts the cases of one vector file to a library. */
public final class VectorRunner {
  private final String file;
  private final BiConsumer<CryptoLibrary, FileResult.Collector> body;

  VectorRunner(String file, BiConsumer<CryptoLibrary, FileResult.Collector> body) {
    this.file = file;
    this.body = body;
  }

  /** The file's name under {@code vectors/}, or the name of a group of cases made in code. */
  public String file() {
    return file;
  }

  /** Runs every applicable case. */
  public FileResult run(CryptoLibrary library) {
    FileResult.Collector collector = new FileResult.Collector();
    body.accept(library, collector);
    return collector.result(file, library.name());
  }

  /** All files of primitive vectors: ciphers, HMAC and key derivation, key exchange. */
  public static List<VectorRunner> primitives() {
    return Stream.of(
            CipherVectors.runners(),
            MacVectors.runners(),
            KeyDerivationVectors.runners(),
            KeyExchangeVectors.runners(),
            KeyExchangePeerCases.runners())
        .flatMap(List::stream)
        .toList();
  }
}
