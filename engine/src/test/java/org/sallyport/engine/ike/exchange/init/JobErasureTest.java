// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.init;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.KeyExchange;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.ike.sa.Handshake;
import org.sallyport.engine.task.Job;
import org.sallyport.engine.wire.OctetString;

/** A job that is given up zeroes what is secret of it, whoever else does. */
final class JobErasureTest {
  private final KeyExchange own =
      new BouncyCastleLibrary()
          .keyExchange(
              KeyExchangeMethod.X25519,
              (target, offset, length) -> Arrays.fill(target, offset, offset + length, (byte) 7));
  private final Handshake handshake = new Handshake(true, OctetString.EMPTY, own);

  private void assertZeroes(Job job) {
    assertFalse(job.isDone());
    job.destroy();
    assertThrows(IllegalStateException.class, own::computePublicValue);
  }

  @Test
  void theComputationOfAPublicValue() {
    assertZeroes(new KeyPairJob(null, handshake));
  }

  @Test
  void theComputationOfASharedSecret() {
    assertZeroes(new SharedSecretJob(handshake, null, true));
  }
}
