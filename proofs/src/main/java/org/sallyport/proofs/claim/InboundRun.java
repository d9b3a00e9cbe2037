// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import com.microsoft.z3.ArrayExpr;
import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BitVecSort;
import com.microsoft.z3.Context;
import java.util.List;
import java.util.Map;
import org.sallyport.engine.config.HeaderPolicy;
import org.sallyport.engine.config.PolicyConfig;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.dataplane.esp.EspAssociations;
import org.sallyport.engine.dataplane.esp.EspAudit;
import org.sallyport.engine.dataplane.esp.EspInbound;
import org.sallyport.engine.dataplane.esp.EspSink;
import org.sallyport.engine.dataplane.esp.InboundAssociation;
import org.sallyport.engine.dataplane.sad.AssociationParameters;
import org.sallyport.engine.dataplane.sad.Lifetime;
import org.sallyport.engine.dataplane.sad.SadEvents;
import org.sallyport.engine.dataplane.spd.SecurityPolicy;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.proofs.bytecode.Branches;
import org.sallyport.proofs.bytecode.Machine;
import org.sallyport.proofs.bytecode.Value;
import org.sallyport.proofs.bytecode.Words;
import org.sallyport.proofs.claim.InboundStep.WindowSymbols;

/**
 * The shipped inbound path on one path of the proof: {@code EspInbound} with a burst, an
 * association and all that they are made of. Not run are: the look-up by SPI, the cipher (it says
 * whether the packet is authentic), what comes behind the advance (trailer, decapsulation), the
 * sink.
 */
final class InboundRun {
  static final int WINDOW = 64;
  static final int RING_WORDS = 2;
  static final int SLAB = 2048;

  /** Where the packet's ESP header lies; its octets and its length are symbols. */
  static final int ESP_OFFSET = 512;

