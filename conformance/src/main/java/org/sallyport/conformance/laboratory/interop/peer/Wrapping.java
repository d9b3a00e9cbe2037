// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

/** How ESP lies on the wire, and what is inside. */
public enum Wrapping {
  /** A tunnel whose ESP travels in UDP (RFC 3948), as strongSwan's user-space ESP wants it. */
  UDP_TUNNEL(true, true),
  /** A tunnel in IP's protocol 50 (RFC 4303 §3.1.2). */
  ESP_TUNNEL(false, true),
  /** Transport mode in IP's protocol 50 (RFC 4303 §3.1.1): the inner addresses are the outer. */
  ESP_TRANSPORT(false, false);

  private final boolean udp;
  private final boolean tunnel;

  Wrapping(boolean udp, boolean tunnel) {
    this.udp = udp;
    this.tunnel = tunnel;
  }

  /** Whether ESP travels in UDP. */
  public boolean isUdp() {
    return udp;
  }

  /** Whether there are inner headers. */
  public boolean isTunnel() {
    return tunnel;
  }

  /** The mode as both implementations' configurations call it. */
  public String mode() {
    return tunnel ? "tunnel" : "transport";
  }
}
