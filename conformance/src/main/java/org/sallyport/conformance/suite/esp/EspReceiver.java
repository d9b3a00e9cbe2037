// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.esp;

import java.util.Arrays;
import java.util.List;
import org.sallyport.conformance.suite.vectors.VectorEntropy;
import org.sallyport.engine.config.HeaderPolicy;
import org.sallyport.engine.config.PolicyConfig;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.PacketSealer;
import org.sallyport.engine.dataplane.esp.EspAssociations;
import org.sallyport.engine.dataplane.esp.EspInbound;
import org.sallyport.engine.dataplane.esp.EspTrailer;
import org.sallyport.engine.dataplane.esp.InboundAssociation;
import org.sallyport.engine.dataplane.sad.AssociationParameters;
import org.sallyport.engine.dataplane.sad.Lifetime;
import org.sallyport.engine.dataplane.sad.SadEvents;
import org.sallyport.engine.dataplane.spd.SecurityPolicy;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.wire.EspHeader;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Ipv4Header;

/**
 * The engine's whole inbound path, fed with packets that are really sealed: each packet is an ESP
 * dummy (RFC 4303 §2.6), whose number counts and whose payload is discarded.
 */
final class EspReceiver implements ScenarioReceiver {
  private static final int SPI = 0x5a11_0001;
  private static final int DUMMY = 59;
  private static final int ESP = 50;
  private static final int BURST = 8;
  private static final int OUTER_LENGTH = Ipv4Header.MIN_LENGTH;
  private static final IpAddress SENDER = IpAddress.parse("192.0.2.1");
  private static final IpAddress RECEIVER = IpAddress.parse("192.0.2.2");
  private static final CipherSuite SUITE =
      new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 128, IntegrityAlgorithm.NONE);

  private final PacketSealer sealer;
  private final InboundAssociation association;
  private final EspInbound inbound;
  private final byte[] slots;
  private final int slotLength;
  private final int espLength;

  EspReceiver(int windowSize, boolean extended, CryptoLibrary library) {
    byte[] key = new byte[SUITE.encryptionKeyLength()];
    Arrays.fill(key, (byte) 0x42);
    byte[] none = {};
    EntropySource entropy = VectorEntropy.UNUSED;
    sealer = library.sealer(SUITE, key, none, extended, entropy);
    SecurityPolicy policy =
        SecurityPolicy.of(
            new PolicyConfig(
                PolicyConfig.Action.BYPASS,
                TrafficSelectors.everything(true),
                TrafficSelectors.everything(true)));
    AssociationParameters parameters =
        new AssociationParameters(
            policy,
            Mode.TRANSPORT,
            List.of(TrafficSelectors.everything(true)),
            List.of(TrafficSelectors.everything(true)),
            RECEIVER,
            SENDER,
            null,
            Lifetime.UNLIMITED,
            HeaderPolicy.DEFAULT,
            0);
    association =
        new InboundAssociation(
            SPI,
            parameters,
            library.opener(SUITE, key, none, extended),
            windowSize,
            TraceSink.NONE);
    EspAssociations associations = new EspAssociations(1);
    if (!associations.addInbound(association)) {
      throw new IllegalStateException("an empty table takes one association");
    }
    inbound =
        new EspInbound(
            associations, library, SadEvents.NONE, (reason, spi, number, packet, nowNs) -> {});
    int textLength = EspTrailer.padLength(SUITE, 0) + EspHeader.TRAILER_LENGTH;
    espLength = EspHeader.LENGTH + SUITE.ivLength() + textLength + SUITE.icvLength();
    slotLength = OUTER_LENGTH + espLength;
    slots = new byte[BURST * slotLength];
  }

  @Override
  public DropReason receive(long number, boolean authentic) {
    Frame frame = seal(0, number);
    if (!authentic) {
      slots[slotLength - 1] ^= 1;
    }
    long[] before = drops();
    DropReason reason = inbound.add(read(frame), OUTER_LENGTH, espLength, 0);
    inbound.finish((packet, from, nowNs) -> {}, 0);
    if (reason != DropReason.NONE) {
      return reason;
    }
    long[] after = drops();
    for (DropReason candidate : DropReason.values()) {
      if (after[candidate.ordinal()] != before[candidate.ordinal()]) {
        return candidate == DropReason.DUMMY ? DropReason.NONE : candidate;
      }
    }
    throw new IllegalStateException("a dummy packet was handed on");
  }

  /** Authentic packets arrive in one burst: how many of them are accepted. */
  long receiveBurst(long... numbers) {
    long before = association.counters().drops(DropReason.DUMMY);
    for (int i = 0; i < numbers.length; i++) {
      Frame frame = seal(i, numbers[i]);
      inbound.add(read(frame), i * slotLength + OUTER_LENGTH, espLength, 0);
    }
    inbound.finish((packet, from, nowNs) -> {}, 0);
    return association.counters().drops(DropReason.DUMMY) - before;
  }

  private static IpView read(Frame frame) {
    if (frame.ip().read() != DropReason.NONE) {
      throw new IllegalStateException("the sender makes good packets");
    }
    return frame.ip();
  }

  /** The packet that a sender of this number makes. */
  private Frame seal(int slot, long number) {
    int start = slot * slotLength;
    int espOffset = start + OUTER_LENGTH;
    Arrays.fill(slots, start, start + slotLength, (byte) 0);
    SENDER.copyInto(slots, start + 12);
    RECEIVER.copyInto(slots, start + 16);
    Ipv4Header.writeAroundAddresses(slots, start, 0, slotLength, 0, false, 64, ESP);
    EspHeader.write(slots, espOffset, SPI, number);
    int padLength = EspTrailer.padLength(SUITE, 0);
    EspTrailer.write(slots, espOffset + EspHeader.LENGTH + SUITE.ivLength(), padLength, DUMMY);
    sealer.seal(
        slots,
        espOffset,
        EspHeader.LENGTH,
        padLength + EspHeader.TRAILER_LENGTH,
        (int) (number >>> 32));
    return new Frame().wrap(slots, start, slotLength);
  }

  private long[] drops() {
    long[] counts = new long[DropReason.values().length];
    for (DropReason reason : DropReason.values()) {
      counts[reason.ordinal()] = association.counters().drops(reason);
    }
    return counts;
  }

  @Override
  public void setTop(long top) {
    WindowState.setTop(association.window(), top);
  }
}
