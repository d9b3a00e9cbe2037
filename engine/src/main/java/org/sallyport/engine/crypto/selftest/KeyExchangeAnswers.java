// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto.selftest;

import static org.sallyport.engine.crypto.selftest.KnownAnswer.hex;
import static org.sallyport.engine.crypto.selftest.KnownAnswer.joined;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.crypto.DigestAlgorithm;
import org.sallyport.engine.crypto.KeyAgreement;
import org.sallyport.engine.crypto.KeyAgreement.Agreed;
import org.sallyport.engine.crypto.KeyExchange;
import org.sallyport.engine.crypto.KeyExchangeMethod;

/** Every key exchange method: public value and shared secret of a given private value. */
final class KeyExchangeAnswers {
  private static final int EXPONENT_OCTETS = 8;

  private KeyExchangeAnswers() {}

  static List<KnownAnswer> all() {
    List<KnownAnswer> answers = new ArrayList<>();
    answers.add(
        modp(
            KeyExchangeMethod.MODP_768,
            "d09b50d6fe1c7aa315cb3180e9742e40edc414f3a982507b649056fc8e375444"));
    answers.add(
        modp(
            KeyExchangeMethod.MODP_1024,
            "c31286b54aaf457df6f25bfa5b4f4c32f21f90cdec35ab49c85f6101b3ca7e42"));
    answers.add(
        modp(
            KeyExchangeMethod.MODP_1536,
            "f6ddac77dbb03b4d47c8188031a357f883d8c26090ce76e0656c077dcdc2ee92"));
    answers.add(
        modp(
            KeyExchangeMethod.MODP_2048,
            "3d5afa1b07b91cb7d0e5c5baf00f1e54ae11f34651bb723625be2224bd537139"));
    answers.add(
        modp(
            KeyExchangeMethod.MODP_3072,
            "753d55ae66583c34eddbdc622c474d6f511ae7424782e67b70512827bb7f700a"));
    answers.add(
        modp(
            KeyExchangeMethod.MODP_4096,
            "e9c76e6449d7d310707dddd1da83ba8b5c2794d110ba486a521feca1c6bf1a7c"));
    answers.add(
        modp(
            KeyExchangeMethod.MODP_6144,
            "8fd9be1e91aa3cd3d6e055faa3e93ea4df79e77185a0cd739794c97e03c517c8"));
    answers.add(
        modp(
            KeyExchangeMethod.MODP_8192,
            "202a06827438f61f565aeeb56b1486edfd735dcd8ebc2e076f2fc103d2face3b"));
    answers.add(
        exchange(
            KeyExchangeMethod.ECP_256,
            "RFC 5903 section 8.1",
            "c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433",
            "d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf63"
                + "56fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8353e74f33039872ab",
            "dad0b65394221cf9b051e1feca5787d098dfe637fc90b9ef945d0c3772581180"
                + "5271a0461cdb8252d61f1c456fa3e59ab1f45b33accf5f58389e0577b8990bb3",
            "d6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de"));
    answers.add(
        exchange(
            KeyExchangeMethod.ECP_384,
            "RFC 5903 section 8.2",
            "099f3c7034d4a2c699884d73a375a67f7624ef7c6b3c0f160647b67414dce655"
                + "e35b538041e649ee3faef896783ab194",
            "e558dbef53eecde3d3fccfc1aea08a89a987475d12fd950d83cfa41732bc509d"
                + "0d1ac43a0336def96fda41d0774a3571dcfbec7aacf3196472169e838430367f"
                + "66eebe3c6e70c416dd5f0c68759dd1fff83fa40142209dff5eaad96db9e6386c",
            "667842d7d180ac2cde6f74f37551f55755c7645c20ef73e31634fe72b4c55ee6"
                + "de3ac808acb4bdb4c88732aee95f41aa9482ed1fc0eeb9cafc4984625ccfc23f"
                + "65032149e0e144ada024181535a0f38eeb9fcff3c2c947dae69b4c634573a81c",
            "11187331c279962d93d604243fd592cb9d0a926f422e47187521287e7156c5c4"
                + "d603135569b9e9d09cf5d4a270f59746"));
    answers.add(
        exchange(
            KeyExchangeMethod.ECP_521,
            "RFC 5903 section 8.3",
            "0037ade9319a89f4dabdb3ef411aaccca5123c61acab57b5393dce47608172a0"
                + "95aa85a30fe1c2952c6771d937ba9777f5957b2639bab072462f68c27a57382d"
                + "4a52",
            "00d0b3975ac4b799f5bea16d5e13e9af971d5e9b984c9f39728b5e5739735a21"
                + "9b97c356436adc6e95bb0352f6be64a6c2912d4ef2d0433ced2b6171640012d9"
                + "460f015c68226383956e3bd066e797b623c27ce0eac2f551a10c2c724d985207"
                + "7b87220b6536c5c408a1d2aebb8e86d678ae49cb57091f4732296579ab44fcd1"
                + "7f0fc56a",
            "0015417e84dbf28c0ad3c278713349dc7df153c897a1891bd98bab4357c9ecbe"
                + "e1e3bf42e00b8e380aeae57c2d107564941885942af5a7f4601723c4195d176c"
                + "ed3e017cae20b6641d2eeb695786d8c946146239d099e18e1d5a514c739d7cb4"
                + "a10ad8a788015ac405d7799dc75e7b7d5b6cf2261a6a7f1507438bf01beb6ca3"
                + "926f9582",
            "01144c7d79ae6956bc8edb8e7c787c4521cb086fa64407f97894e5e6b2d79b04"
                + "d1427e73ca4baa240a34786859810c06b3c715a3a8cc3151f2bee417996d19f3"
                + "ddea"));
    answers.add(
        exchange(
            KeyExchangeMethod.X25519,
            "RFC 7748 section 6.1",
            "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
            "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
            "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
            "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"));
    answers.add(
        exchange(
            KeyExchangeMethod.X448,
            "RFC 7748 section 6.2",
            "9a8f4925d1519f5775cf46b04b5800d4ee9ee8bae8bc5565d498c28dd9c9baf5"
                + "74a9419744897391006382a6f127ab1d9ac2d8c0a598726b",
            "3eb7a829b0cd20f5bcfc0b599b6feccf6da4627107bdb0d4f345b43027d8b972"
                + "fc3e34fb4232a13ca706dcb57aec3dae07bdc1c67bf33609",
            "9b08f7cc31b7e3e67d22d5aea121074a273bd2b83de09c63faa73d2c22c5d9bb"
                + "c836647241d953d40c5b12da88120d53177f80e532c41fa0",
            "07fff4181ac6cc95ec1c16a94a0f74d12da232ce40a77552281d282bb60c0b56"
                + "fd2464c335543936521c24403085d59a449a5037514a879d"));
    return answers;
  }

