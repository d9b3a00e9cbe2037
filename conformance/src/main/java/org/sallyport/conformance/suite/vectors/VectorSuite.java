// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.vectors;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.sallyport.conformance.suite.CaseResult;
import org.sallyport.conformance.suite.NamedSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.sim.crypto.CryptoLibraries;

/** One file of primitive vectors, put to every crypto library that this machine has. */
public final class VectorSuite extends NamedSuite {
  private final BiConsumer<CryptoLibrary, Collector> body;

  /**
   * Describes the suite.
   *
   * @param origin the file under {@code vectors/}, or the RFC sections where cases are made in code
   */
  VectorSuite(String name, String origin, BiConsumer<CryptoLibrary, Collector> body) {
    super(name, origin);
    this.body = body;
  }

  @Override
  public void run(Sink sink) {
    for (CryptoLibrary library : CryptoLibraries.available()) {
      run(library, sink);
    }
  }

  /** Runs the cases on one library. */
  public void run(CryptoLibrary library, Sink sink) {
    body.accept(library, new Collector(this, library.name(), sink));
  }

  /** Gives the outcomes of one library to the sink, its name in front of each case. */
  record Collector(VectorSuite suite, String library, Sink sink) {
    void compare(String name, String expected, String observed) {
      add(name, expected, observed, expected.equals(observed));
    }

    void add(String name, String expected, String observed, boolean pass) {
      sink.accept(
          new CaseResult(
              suite.name(), library + ": " + name, expected, observed, pass, suite.origin()));
    }
  }

  /** All files of primitive vectors: ciphers, HMAC and key derivation, key exchange. */
  public static List<VectorSuite> primitives() {
    return Stream.of(
            CipherVectors.suites(),
            MacVectors.suites(),
            KeyDerivationVectors.suites(),
            KeyExchangeVectors.suites(),
            KeyExchangePeerCases.suites(),
            PacketPeerCases.suites())
        .flatMap(List::stream)
        .toList();
  }
}
