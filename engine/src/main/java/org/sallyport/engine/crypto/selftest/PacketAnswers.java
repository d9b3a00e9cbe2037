// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto.selftest;

import static org.sallyport.engine.crypto.selftest.KnownAnswer.hex;
import static org.sallyport.engine.crypto.selftest.KnownAnswer.joined;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.IntegrityAlgorithm;

/**
 * Encryption and integrity, sealed and opened: the answer is ciphertext and ICV, then 1 because the
 * packet is authentic, the plaintext, and 0 because it is not once a bit has changed. CBC alone
 * authenticates nothing, so there the last one is 1 too.
 */
final class PacketAnswers {
  /** For the key of an IV generator that is not used. */
  private static final EntropySource NOTHING =
      (target, offset, length) -> Arrays.fill(target, offset, offset + length, (byte) 0);

  private PacketAnswers() {}

  static List<KnownAnswer> all() {
    List<KnownAnswer> answers = new ArrayList<>();
    answers.add(
        packet(
            new CipherSuite(EncryptionAlgorithm.AES_CBC, 128, IntegrityAlgorithm.NONE),
            "RFC 3602 section 4, case 1",
            "06a9214036b8a15b512e03d534120006",
            "",
            "",
            "3dafba429d9eb430b422da802c9fac41",
            "53696e676c6520626c6f636b206d7367",
            "e353779c1079aeb82708942dbe77181a"));
    answers.add(
        packet(
            new CipherSuite(EncryptionAlgorithm.AES_CBC, 192, IntegrityAlgorithm.NONE),
            "NIST SP 800-38A, F.2.3",
            "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b",
            "",
            "",
            "000102030405060708090a0b0c0d0e0f",
            "6bc1bee22e409f96e93d7e117393172a",
            "4f021db243bc633d7178183a9fa071e8"));
    answers.add(
        packet(
            new CipherSuite(EncryptionAlgorithm.AES_CBC, 256, IntegrityAlgorithm.NONE),
            "NIST SP 800-38A, F.2.5",
            "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
            "",
            "",
            "000102030405060708090a0b0c0d0e0f",
            "6bc1bee22e409f96e93d7e117393172a",
            "f58c4c04d6e5f1ba779eabfb5f7bfbd6"));
    answers.add(
        packet(
            new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 128, IntegrityAlgorithm.NONE),
            "McGrew and Viega, GCM specification, test case 4",
            "feffe9928665731c6d6a8f9467308308cafebabe",
            "",
            "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            "facedbaddecaf888",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
            "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
                + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e0915bc94fbc"
                + "3221a5db94fae95ae7121a47"));
    answers.add(
        packet(
            new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 192, IntegrityAlgorithm.NONE),
            "McGrew and Viega, GCM specification, test case 10",
            "feffe9928665731c6d6a8f9467308308feffe9928665731ccafebabe",
            "",
            "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            "facedbaddecaf888",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
            "3980ca0b3c00e841eb06fac4872a2757859e1ceaa6efd984628593b40ca1e19c"
                + "7d773d00c144c525ac619d18c84a3f4718e2448b2fe324d9ccda27102519498e"
                + "80f1478f37ba55bd6d27618c"));
    answers.add(
        packet(
            new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 256, IntegrityAlgorithm.NONE),
            "McGrew and Viega, GCM specification, test case 16",
            "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308" + "cafebabe",
            "",
            "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            "facedbaddecaf888",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece"
                + "0f4e1768cddf8853bb2d551b"));
    answers.add(
        packet(
            new CipherSuite(EncryptionAlgorithm.CHACHA20_POLY1305, 256, IntegrityAlgorithm.NONE),
            "RFC 7634 appendix A",
            "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f" + "a0a1a2a3",
            "",
            "0102030400000005",
            "1011121314151617",
            "45000054a6f200004001e778c6336405c000020508005b7a3a080000553bec10"
                + "0007362708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20212223"
                + "2425262728292a2b2c2d2e2f303132333435363701020204",
            "24039428b97f417e3c13753a4f05087b67c352e6a7fab1b982d466ef407ae5c6"
                + "14ee8099d52844eb61aa95dfab4c02f72aa71e7c4c4f64c9befe2facc638e8f3"
                + "cbec163fac469b502773f6fb94e664da9165b82829f641e076aaa8266b7fb0f7"
                + "b11b369907e1ad43"));
    answers.add(
        packet(
            new CipherSuite(EncryptionAlgorithm.NULL, 0, IntegrityAlgorithm.HMAC_SHA1_96),
            "RFC 2202 section 3, test case 1",
            "",
            "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
            "4869205468657265",
            "",
            "",
            "b617318655057264e28bc0b6"));
    answers.add(
        packet(
            new CipherSuite(EncryptionAlgorithm.NULL, 0, IntegrityAlgorithm.HMAC_SHA2_256_128),
            "RFC 4868 section 2.7.2",
            "",
            "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
            "4869205468657265",
            "",
            "",
            "198a607eb44bfbc69903a0f1cf2bbdc5"));
    answers.add(
        packet(
            new CipherSuite(EncryptionAlgorithm.NULL, 0, IntegrityAlgorithm.HMAC_SHA2_384_192),
            "RFC 4868 section 2.7.2",
            "",
            "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"
                + "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
            "4869205468657265",
            "",
            "",
            "b6a8d5636f5c6a7224f9977dcf7ee6c7fb6d0c48cbdee973"));
    answers.add(
        packet(
            new CipherSuite(EncryptionAlgorithm.NULL, 0, IntegrityAlgorithm.HMAC_SHA2_512_256),
            "RFC 4868 section 2.7.2",
            "",
            "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"
                + "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
            "4869205468657265",
            "",
            "",
            "637edc6e01dce7e6742a99451aae82df23da3e92439e590e43e761b33e910fb8"));
    return answers;
  }

  private static KnownAnswer packet(
      CipherSuite suite,
      String origin,
      String key,
      String integrityKey,
      String aad,
      String iv,
      String plain,
      String sealed) {
    boolean isAead = suite.encryption().isAead();
    String name =
        suite.encryption() == EncryptionAlgorithm.NULL
            ? suite.integrity().displayName()
            : suite.encryption().displayName() + "-" + suite.keyBits();
    byte[] packet = joined(hex(aad), hex(iv), hex(plain), new byte[suite.icvLength()]);
    int aadLength = hex(aad).length;
    int textLength = hex(plain).length;
    byte forged = (byte) (isAead || suite.integrity() != IntegrityAlgorithm.NONE ? 0 : 1);
    return new KnownAnswer(
        name,
        origin,
        library ->
            sealedAndOpened(
                library,
                suite,
                hex(key),
                hex(integrityKey),
                Arrays.copyOf(packet, packet.length),
                aadLength,
                textLength),
        joined(hex(sealed), new byte[] {1}, hex(plain), new byte[] {forged}));
  }

  private static byte[] sealedAndOpened(
      CryptoLibrary library,
      CipherSuite suite,
      byte[] key,
      byte[] integrityKey,
      byte[] packet,
      int aadLength,
      int textLength) {
    int textOffset = aadLength + suite.ivLength();
    var sealer = library.sealer(suite, key, integrityKey, false, NOTHING);
    sealer.sealWithIv(packet, 0, aadLength, textLength, 0);
    byte[] sealed = Arrays.copyOfRange(packet, textOffset, packet.length);
    byte[] forged = Arrays.copyOf(packet, packet.length);
    forged[forged.length - 1] ^= 1;
    var opener = library.opener(suite, key, integrityKey, false);
    boolean isAuthentic = opener.open(packet, 0, aadLength, textLength, 0);
    boolean isFooled = opener.open(forged, 0, aadLength, textLength, 0);
    sealer.destroy();
    opener.destroy();
    return joined(
        sealed,
        new byte[] {(byte) (isAuthentic ? 1 : 0)},
        Arrays.copyOfRange(packet, textOffset, textOffset + textLength),
        new byte[] {(byte) (isFooled ? 1 : 0)});
  }
}
