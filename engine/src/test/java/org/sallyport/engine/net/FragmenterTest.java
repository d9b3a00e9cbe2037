// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Frames;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Octets;

/** How packets are cut (RFC 791 §3.2, RFC 8200 §4.5). */
class FragmenterTest {
  private static final int PROTOCOL = 99;

  private final FramePool pool = FramePool.of(64);
  private final IpWriter writer = new IpWriter(0x1234);
  private final Fragmenter fragmenter = new Fragmenter(pool, writer);

  private byte[] packet(IpAddress source, IpAddress destination, int payloadLength) {
    byte[] room = new byte[100 + payloadLength];
    for (int at = 0; at < payloadLength; at++) {
      room[100 + at] = (byte) (at * 7 + at / 256);
    }
    Frame frame = new Frame().wrap(room, 0, room.length, 100, payloadLength);
    writer.between(source, destination);
    writer.push(frame, PROTOCOL, 0);
    return Frames.octets(frame);
  }

  private byte[] ipv4(int payloadLength) {
    return packet(StackFixture.PEER_IPV4, StackFixture.OWN_IPV4, payloadLength);
  }

  private byte[] ipv6(int payloadLength) {
    return packet(StackFixture.OWN_IPV6, StackFixture.address("2001:db8::2"), payloadLength);
  }

  private List<IpView> cut(byte[] packet, int mtu) {
    assertEquals(
        DropReason.NONE, fragmenter.begin(new Frame().wrap(packet, 0, packet.length), mtu));
    List<IpView> pieces = new ArrayList<>();
    while (fragmenter.hasMore()) {
      Frame piece = fragmenter.next();
      assertNotNull(piece);
      assertEquals(DropReason.NONE, piece.ip().read());
      pieces.add(piece.ip());
    }
    return pieces;
  }

  /** The pieces make the packet's payload in order, with the ends of the packet. */
  private static void assertMake(
      List<IpView> pieces, byte[] packet, int headerLength, int firstOffset, boolean moreAfter) {
    int at = 0;
    for (IpView piece : pieces) {
      boolean last = piece == pieces.getLast();
      assertEquals(firstOffset + at, piece.fragmentOffset());
      assertEquals(!last || moreAfter, piece.moreFragments());
      assertEquals(PROTOCOL, piece.protocol());
      byte[] octets =
          Arrays.copyOfRange(
              piece.bytes(), piece.payloadOffset(), piece.payloadOffset() + piece.payloadLength());
      byte[] expected =
          Arrays.copyOfRange(packet, headerLength + at, headerLength + at + octets.length);
      assertEquals(Arrays.toString(expected), Arrays.toString(octets));
      at += octets.length;
    }
    assertEquals(packet.length - headerLength, at);
  }

  private static List<Integer> payloads(List<IpView> pieces) {
    return pieces.stream().map(IpView::payloadLength).toList();
  }

  @Test
  void piecesAreAsLongAsTheLinkCarriesInEights() {
    byte[] packet = ipv4(50);
    assertEquals(List.of(24, 24, 2), payloads(cut(packet, 44)), "exactly full");
    assertEquals(List.of(24, 24, 2), payloads(cut(packet, 51)), "seven octets stay unused");
    assertEquals(List.of(16, 16, 16, 2), payloads(cut(packet, 43)));
    assertMake(cut(packet, 44), packet, 20, 0, false);
    byte[] even = ipv4(48);
    assertEquals(List.of(24, 24), payloads(cut(even, 44)), "no empty piece");
    assertMake(cut(even, 44), even, 20, 0, false);
  }

  @Test
  void aPieceThatIsCutAgainStaysInItsPlace() {
    byte[] packet = ipv4(50);
    IpView middle = cut(packet, 60).get(0);
    byte[] piece =
        Arrays.copyOfRange(middle.bytes(), middle.headerOffset(), middle.headerOffset() + 60);
    Ipv4Header.patchFragment(piece, 0, 60, 80, true);
    List<IpView> again = cut(piece, 36);
    assertEquals(List.of(16, 16, 8), payloads(again));
    assertMake(again, piece, 20, 80, true);
    assertEquals(1, again.stream().map(IpView::identification).distinct().count());
  }

  @Test
  void whatMustNotBeCutIsRefused() {
    byte[] packet = ipv4(50);
    Octets.put16(packet, 6, 0x4000);
    assertEquals(
        DropReason.FRAGMENTATION_NEEDED,
        fragmenter.begin(new Frame().wrap(packet, 0, packet.length), 44));
    byte[] fragment = ipv6(50);
    fragment[6] = IpProtocol.FRAGMENT;
    assertEquals(
        DropReason.FRAGMENTATION_NEEDED,
        fragmenter.begin(new Frame().wrap(fragment, 0, fragment.length), 88));
  }

  @Test
  void piecesOverIpv6HaveAFragmentHeaderAndAnIdentificationOfTheirOwn() {
    byte[] packet = ipv6(50);
    List<IpView> pieces = cut(packet, 72);
    assertEquals(List.of(24, 24, 2), payloads(pieces));
    assertMake(pieces, packet, 40, 0, false);
    assertEquals(List.of(24, 24, 2), payloads(cut(packet, 79)));
    assertEquals(List.of(16, 16, 16, 2), payloads(cut(packet, 71)));
    assertNotEquals(pieces.get(0).identification(), cut(packet, 72).get(0).identification());
    assertEquals(pieces.get(0).identification(), pieces.get(2).identification());
  }

  @Test
  void withoutAFreeSlotThereIsNoPiece() {
    Fragmenter poor = new Fragmenter(FramePool.of(1), writer);
    byte[] packet = ipv4(50);
    assertEquals(DropReason.NONE, poor.begin(new Frame().wrap(packet, 0, packet.length), 44));
    Frame first = poor.next();
    assertNotNull(first);
    assertNull(poor.next());
    first.release();
    Frame second = poor.next();
    assertNotNull(second, "where it stopped");
    assertEquals(DropReason.NONE, second.ip().read());
    assertEquals(24, second.ip().fragmentOffset());
    assertFalse(second.pool() == null);
  }
}
