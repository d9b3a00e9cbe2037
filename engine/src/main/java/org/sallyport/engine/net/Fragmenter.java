// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Extensions;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.Octets;

/**
 * Cuts a packet that is longer than the MTU into fragments (RFC 791 §3.2, RFC 8200 §4.5): {@link
 * #begin}, then {@link #next} while there {@link #hasMore}. Each is built in a slot of its own,
 * since fragments of a packet can not all lie in place.
 */
final class Fragmenter {
  private final FramePool pool;
  private final IpWriter writer;
  private final Ipv4Header ipv4 = new Ipv4Header();
  private Frame packet = new Frame();
  private int mtu;
  private boolean isIpv4;
  private int headerLength;
  private int payloadLength;
  private int pieceLength;
  private int done;
  private int baseOffset;
  private boolean moreAfter;
  private int nextHeader;
  private int identification;

  Fragmenter(FramePool pool, IpWriter writer) {
    this.pool = pool;
    this.writer = writer;
  }

  /** Starts on a packet for a link; FRAGMENTATION_NEEDED when it must not be cut. */
  DropReason begin(Frame whole, int linkMtu) {
    packet = whole;
    mtu = linkMtu;
    done = 0;
    isIpv4 = Octets.u8(whole.bytes(), whole.offset()) >> 4 == 4;
    return isIpv4 ? beginIpv4() : beginIpv6();
  }

  private DropReason beginIpv4() {
    ipv4.wrap(packet.bytes(), packet.offset(), packet.length());
    if (ipv4.dontFragment()) {
      return DropReason.FRAGMENTATION_NEEDED;
    }
    headerLength = ipv4.headerLength();
    baseOffset = ipv4.fragmentOffset();
    moreAfter = ipv4.moreFragments();
    payloadLength = packet.length() - headerLength;
    pieceLength = mtu - headerLength & ~7;
    return DropReason.NONE;
  }

  private DropReason beginIpv6() {
    nextHeader = Octets.u8(packet.bytes(), packet.offset() + 6);
    if (nextHeader == IpProtocol.FRAGMENT) {
      return DropReason.FRAGMENTATION_NEEDED;
    }
    headerLength = Ipv6Header.LENGTH;
    baseOffset = 0;
    moreAfter = false;
    payloadLength = packet.length() - headerLength;
    pieceLength = mtu - headerLength - Ipv6Extensions.FRAGMENT_LENGTH & ~7;
    identification = writer.nextIdentification();
    return DropReason.NONE;
  }

  /** Whether there is a further fragment. */
  boolean hasMore() {
    return done < payloadLength;
  }

  /** The next fragment, owned; null when no slot is free for it. */
  @Nullable Frame next() {
    Frame fragment = pool.claim();
    if (fragment == null) {
      return null;
    }
    int count = Math.min(pieceLength, payloadLength - done);
    boolean more = moreAfter || done + count < payloadLength;
    int prefix = isIpv4 ? headerLength : headerLength + Ipv6Extensions.FRAGMENT_LENGTH;
    int start = fragment.append(prefix + count);
    byte[] bytes = fragment.bytes();
    System.arraycopy(packet.bytes(), packet.offset(), bytes, start, headerLength);
    System.arraycopy(
        packet.bytes(), packet.offset() + headerLength + done, bytes, start + prefix, count);
    if (isIpv4) {
      Ipv4Header.patchFragment(bytes, start, prefix + count, baseOffset + done, more);
    } else {
      Ipv6Header.patch(bytes, start, Ipv6Extensions.FRAGMENT_LENGTH + count, IpProtocol.FRAGMENT);
      Ipv6Extensions.writeFragment(
          bytes, start + headerLength, nextHeader, done, more, identification);
    }
    done += count;
    return fragment;
  }
}
