// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.Digest;
import org.sallyport.engine.crypto.DigestAlgorithm;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.KeyAgreement;
import org.sallyport.engine.crypto.KeyExchange;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PacketOpener;
import org.sallyport.engine.crypto.PacketSealer;
import org.sallyport.engine.crypto.PacketTransform;
import org.sallyport.engine.crypto.Prf;
import org.sallyport.engine.crypto.PrfAlgorithm;

/**
 * Keeps the very arrays with secrets that pass between the engine and its library, and sees to it
 * that nothing but a job multiplies.
 */
final class SecretKeepingLibrary implements CryptoLibrary {
  /** Shared secrets, keys of prf, what prf+ gave, and the keys of sealers and openers. */
  final List<byte[]> secrets = new ArrayList<>();

  /** Every sealer and opener. */
  final List<PacketTransform> transforms = new ArrayList<>();

  private final CryptoLibrary library = new BouncyCastleLibrary();

  @Override
  public String name() {
    return library.name();
  }

  @Override
  public Digest digest(DigestAlgorithm algorithm) {
    return library.digest(algorithm);
  }

  @Override
  public Prf prf(PrfAlgorithm algorithm) {
    Prf prf = library.prf(algorithm);
    return new Prf() {
      @Override
      public PrfAlgorithm algorithm() {
        return algorithm;
      }

      @Override
      public byte[] prf(byte[] key, byte[]... chunks) {
        secrets.add(key);
        return prf.prf(key, chunks);
      }

      @Override
      public byte[] prfPlus(byte[] key, int length, byte[]... seedChunks) {
        byte[] result = prf.prfPlus(key, length, seedChunks);
        secrets.add(key);
        secrets.add(result);
        return result;
      }
    };
  }

  @Override
  public KeyExchange keyExchange(KeyExchangeMethod method, EntropySource entropy) {
    return keeping(library.keyExchange(method, entropy));
  }

  @Override
  public KeyExchange keyExchangeFrom(KeyExchangeMethod method, byte[] privateValue) {
    return keeping(library.keyExchangeFrom(method, privateValue));
  }

  private KeyExchange keeping(KeyExchange exchange) {
    return new KeyExchange() {
      @Override
      public KeyExchangeMethod method() {
        return exchange.method();
      }

      @Override
      public void computePublicValue() {
        exchange.computePublicValue();
      }

      @Override
      public boolean hasPublicValue() {
        return exchange.hasPublicValue();
      }

      @Override
      public byte[] publicValue() {
        assertTrue(exchange.hasPublicValue(), "a job has computed it before it is sent");
        return exchange.publicValue();
      }

      @Override
      public KeyAgreement sharedSecret(byte[] peerPublic) {
        KeyAgreement outcome = exchange.sharedSecret(peerPublic);
        if (outcome instanceof KeyAgreement.Agreed agreed) {
          secrets.add(agreed.secret());
        }
        return outcome;
      }

      @Override
      public void destroy() {
        exchange.destroy();
      }
    };
  }

  @Override
  public PacketSealer sealer(
      CipherSuite suite,
      byte[] encryptionKey,
      byte[] integrityKey,
      boolean extendedSequence,
      EntropySource entropy) {
    PacketSealer sealer =
        library.sealer(suite, encryptionKey, integrityKey, extendedSequence, entropy);
    keep(sealer, encryptionKey, integrityKey);
    return sealer;
  }

  @Override
  public PacketOpener opener(
      CipherSuite suite, byte[] encryptionKey, byte[] integrityKey, boolean extendedSequence) {
    PacketOpener opener = library.opener(suite, encryptionKey, integrityKey, extendedSequence);
    keep(opener, encryptionKey, integrityKey);
    return opener;
  }

  private void keep(PacketTransform transform, byte[] encryptionKey, byte[] integrityKey) {
    transforms.add(transform);
    secrets.add(encryptionKey);
    secrets.add(integrityKey);
  }
}
