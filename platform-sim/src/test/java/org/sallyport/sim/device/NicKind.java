// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.device;

import org.sallyport.bare.nic.e1000.E1000Variant;

/** The devices that every driver test runs against. */
enum NicKind {
  E1000,
  E1000E,
  VIRTIO_MODERN,
  VIRTIO_TRANSITIONAL,
  VIRTIO_LEGACY;

  /** Bus 0, device 3, function 0. */
  static final int PLACE = 3 << 3;

  private static final long BELOW_4_GIB = 0xfeb0_0000L;
  private static final long ABOVE_4_GIB = 0x8_0000_0000L;

  /** Plugs a model of the kind into a board. */
  PciModel plug(ModelBoard board) {
    PhysicalMemory memory = board.memory();
    return board.plug(
        switch (this) {
          case E1000 -> new E1000Model(E1000Variant.INTEL_82540EM, memory, PLACE, BELOW_4_GIB);
          case E1000E -> new E1000Model(E1000Variant.INTEL_82574, memory, PLACE, BELOW_4_GIB);
          case VIRTIO_MODERN ->
              new VirtioNetModel(VirtioNetModel.Interface.MODERN, memory, PLACE, ABOVE_4_GIB);
          case VIRTIO_TRANSITIONAL ->
              new VirtioNetModel(VirtioNetModel.Interface.TRANSITIONAL, memory, PLACE, BELOW_4_GIB);
          case VIRTIO_LEGACY ->
              new VirtioNetModel(VirtioNetModel.Interface.LEGACY, memory, PLACE, BELOW_4_GIB);
        });
  }
}
