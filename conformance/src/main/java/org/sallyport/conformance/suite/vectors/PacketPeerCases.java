// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.OpenBurst;
import org.sallyport.engine.crypto.PacketOpener;
import org.sallyport.engine.crypto.PacketSealer;
import org.sallyport.engine.crypto.SealBurst;

/**
 * Where real ESP implementations went wrong with extended sequence numbers and bursts, for every
 * suite that authenticates (RFC 4303 §2.2.1, RFC 4106 §3.1 and §5, RFC 7634 §2).
 */
final class PacketPeerCases {
  private static final int AAD = 8;
  private static final int TEXT = 48;
  private static final int SLOT = 256;
  private static final int COUNT = 40;

  private PacketPeerCases() {}

  static List<VectorSuite> suites() {
    return List.of(
        new VectorSuite(
            "packet-peer-cases",
            "RFC 4303 section 2.2.1, RFC 4106 sections 3.1 and 5, RFC 7634 section 2",
            PacketPeerCases::run));
  }

  private static void run(CryptoLibrary library, VectorSuite.Collector out) {
    for (CipherSuite suite : authenticatedSuites()) {
      Pair pair = new Pair(library, suite);
      esnHighInIcv(out, pair);
      perPacketState(out, pair);
    }
  }

  /** Both ends of one SA with extended sequence numbers. */
  private record Pair(
      CryptoLibrary library, CipherSuite suite, PacketSealer sealer, PacketOpener opener) {
    Pair(CryptoLibrary library, CipherSuite suite) {
      this(
          library,
          suite,
          library.sealer(suite, key(suite), integrityKey(suite), true, VectorEntropy.seeded(1)),
          library.opener(suite, key(suite), integrityKey(suite), true));
    }

    private static byte[] key(CipherSuite suite) {
      return filled(suite.encryptionKeyLength(), 1);
    }

    private static byte[] integrityKey(CipherSuite suite) {
      return filled(suite.integrityKeyLength(), 2);
    }

    String label() {
      return suite.strongSwanName();
    }
  }

  private static byte[] filled(int length, int octet) {
    byte[] octets = new byte[length];
    Arrays.fill(octets, (byte) octet);
    return octets;
  }

  /** The high half is not sent, and still no packet opens under another one. */
  private static void esnHighInIcv(VectorSuite.Collector out, Pair pair) {
    byte[] sealed = filled(SLOT, 3);
    pair.sealer().seal(sealed, 0, AAD, TEXT, 1);
    for (int high : new int[] {0, 1, 2, -1}) {
      boolean authentic = pair.opener().open(sealed.clone(), 0, AAD, TEXT, high);
      out.compare(
          "EsnHighInIcv " + pair.label() + " sealed under 1, opened under " + high,
          high == 1 ? "authentic" : "refused",
          authentic ? "authentic" : "refused");
    }
  }

  /** Packets of one SA in one burst, each under another high half: none borrows from its fellow. */
  private static void perPacketState(VectorSuite.Collector out, Pair pair) {
    byte[] slab = filled(COUNT * SLOT, 4);
    SealBurst sealing = new SealBurst(COUNT);
    OpenBurst right = new OpenBurst(COUNT);
    OpenBurst shifted = new OpenBurst(COUNT);
    for (int i = 0; i < COUNT; i++) {
      sealing.add(pair.sealer(), i * SLOT, AAD, TEXT, i);
      right.add(pair.opener(), i * SLOT, AAD, TEXT, i);
      shifted.add(pair.opener(), i * SLOT, AAD, TEXT, (i + 1) % COUNT);
    }
    pair.library().sealBurst(slab, sealing);
    pair.library().openBurst(slab.clone(), shifted);
    out.compare(
        "PerPacketState " + pair.label() + " under the neighbour's high half",
        "0 of " + COUNT + " authentic",
        authentic(shifted) + " of " + COUNT + " authentic");
    if (pair.suite().ivLength() > 0) {
      out.compare(
          "PerPacketState " + pair.label() + " IVs",
          COUNT + " distinct",
          distinctIvs(slab, pair) + " distinct");
    }
    pair.library().openBurst(slab, right);
    out.compare(
        "PerPacketState " + pair.label() + " under its own",
        COUNT + " of " + COUNT + " authentic",
        authentic(right) + " of " + COUNT + " authentic");
  }

  private static int authentic(OpenBurst burst) {
    int authentic = 0;
    for (int i = 0; i < burst.count(); i++) {
      authentic += burst.isAuthentic(i) ? 1 : 0;
    }
    return authentic;
  }

  private static long distinctIvs(byte[] slab, Pair pair) {
    List<String> ivs = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      int iv = i * SLOT + AAD;
      ivs.add(Arrays.toString(Arrays.copyOfRange(slab, iv, iv + pair.suite().ivLength())));
    }
    return ivs.stream().distinct().count();
  }

  /** Every suite there is that authenticates. */
  static List<CipherSuite> authenticatedSuites() {
    List<CipherSuite> suites = new ArrayList<>();
    for (EncryptionAlgorithm encryption : EncryptionAlgorithm.values()) {
      for (int bits : new int[] {0, 128, 192, 256}) {
        for (IntegrityAlgorithm integrity : IntegrityAlgorithm.values()) {
          if (CipherSuite.refusal(encryption, bits, integrity) == null) {
            suites.add(new CipherSuite(encryption, bits, integrity));
          }
        }
      }
    }
    suites.removeIf(suite -> !suite.isAuthenticated());
    return List.copyOf(suites);
  }
}
