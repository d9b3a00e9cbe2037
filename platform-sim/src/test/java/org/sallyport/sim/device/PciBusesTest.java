// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.bare.pci.ConfigMechanismOne;
import org.sallyport.bare.pci.PciBar;
import org.sallyport.bare.pci.PciBuses;
import org.sallyport.bare.pci.PciFunction;

/** Finding functions behind bridges, sizing base addresses, reading capabilities. */
class PciBusesTest {
  private final ModelBoard board = new ModelBoard(1);

  private List<PciFunction> scan() {
    return PciBuses.scan(new ConfigMechanismOne(board));
  }

  private static PciModel nic(int address) {
    return new PciModel(address, 0x8086, 0x100e, 0x0200);
  }

  @Test
  void functionsAreFoundBehindBridges() {
    board.plug(new PciModel(0, 0x8086, 0x1237, 0x0600));
    board.plug(new PciBridgeModel(0x0010, 1));
    board.plug(new PciBridgeModel(0x0108, 7));
    board.plug(nic(0x0718));
    assertEquals(
        List.of("00:00.0", "00:02.0", "01:01.0", "07:03.0"),
        scan().stream().map(PciFunction::place).toList());
    assertEquals("8086:100e", scan().get(3).identity());
  }

  @Test
  void bridgesThatPointAtEachOtherAreNoEndlessWay() {
    board.plug(new PciBridgeModel(0x0008, 1));
    board.plug(new PciBridgeModel(0x0108, 0));
    board.plug(new PciBridgeModel(0x0110, 1));
    assertEquals(3, scan().size());
  }

  @Test
  void otherFunctionsCountOnlyWhereTheFirstSaysSo() {
    PciModel many = board.plug(nic(0x0018));
    many.config[0x0e] = (byte) 0x80;
    board.plug(nic(0x001a));
    board.plug(nic(0x0020));
    board.plug(nic(0x0021));
    assertEquals(
        List.of("00:03.0", "00:03.2", "00:04.0"), scan().stream().map(PciFunction::place).toList());
  }

  @Test
  void aSpaceThatAnswersEverywhereEnds() {
    for (int address = 0; address < 0x400; address++) {
      PciModel model = board.plug(nic(address));
      model.config[0x0e] = (byte) 0x80;
    }
    for (int bridge = 0; bridge < 4; bridge++) {
      board.plug(new PciBridgeModel(bridge << 8, bridge + 1));
    }
    assertTrue(scan().size() <= PciBuses.MAXIMUM_FUNCTIONS);
  }

  @Test
  void baseAddressesAreReadAsFirmwareLeftThem() {
    PciModel model = board.plug(nic(NicKind.PLACE));
    model.bar(0, PciModel.Kind.MEMORY_32, 0xfebc_0000L, 0x20000);
    model.bar(1, PciModel.Kind.PORTS, 0xc040, 0x40);
    model.bar(2, PciModel.Kind.MEMORY_64, 0x8_1000_0000L, 0x4000);
    model.bar(4, PciModel.Kind.MEMORY_64, 0x10_0000_0000L, 1L << 33);
    model.config[4] = 3;
    PciFunction function = scan().get(0);
    assertEquals(new PciBar(0, 0xfebc_0000L, 0x20000, false), function.bar(0));
    assertEquals(new PciBar(1, 0xc040, 0x40, true), function.bar(1));
    assertEquals(new PciBar(2, 0x8_1000_0000L, 0x4000, false), function.bar(2));
    assertEquals(new PciBar(4, 0x10_0000_0000L, 1L << 33, false), function.bar(4));
    assertNull(function.bar(6));
    assertEquals(3, model.config[4], "decoding is as it was");
    assertEquals(0xfebc_0000L, model.barBase(0), "the address is as it was");
    assertEquals(0x8_1000_0000L, model.barBase(2));
  }

  @Test
  void aBaseAddressThatFirmwareLeftOutHoldsNothing() {
    PciModel model = board.plug(nic(NicKind.PLACE));
    model.bar(0, PciModel.Kind.MEMORY_32, 0, 0x20000);
    PciBar bar = scan().get(0).bar(0);
    assertNotNull(bar);
    assertFalse(bar.holds(0, 4));
    assertNull(scan().get(0).bar(1));
  }

  @Test
  void whatABaseAddressHoldsEndsWithIt() {
    PciBar bar = new PciBar(4, 0x1000, 0x4000, false);
    assertTrue(bar.holds(0x3000, 0x1000));
    assertFalse(bar.holds(0x3001, 0x1000));
    assertFalse(bar.holds(0x4000, 0x1000));
    assertFalse(bar.holds(0xffff_f000L, 0x2000));
    assertFalse(bar.holds(-1, 1));
  }

  @Test
  void capabilitiesAreReadInOrder() {
    PciModel model = board.plug(nic(NicKind.PLACE));
    int first = model.capability(0x09, 1, 2);
    model.capability(0x11, 0, 0);
    int second = model.capability(0x09, 3, 4);
    PciFunction function = scan().get(0);
    assertEquals(first, function.capability(0x09, 0));
    assertEquals(second, function.capability(0x09, first));
    assertEquals(0, function.capability(0x09, second));
    assertEquals(0, function.capability(0x05, 0));
  }

  @Test
  void capabilitiesInACircleEnd() {
    PciModel model = board.plug(nic(NicKind.PLACE));
    int first = model.capability(0x09, 0, 0);
    int second = model.capability(0x01, 0, 0);
    model.config[second + 1] = (byte) first;
    assertEquals(0, scan().get(0).capability(0x05, 0));
    model.config[first + 1] = 0x04;
    assertEquals(0, scan().get(0).capability(0x05, 0), "a link into the header is no capability");
  }

  @Test
  void withoutItsStatusBitTheListIsNotLookedAt() {
    PciModel model = board.plug(nic(NicKind.PLACE));
    model.capability(0x09, 0, 0);
    model.config[6] = 0;
    assertEquals(0, scan().get(0).capability(0x09, 0));
  }

  @Test
  void enabledDevicesMasterAndInterruptByLine() {
    PciModel model = board.plug(nic(NicKind.PLACE));
    int messages = model.capability(0x05, 0x01, 0);
    int extended = model.capability(0x11, 0, 0x80);
    model.config[5] = 4;
    PciFunction function = scan().get(0);
    assertFalse(model.interruptsByLine());
    function.enable();
    assertTrue(model.masters() && model.interruptsByLine());
    assertEquals(0, model.config[messages + 2] & 1);
    assertEquals(0, model.config[extended + 3] & 0x80);
    function.endMastering();
    assertFalse(model.masters());
    assertNotEquals(0, model.config[4] & 2, "its registers are still there");
  }

  @Test
  void anEmptyMachineHasNothing() {
    assertEquals(List.of(), scan());
  }
}
