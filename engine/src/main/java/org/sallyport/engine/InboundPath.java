package org.sallyport.engine;

import java.util.List;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.esp.EspAssociations;
import org.sallyport.engine.esp.EspEvents;
import org.sallyport.engine.esp.EspInbound;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.net.HostStack;
import org.sallyport.engine.net.IpPacket;
import org.sallyport.engine.sa.PacketFlow;
import org.sallyport.engine.sa.SecurityAssociation;

/**
 * The way in (RFC 4301 §5.2): frames of the outer network into the stack, ESP packets through their
 * associations, and what comes out to our own stacks or to the hosts behind us. ESP packets wait in
 * their slots until {@link #flush}, so that a burst is one batch for the crypto library.
 */
final class InboundPath {
  private final EspInbound walk;
  private final HostStack outerStack;
  private final HostStack innerStack;
  private final PacketFlow flow = new PacketFlow();
  private final PacketSlots slots;
  private final long[] toldTheStack = new long[DropReason.values().length];

  InboundPath(
      EspAssociations associations,
      CryptoLibrary crypto,
      EspEvents events,
      HostStack outerStack,
      HostStack innerStack,
      int frameBytes) {
    this.walk = new EspInbound(associations, crypto, events);
    this.outerStack = outerStack;
    this.innerStack = innerStack;
    this.slots = new PacketSlots(frameBytes, true);
  }

  /** A frame from the link. */
  DropReason receive(byte[] bytes, int offset, int length, long nowNs) {
    if (slots.isFull() || slots.isLong(length)) {
      flush(nowNs);
    }
    Frame frame = slots.enter(bytes, offset, length);
    return outerStack.receive(frame, nowNs);
  }

  /** An ESP packet that the stack found in a frame, or in fragments of several. */
  DropReason esp(IpPacket packet, int espOffset, int espLength, long nowNs) {
    Frame frame = packet.frame();
    if (!walk.takes(frame)) {
      finish(nowNs);
    }
    DropReason reason = walk.add(frame, espOffset, espLength, nowNs);
    toldTheStack[reason.ordinal()]++;
    if (!slots.holds(frame.bytes())) {
      finish(nowNs);
    }
    return reason;
  }

  /** Verifies, decrypts and delivers what waits; returns how much was delivered. */
  int flush(long nowNs) {
    int delivered = finish(nowNs);
    slots.releaseAll();
    return delivered;
  }

  private int finish(long nowNs) {
    return walk.finish(this::deliver, nowNs);
  }

  private void deliver(Frame packet, SecurityAssociation association, long nowNs) {
    boolean readable =
        flow.read(packet.bytes(), packet.offset(), packet.length()) == DropReason.NONE;
    HostStack stack = readable && isOurs(outerStack, flow) ? outerStack : innerStack;
    stack.receiveProtected(packet, nowNs);
  }

  /** Whether the packet is addressed to the stack. */
  static boolean isOurs(HostStack stack, PacketFlow packet) {
    List<InterfaceAddress> own = stack.addresses();
    for (int i = 0; i < own.size(); i++) {
      if (own.get(i).address().length() == packet.addressLength()
          && own.get(i).address().matches(packet.bytes(), packet.destinationOffset())) {
        return true;
      }
    }
    return false;
  }

  /** How many packets wait. */
  int pending() {
    return walk.pending();
  }

  /** How often a packet was refused after it had entered: the stack has counted all others. */
  long laterDrops(DropReason reason) {
    return walk.counters().drops(reason) - toldTheStack[reason.ordinal()];
  }
}
