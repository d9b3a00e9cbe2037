// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.esp;

import java.util.Arrays;
import java.util.HexFormat;
import org.sallyport.conformance.suite.vectors.VectorEntropy;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.PacketOpener;
import org.sallyport.engine.crypto.PacketSealer;
import org.sallyport.engine.dataplane.esp.EspTrailer;
import org.sallyport.engine.dataplane.esp.ExtendedSequence;
import org.sallyport.engine.dataplane.esp.ReplayWindow;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.ReplayWindowState;
import org.sallyport.engine.wire.EspHeader;
import org.sallyport.engine.wire.Octets;

/**
 * One ESP case put to the engine's parts in the order of its inbound path (RFC 4303 §3.4): SPI,
 * number, window, ICV and decryption, window again, trailer. Then what came out is compared with
 * what the case says, and a valid packet is made again from it.
 */
final class EspCaseRun {
  private static final HexFormat HEX = HexFormat.of();
  private static final int WINDOW = 64;

  private final EspCase test;
  private final CipherSuite suite;
  private final CryptoLibrary library;
  private final byte[] packet;
  private final int textOffset;
  private final int textLength;

  EspCaseRun(EspCase test, CryptoLibrary library) {
    this.test = test;
    this.suite = test.suite();
    this.library = library;
    this.packet = test.packet().clone();
    this.textOffset = EspHeader.LENGTH + suite.ivLength();
    this.textLength = packet.length - textOffset - suite.icvLength();
  }

  /**
   * What was observed.
   *
   * @param valid whether the packet is what the case describes
   * @param detail why not, or what else is to be said
   */
  record Outcome(boolean valid, String detail) {}

  Outcome run() {
    DropReason reason = open();
    if (reason != DropReason.NONE) {
      return new Outcome(false, reason.name());
    }
    int payloadLength = EspTrailer.payloadLength(packet, textOffset, textLength);
    if (payloadLength < 0) {
      return new Outcome(false, DropReason.BAD_PADDING.name());
    }
    String difference = difference(payloadLength);
    if (!difference.isEmpty()) {
      return new Outcome(false, difference);
    }
    if (!EspTrailer.isDefaultPadding(packet, textOffset, textLength, payloadLength)) {
      // RFC 4303 §2.4: a receiver SHOULD look at the padding. Both answers are right.
      return new Outcome(
          test.valid(),
          "the padding is not 1, 2, 3, ...: not sealed; the engine drops such packets");
    }
    return test.valid() ? seal(payloadLength) : new Outcome(true, "");
  }

  private DropReason open() {
    if (packet.length < EspHeader.LENGTH) {
      return DropReason.TRUNCATED;
    }
    if (Octets.i32(packet, 0) != test.spi()) {
      return DropReason.UNKNOWN_SPI;
    }
    if (textLength < EspHeader.TRAILER_LENGTH || !suite.admitsTextLength(textLength)) {
      return DropReason.LENGTH_MISMATCH;
    }
    ReplayWindow window = new ReplayWindow(WINDOW);
    WindowState.setTop(window, test.sequence() == 0 ? 0 : test.sequence() - 1);
    long number = new ExtendedSequence(test.extended()).infer(Octets.i32(packet, 4), window, 0);
    if (window.check(number, 0) != ReplayWindowState.CHECKED) {
      return window.refusal();
    }
    PacketOpener opener =
        library.opener(suite, test.encryptionKey(), test.integrityKey(), test.extended());
    boolean authentic = opener.open(packet, 0, EspHeader.LENGTH, textLength, (int) (number >>> 32));
    opener.destroy();
    window.advance(number, authentic, 0);
    return window.refusal();
  }

  /** What in the opened packet is not as the case says; empty when all is. */
  private String difference(int payloadLength) {
    long low = Octets.u32(packet, 4);
    if (low != (test.sequence() & 0xFFFF_FFFFL)) {
      return "the packet's number is 0x" + Long.toHexString(low);
    }
    byte[] iv = Arrays.copyOfRange(packet, EspHeader.LENGTH, textOffset);
    if (test.iv() != null && !Arrays.equals(iv, test.iv())) {
      return "the packet's IV is " + HEX.formatHex(iv);
    }
    byte[] payload = Arrays.copyOfRange(packet, textOffset, textOffset + payloadLength);
    if (test.plain() != null && !Arrays.equals(payload, test.plain())) {
      return "opened, but the payload is " + HEX.formatHex(payload);
    }
    int nextHeader = EspTrailer.nextHeader(packet, textOffset, textLength);
    if (test.nextHeader() >= 0 && nextHeader != test.nextHeader()) {
      return "opened, but the next header is " + nextHeader;
    }
    return "";
  }

  /** Makes the packet again, unless its sender padded more than it had to. */
  private Outcome seal(int payloadLength) {
    int padLength = EspTrailer.padLength(suite, payloadLength);
    if (payloadLength + padLength + EspHeader.TRAILER_LENGTH != textLength) {
      return new Outcome(true, "padded more than it takes: not sealed");
    }
    byte[] sealed = new byte[packet.length];
    System.arraycopy(packet, 0, sealed, 0, textOffset + payloadLength);
    int nextHeader = EspTrailer.nextHeader(packet, textOffset, textLength);
    EspTrailer.write(sealed, textOffset + payloadLength, padLength, nextHeader);
    PacketSealer sealer =
        library.sealer(
            suite,
            test.encryptionKey(),
            test.integrityKey(),
            test.extended(),
            VectorEntropy.UNUSED);
    sealer.sealWithIv(sealed, 0, EspHeader.LENGTH, textLength, (int) (test.sequence() >>> 32));
    sealer.destroy();
    return Arrays.equals(sealed, test.packet())
        ? new Outcome(true, "")
        : new Outcome(false, "opened, but sealed it is " + HEX.formatHex(sealed));
  }
}
