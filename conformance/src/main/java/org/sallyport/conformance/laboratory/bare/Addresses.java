// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import org.sallyport.conformance.laboratory.interop.peer.PeerTable;
import org.sallyport.engine.wire.IpAddress;

/** Who is who in a run: a machine that boots, and this JVM's engine as its peer. */
final class Addresses {
  static final String MACHINE = "192.0.2.1";
  static final String PEER = "192.0.2.2";
  static final String MACHINE_INNER = "10.1.0.1";
  static final String PEER_INNER = "10.2.0.1";
  static final String MACHINE_NET = "10.1.0.0/24";
  static final String PEER_NET = "10.2.0.0/24";
  static final String MACHINE_ID = "machine.test";
  static final String PEER_ID = "peer.test";
  static final String IKE_PROPOSAL = "aes128gcm16-prfsha256-x25519";
  static final String ESP_PROPOSAL = "aes128gcm16";
  static final String SECRET = "a secret for one boot and its peer";

  private Addresses() {}

  /** The Child SA, seen from the end that is on {@code ownNet}. */
  static PeerTable.Child child(String ownNet, String otherNet) {
    return new PeerTable.Child("page", "tunnel", ownNet, otherNet, ESP_PROPOSAL);
  }

  /** The address of a text that is one. */
  static IpAddress of(String text) {
    IpAddress address = IpAddress.parse(text);
    if (address == null) {
      throw new IllegalArgumentException(text);
    }
    return address;
  }
}
