// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.esp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sallyport.conformance.suite.ConformanceSuite;
import org.sallyport.conformance.suite.vectors.VectorCase;
import org.sallyport.conformance.suite.vectors.VectorFile;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.sim.crypto.CryptoLibraries;

/**
 * Whole ESP packets from documents, opened and sealed with every crypto library: the vectors as
 * they are, and each with one octet forged, which nothing may accept.
 */
public final class EspPacketVectors implements ConformanceSuite {
  private static final String CBC = "rfc3602-esp.txt";
  private static final String GCM = "esp-aes-gcm-mcgrew-draft.txt";
  private static final String CHACHA = "rfc7634-chacha20poly1305.txt";
  private static final byte[] NOTHING = {};

  /** Made for the list of suites. */
  public EspPacketVectors() {}

  @Override
  public String name() {
    return "esp-packets";
  }

  @Override
  public String origin() {
    return CBC
        + ": RFC 3602 section 4; "
        + GCM
        + ": draft-mcgrew-gcm-test-01; "
        + CHACHA
        + ": RFC 7634 appendix A";
  }

  @Override
  public void run(Sink sink) {
    List<EspCase> cases = cases();
    for (CryptoLibrary library : CryptoLibraries.available()) {
      for (EspCase test : cases) {
        String name = library.name() + ": " + test.name();
        sink.accept(EspCases.result(name(), test, name, origin(), library));
        if (test.suite().isAuthenticated()) {
          forgeries(sink, test, name, library);
        }
      }
    }
  }

  /** The first octet of each part, and the last of all. */
  private void forgeries(Sink sink, EspCase test, String name, CryptoLibrary library) {
    int ivEnd = 8 + test.suite().ivLength();
    int icv = test.packet().length - test.suite().icvLength();
    int last = test.packet().length - 1;
    for (int position : new int[] {0, 7, 8, ivEnd, icv - 1, icv, last}) {
      byte[] forged = test.packet().clone();
      forged[position] ^= 1;
      EspCase forgery = with(test, forged, test.sequence());
      sink.accept(
          EspCases.result(
              name(), forgery, name + " forged at octet " + position, origin(), library));
    }
    byte[] shorter = Arrays.copyOf(test.packet(), last);
    EspCase truncated = with(test, shorter, test.sequence());
    sink.accept(EspCases.result(name(), truncated, name + " truncated", origin(), library));
    if (test.extended()) {
      EspCase other = with(test, test.packet(), test.sequence() ^ 1L << 32);
      sink.accept(EspCases.result(name(), other, name + " of another cycle", origin(), library));
    }
  }

  private static EspCase with(EspCase test, byte[] packet, long sequence) {
    return new EspCase(
        test.name(),
        test.suite(),
        test.encryptionKey(),
        test.integrityKey(),
        test.spi(),
        test.extended(),
        sequence,
        null,
        packet,
        test.plain(),
        test.nextHeader(),
        false,
        test.line());
  }

  private static List<EspCase> cases() {
    List<EspCase> cases = new ArrayList<>();
    for (VectorCase vector : VectorFile.resource(CBC).cases()) {
      byte[] plain = vector.hex("inner_payload");
      int nextHeader = vector.number("next_header");
      cases.add(
          espCase(
              "RFC 3602 " + vector.name(), EncryptionAlgorithm.AES_CBC, vector, plain, nextHeader));
    }
    for (VectorCase vector : VectorFile.resource(GCM).cases()) {
      byte[] text = vector.hex("plain");
      int payload = text.length - 2 - (text[text.length - 2] & 0xff);
      cases.add(
          espCase(
              "draft-mcgrew " + vector.name(),
              EncryptionAlgorithm.AES_GCM_16,
              vector,
              Arrays.copyOf(text, payload),
              text[text.length - 1] & 0xff));
    }
    VectorCase chacha = VectorFile.resource(CHACHA).cases().getFirst();
    cases.add(
        espCase(
            "RFC 7634 " + chacha.name(),
            EncryptionAlgorithm.CHACHA20_POLY1305,
            chacha,
            chacha.hex("plain_ip_packet"),
            chacha.number("next_header")));
    return cases;
  }

  private static EspCase espCase(
      String name,
      EncryptionAlgorithm encryption,
      VectorCase vector,
      byte[] plain,
      int nextHeader) {
    byte[] key = vector.hex("key");
    byte[] salt = vector.has("salt") ? vector.hex("salt") : NOTHING;
    byte[] keyAndSalt = Arrays.copyOf(key, key.length + salt.length);
    System.arraycopy(salt, 0, keyAndSalt, key.length, salt.length);
    return new EspCase(
        name,
        new CipherSuite(encryption, 8 * key.length, IntegrityAlgorithm.NONE),
        keyAndSalt,
        NOTHING,
        (int) Long.parseLong(vector.text("spi"), 16),
        vector.text("esn", "no").equals("yes"),
        Long.parseUnsignedLong(vector.text("seq"), 16),
        vector.hex("iv"),
        vector.hex("esp_packet"),
        plain,
        nextHeader,
        true,
        0);
  }
}