  static final CipherSuite SUITE =
      new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 128, IntegrityAlgorithm.NONE);

  private static final String ESP = "org/sallyport/engine/dataplane/esp/";
  private static final String CRYPTO = "org/sallyport/engine/crypto/";
  private static final String REASON = "Lorg/sallyport/engine/drop/DropReason;";
  private static final String FRAME = "Lorg/sallyport/engine/frame/Frame;";
  private static final String SA = "Lorg/sallyport/engine/dataplane/sad/SecurityAssociation;";
  private static final int OTHER_OFFSET = 64;
  private static final int OTHER_TEXT = 16;
  private static final EspSink SINK = (packet, from, now) -> {};
  private static final EspAudit NOT_RUN = (reason, spi, sequence, packet, now) -> {};
  private static final Value NO_REASON = new Value.Concrete(DropReason.NONE);

  /**
   * What the cipher was given for the packet, and the slab at that time.
   *
   * @param highSequence what enters the ICV as high half
   */
  record Opened(
      ArrayExpr<BitVecSort, BitVecSort> slab,
      BitVecExpr offset,
      BitVecExpr aadLength,
      BitVecExpr textLength,
      BitVecExpr highSequence) {}

  private final Words words;
  private final Context z3;
  private final Machine machine;
  private final Value.Instance inbound;
  private final Value.Instance association;
  private final Value.Instance window;
  private final BitVecExpr nowNs;
  private WindowSymbols later;
  private BitVecExpr authentic;
  private int openings;
  private Opened opened;
  private int audits;
  private DropReason auditedReason = DropReason.NONE;
  private BitVecExpr auditedSequence;
  private Value.Instance frame;
  private boolean delivered;
  private int hearings;

  InboundRun(Words words, Branches branches, boolean extended, Map<String, String> replacements) {
    this.words = words;
    z3 = words.z3();
    nowNs = z3.mkBVConst("now", 64);
    InboundAssociation real =
        new InboundAssociation(
            0x1000,
            parameters(),
            UnusedCipher.INSTANCE.opener(SUITE, extended),
            WINDOW,
            TraceSink.NONE);
    inbound =
        Instances.of(
            new EspInbound(
                new EspAssociations(1), new BouncyCastleLibrary(), SadEvents.NONE, NOT_RUN),
            words);
    association = Instances.of(real, words);
    window = (Value.Instance) association.fields().get("window");
    machine = new Machine(words, branches, replacements);
    stubs();
  }

  private static AssociationParameters parameters() {
    SecurityPolicy policy =
        SecurityPolicy.of(
            new PolicyConfig(
                PolicyConfig.Action.BYPASS,
                TrafficSelectors.everything(true),
                TrafficSelectors.everything(true)));
    return new AssociationParameters(
        policy,
        Mode.TUNNEL,
        List.of(TrafficSelectors.everything(true)),
        List.of(TrafficSelectors.everything(true)),
        IpAddress.parse("192.0.2.1"),
        IpAddress.parse("192.0.2.2"),
        null,
        Lifetime.UNLIMITED,
        HeaderPolicy.DEFAULT,
        0);
  }

  private void stubs() {
    String arrays = "([BII)";
    machine
        .stub(
            ESP + "EspAssociations.bySpi(I)L" + ESP + "InboundAssociation;",
            arguments -> association)
        .stub(
            ESP + "EspAudit.audit(" + REASON + "IJLorg/sallyport/engine/frame/IpView;J)V",
            arguments -> {
              audits++;
              auditedReason = (DropReason) ((Value.Concrete) arguments.get(1)).object();
              auditedSequence = bits(arguments.get(3));
              return null;
            })
        .stub(
            "org/sallyport/engine/dataplane/sad/SadEvents.heard(IJ)V",
            arguments -> {
              hearings++;
              return null;
            })
        .stub(ESP + "InboundAssociation.enter(J)" + REASON, arguments -> NO_REASON)
        .stub(ESP + "InboundAssociation.pass(IJ)" + REASON, arguments -> NO_REASON)
        .stub(
            ESP
                + "InboundAssociation.reportLifetime(Lorg/sallyport/engine/dataplane/sad/SadEvents;J)V",
            arguments -> null)
        .stub(CRYPTO + "PacketCipher.open([BIIII)Z", this::open)
        .stub(ESP + "EspTrailer.payloadLength" + arrays + "I", arguments -> words.ofInt(0))
        .stub(ESP + "EspTrailer.isDefaultPadding([BIII)Z", arguments -> words.ofInt(1))
        .stub(ESP + "EspTrailer.nextHeader" + arrays + "I", arguments -> words.ofInt(4))
        .stub(
            ESP
                + "EspInbound.decapsulate("
                + FRAME
                + "L"
                + ESP
                + "InboundAssociation;III)"
                + REASON,
            arguments -> NO_REASON)
        .stub(
            ESP + "EspSink.packet(" + FRAME + SA + "J)V",
            arguments -> {
              delivered = isTheFrame(arguments.get(1));
              return null;
            });
  }

  @SuppressWarnings("ReferenceEquality") // the very frame, not one like it
  private boolean isTheFrame(Value value) {
    return value == frame;
  }

  /** A forged packet enters, then the packet. */
  DropReason enter(
      WindowSymbols state,
      ArrayExpr<BitVecSort, BitVecSort> octets,
      BitVecExpr espOffset,
      BitVecExpr espLength) {
    Value.Symbols slab = new Value.Symbols(octets, SLAB);
    put(state);
    enterForged(slab);
    frame = frame(slab);
    Value reason =
        machine.call(
            ESP + "EspInbound",
            "add",
            "(Lorg/sallyport/engine/frame/IpView;IIJ)" + REASON,
            List.of(
                inbound,
                frame.fields().get("ip"),
                new Value.Word(espOffset),
                new Value.Word(espLength),
                new Value.Word(nowNs)));
    return (DropReason) ((Value.Concrete) reason).object();
  }

  /** What {@code EspInbound.add} does for a packet that entered, with a number that is a symbol. */
  private void enterForged(Value.Symbols slab) {
    Value other = new Value.Word(z3.mkBVConst("forged", 64));
    machine.call(
        ESP + "EspBurst",
        "add",
        "(" + FRAME + SA + "JI)V",
        List.of(
            inbound.fields().get("burst"),
            frame(slab),
            association,
            other,
            words.ofInt(OTHER_OFFSET)));
    machine.call(
        CRYPTO + "OpenBurst",
        "add",
        "(L" + CRYPTO + "PacketOpener;IIII)I",
        List.of(
            inbound.fields().get("batch"),
            association.fields().get("opener"),
            words.ofInt(OTHER_OFFSET),
            words.ofInt(8),
            words.ofInt(OTHER_TEXT),
            new Value.Word(z3.mkBVConst("forged.high", 32))));
  }

  private Value.Instance frame(Value.Symbols slab) {
    Value.Instance made = Instances.of(new Frame().wrap(new byte[SLAB], 0, SLAB), words);
    made.fields().put("bytes", slab);
    return made;
  }

  /** The burst is verified and advanced; {@code state} is the window's when it is verified. */
  void finish(WindowSymbols state, BitVecExpr authentic) {
    later = state;
    this.authentic = authentic;
    audits = -1; // the forged packet's refusal comes first
    machine.call(
        ESP + "EspInbound",
        "finish",
        "(L" + ESP + "EspSink;J)I",
        List.of(inbound, new Value.Concrete(SINK), new Value.Word(nowNs)));
  }

  private Value open(List<Value> arguments) {
    if (openings++ == 0) {
      return words.ofInt(0);
    }
    opened =
        new Opened(
            ((Value.Symbols) arguments.get(1)).elements(),
            bits(arguments.get(2)),
            bits(arguments.get(3)),
            bits(arguments.get(4)),
            bits(arguments.get(5)));
    put(later);
    return new Value.Word(authentic);
  }

  private void put(WindowSymbols state) {
    window.fields().put("top", new Value.Word(state.top()));
    ((Value.Symbols) window.fields().get("words")).become(state.bitmap());
  }

  private static BitVecExpr bits(Value value) {
    return ((Value.Word) value).bits();
  }

  /** What the cipher was given. */
  Opened opened() {
    return opened;
  }

  /** Whether the last step audited a refusal; the forged packet's is not counted. */
  boolean audited() {
    return audits > 0;
  }

  DropReason auditedReason() {
    return auditedReason;
  }

  BitVecExpr auditedSequence() {
    return auditedSequence;
  }

  /** Whether the very frame of the packet reached the sink. */
  boolean delivered() {
    return delivered;
  }

  /** The number that the packet entered with, or was refused for. */
  BitVecExpr sequence() {
    Value.Instance burst = (Value.Instance) inbound.fields().get("burst");
    Value.Symbols sequences = (Value.Symbols) burst.fields().get("sequences");
    return audited()
        ? auditedSequence
        : (BitVecExpr) z3.mkSelect(sequences.elements(), z3.mkBV(1, 32)).simplify();
  }

  /** How often a packet was taken for a sign of life; the forged one must not be. */
  int hearings() {
    return hearings;
  }

  BitVecExpr top() {
    return bits(window.fields().get("top"));
  }

  ArrayExpr<BitVecSort, BitVecSort> bitmap() {
    return ((Value.Symbols) window.fields().get("words")).elements();
  }
}
