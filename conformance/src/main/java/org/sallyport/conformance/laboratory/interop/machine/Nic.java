// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.machine;

import java.util.Locale;

/** The network interfaces that the kernel has drivers for, as QEMU emulates them. */
public enum Nic {
  /** Intel 82540EM. */
  E1000("e1000"),
  /** Intel 82574. */
  E1000E("e1000e"),
  /** Virtio over PCI, modern and transitional. */
  VIRTIO_NET("virtio-net-pci");

  /** Its Ethernet address. */
  public static final String HARDWARE_ADDRESS = "52:54:00:5a:00:01";

  private final String device;

  Nic(String device) {
    this.device = device;
  }

  /** The value of QEMU's {@code -device} for an interface at the network {@code n0}. */
  public String words() {
    return device + ",netdev=n0,mac=" + HARDWARE_ADDRESS + ",romfile=";
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