  /**
   * RFC 3526 has no example, so the answer is 2 to the power 0x0102..08 modulo the RFC's prime,
   * computed with another implementation of long integers (CPython's); of it, the SHA-256. The
   * exponent is short because this is asked at every start and 8192 bits take their time.
   */
  private static KnownAnswer modp(KeyExchangeMethod method, String digest) {
    byte[] exponent = new byte[EXPONENT_OCTETS];
    for (int i = 0; i < exponent.length; i++) {
      exponent[i] = (byte) (i + 1);
    }
    return new KnownAnswer(
        method.strongSwanName(),
        "primes of RFC 7296 appendix B and RFC 3526, power by CPython",
        library ->
            library
                .digest(DigestAlgorithm.SHA2_256)
                .digest(library.keyExchangeFrom(method, exponent).publicValue()),
        hex(digest));
  }

  private static KnownAnswer exchange(
      KeyExchangeMethod method,
      String origin,
      String privateValue,
      String peer,
      String publicValue,
      String secret) {
    return new KnownAnswer(
        method.strongSwanName(),
        origin,
        library -> {
          KeyExchange exchange = library.keyExchangeFrom(method, hex(privateValue));
          KeyAgreement agreement = exchange.sharedSecret(hex(peer));
          byte[] agreed = agreement instanceof Agreed success ? success.secret() : new byte[0];
          return joined(exchange.publicValue(), agreed);
        },
        joined(hex(publicValue), hex(secret)));
  }
}
