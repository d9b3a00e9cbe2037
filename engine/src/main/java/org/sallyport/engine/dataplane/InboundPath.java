// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane;

import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.dataplane.esp.EspAssociations;
import org.sallyport.engine.dataplane.esp.EspAudit;
import org.sallyport.engine.dataplane.esp.EspInbound;
import org.sallyport.engine.dataplane.esp.EspSink;
import org.sallyport.engine.dataplane.sad.SadEvents;
import org.sallyport.engine.dataplane.sad.SecurityAssociation;
import org.sallyport.engine.drop.DropCounters;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.net.HostStack;

/**
 * The way in (RFC 4301 §5.2): ESP packets that the stack found, through their associations, and
 * what comes out to our own stacks or to the hosts behind us. ESP packets wait in the slots that
 * they came in until {@link #flush}, so that a burst is one batch for the crypto library.
 */
public final class InboundPath implements EspSink {
  private final EspInbound esp;
  private final HostStack outerStack;
  private final HostStack innerStack;

  public InboundPath(
      EspAssociations associations,
      CryptoLibrary crypto,
      SadEvents events,
      EspAudit audit,
      HostStack outerStack,
      HostStack innerStack) {
    this.esp = new EspInbound(associations, crypto, events, audit);
    this.outerStack = outerStack;
    this.innerStack = innerStack;
  }

  /** An ESP packet that the stack found in a frame, or in fragments of several. */
  public DropReason esp(IpView packet, int espOffset, int espLength, long nowNs) {
    Frame frame = packet.frame();
    if (!esp.takes(frame)) {
      flush(nowNs);
    }
    DropReason reason = esp.add(packet, espOffset, espLength, nowNs);
    if (frame.pool() == null) {
      flush(nowNs); // put together from fragments: its octets do not stay
    }
    return reason;
  }

  /** Verifies, decrypts and delivers what waits; returns how much was delivered. */
  public int flush(long nowNs) {
    return esp.finish(this, nowNs);
  }

  /** Delivers what came out of an association. */
  @Override
  public void packet(Frame packet, SecurityAssociation association, long nowNs) {
    HostStack stack = outerStack.network().owns(packet.ip()) ? outerStack : innerStack;
    stack.receiveProtected(packet, nowNs);
  }

  /** How many packets wait. */
  public int pending() {
    return esp.pending();
  }

  /** What was dropped after it had entered; what {@link #esp} refuses, the stack counts. */
  public DropCounters drops() {
    return esp.drops();
  }
}
