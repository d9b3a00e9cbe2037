// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic.e1000;

/** Offsets and bits of the registers that the driver uses, under Intel's names. */
final class E1000Registers {
  static final int CTRL = 0x0000;
  static final int CTRL_MASTER_DISABLE = 1 << 2;
  static final int CTRL_LINK_RESET = 1 << 3;
  static final int CTRL_AUTO_SPEED = 1 << 5;
  static final int CTRL_SET_LINK_UP = 1 << 6;
  static final int CTRL_INVERT_LOSS_OF_SIGNAL = 1 << 7;
  static final int CTRL_RESET = 1 << 26;
  static final int CTRL_VLAN_MODE = 1 << 30;
  static final int CTRL_PHY_RESET = 1 << 31;

  static final int STATUS = 0x0008;
  static final int STATUS_LINK_UP = 1 << 1;
  static final int STATUS_MASTER_ENABLED = 1 << 19;

  static final int EERD = 0x0014;
  static final int EERD_START = 1;
  static final int EERD_DATA_SHIFT = 16;

  static final int ICR = 0x00c0;
  static final int IMS = 0x00d0;
  static final int IMC = 0x00d8;
  static final int INTERRUPT_LINK = 1 << 2;
  static final int INTERRUPT_RECEIVE_LOW = 1 << 4;
  static final int INTERRUPT_OVERRUN = 1 << 6;
  static final int INTERRUPT_RECEIVE_TIMER = 1 << 7;

  static final int RCTL = 0x0100;
  static final int RCTL_ENABLE = 1 << 1;
  static final int RCTL_ALL_MULTICAST = 1 << 4;
  static final int RCTL_BROADCAST = 1 << 15;
  static final int RCTL_STRIP_CHECK_SEQUENCE = 1 << 26;

  static final int TCTL = 0x0400;
  static final int TCTL_ENABLE = 1 << 1;
  static final int TCTL_PAD_SHORT = 1 << 3;

  /** Collision threshold 15, collision distance 64 (full duplex): the manual's values. */
  static final int TCTL_COLLISIONS = 0x0f << 4 | 0x40 << 12;

  static final int TIPG = 0x0410;

  /** Gaps for copper: 10, 8 and 6 octet times. */
  static final int TIPG_COPPER = 10 | 8 << 10 | 6 << 20;

  static final int RDBAL = 0x2800;
  static final int RDTR = 0x2820;

  static final int TDBAL = 0x3800;
  static final int TIDV = 0x3820;
  static final int TXDCTL = 0x3828;

  /** Write back every descriptor by itself: threshold 1, counted in descriptors. */
  static final int TXDCTL_EACH = 1 << 24 | 1 << 16;

  static final int MTA = 0x5200;
  static final int MTA_ENTRIES = 128;
  static final int RAL0 = 0x5400;
  static final int RAH0 = 0x5404;
  static final int RAH_VALID = 1 << 31;

  /** Octets of the register window. */
  static final int WINDOW = 0x20000;

  private E1000Registers() {}
}
