// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.crypto.ConstantTime;
import org.sallyport.engine.crypto.PacketTransform;
import org.sallyport.engine.ike.keys.IkeKeyMaterial;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.IkeMessage;
import org.sallyport.engine.wire.ike.IkeParser;
import org.sallyport.engine.wire.ike.NoncePayload;

/**
 * Secrets are overwritten as soon as nothing needs them any more (RFC 7296 §2.12): whoever reads
 * the memory of a host later can not decrypt what was recorded before.
 */
final class SecretErasureTest {
  private final SecretKeepingLibrary library = new SecretKeepingLibrary();
  private final IkePair pair = new IkePair();

  private void establish() {
    pair.a.crypto = library;
    pair.b.crypto = library;
    pair.with(List.of(IkePair.CBC), List.of(IkePair.CBC));
    for (IkePair.End end : List.of(pair.a, pair.b)) {
      end.esp(IkePair.ESP_CBC);
    }
    pair.establish();
    assertEquals(HthState.ESTABLISHED, pair.a.state());
    assertEquals(HthState.ESTABLISHED, pair.b.state());
    assertFalse(library.secrets.isEmpty());
  }

  /** Ni | Nr, by which SKEYSEED is keyed and which everybody can read. */
  private byte[] nonces() {
    byte[] initiator = nonce(0);
    byte[] responder = nonce(1);
    byte[] both = Arrays.copyOf(initiator, initiator.length + responder.length);
    System.arraycopy(responder, 0, both, initiator.length, responder.length);
    return both;
  }

  private byte[] nonce(int datagram) {
    byte[] octets = pair.sent.get(datagram).octets();
    NoncePayload nonce =
        ((IkeMessage) IkeParser.parseMessage(octets, 0, octets.length)).payloads().nonce();
    assertNotNull(nonce);
    return nonce.data().toArray();
  }

  @SuppressWarnings("ReferenceEquality") // The array itself is meant, not one of equal octets.
  private void assertZeroedBut(List<byte[]> inUse) {
    byte[] nonces = nonces();
    for (byte[] secret : library.secrets) {
      boolean isInUse = inUse.stream().anyMatch(live -> live == secret);
      assertTrue(
          isInUse || Arrays.equals(secret, nonces) || ConstantTime.isZero(secret),
          () -> "left in memory: " + OctetString.of(secret).toHex());
    }
  }

  @Test
  void anEstablishedSaHasOnlyTheKeysThatItUses() {
    // R7296-2.12-1
    establish();
    IkeKeyMaterial ofA = IkePair.only(pair.a).keys().material();
    IkeKeyMaterial ofB = IkePair.only(pair.b).keys().material();
    assertZeroedBut(List.of(ofA.d(), ofA.pi(), ofA.pr(), ofB.d(), ofB.pi(), ofB.pr()));
    for (byte[] messageKey : List.of(ofA.ai(), ofA.ar(), ofA.ei(), ofA.er())) {
      assertTrue(ConstantTime.isZero(messageKey), "sealer and opener have copies");
      assertTrue(messageKey.length > 0);
    }
    for (IkePair.End end : List.of(pair.a, pair.b)) {
      assertEquals(4, end.sad.keyArrays.size());
      for (byte[] key : end.sad.keyArrays) {
        assertEquals(32, key.length);
        assertTrue(ConstantTime.isZero(key), "the data plane has copies of KEYMAT");
      }
    }
  }

  @Test
  void aClosedSaHasNoKeys() {
    // R7296-2.12-1
    establish();
    pair.a.engine.close(pair.a.peer, pair.nowNs);
    pair.run();
    assertEquals(HthState.CLOSED, pair.a.state());
    assertEquals(HthState.LINGERING, pair.b.state(), "the last answer is kept, and no key");
    assertZeroedBut(List.of());
    assertEquals(4, library.transforms.size());
    for (PacketTransform transform : library.transforms) {
      assertThrows(
          IllegalStateException.class, () -> transform.checkRange(new byte[100], 0, 0, 16));
    }
  }

  @Test
  void anAgreementThatNobodyTakesLeavesNoSharedSecret() {
    pair.a.crypto = library;
    pair.b.crypto = library;
    pair.start().initiate(pair.a);
    pair.deliver(pair.wire.remove());
    int before = library.secrets.size();
    pair.deliverOnly(pair.wire.remove());
    // The turn of the job, and none for the task that waits for it.
    pair.a.scheduler.run(pair.nowNs, 1, pair.a.engine.tasks());
    assertEquals(before + 1, library.secrets.size());
    byte[] secret = library.secrets.get(before);
    assertFalse(ConstantTime.isZero(secret));
    pair.a.engine.close(pair.a.peer, pair.nowNs);
    assertArrayEquals(new byte[secret.length], secret);
  }
}
