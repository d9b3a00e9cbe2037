// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.bare.entropy.NoiseSource;
import org.sallyport.bare.hardware.Hardware;
import org.sallyport.bare.nic.virtio.VirtioRandomDevice;
import org.sallyport.bare.pci.ConfigMechanismOne;
import org.sallyport.bare.pci.PciBuses;
import org.sallyport.bare.pci.PciFunction;

/** The host of a virtual machine as a source of noise, estimated as warily as the processor's. */
final class VirtioNoise implements NoiseSource {
  private static final int WORDS_PER_SEED = 8;

  /** A seed costs the host a turn, so requests share it. */
  private static final int RESEED_INTERVAL = 16;

  private final String name;
  private final @Nullable VirtioRandomDevice device;

  private VirtioNoise(String name, @Nullable VirtioRandomDevice device) {
    this.name = name;
    this.device = device;
  }

  /** All of the machine; one that does not start gives nothing. */
  static List<NoiseSource> all(Hardware hardware) {
    List<NoiseSource> sources = new ArrayList<>();
    for (PciFunction function : PciBuses.scan(new ConfigMechanismOne(hardware.ports()))) {
      if (VirtioRandomDevice.drives(function)) {
        sources.add(
            new VirtioNoise(
                "virtio-rng " + function.place(), VirtioRandomDevice.open(function, hardware)));
      }
    }
    return sources;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean next(long[] word) {
    return device != null && device.next(word);
  }

  @Override
  public int wordsPerSeed() {
    return WORDS_PER_SEED;
  }

  @Override
  public int reseedInterval() {
    return RESEED_INTERVAL;
  }
}
