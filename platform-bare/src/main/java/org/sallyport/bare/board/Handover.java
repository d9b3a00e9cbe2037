// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.board;

import java.nio.charset.StandardCharsets;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.teavm.interop.Import;

/** What the loader handed over: boot modules and the command line. */
public final class Handover {
  private static final int LONGEST_VALUE = 256;
  private static final int LARGEST_MODULE = 64 << 20;

  private Handover() {}

  /** The octets of the boot module of this name; null when there is none or it is too large. */
  public static byte @Nullable [] module(String name) {
    byte[] terminated = terminated(name);
    long length = moduleLength(terminated);
    if (length < 0 || length > LARGEST_MODULE) {
      return null;
    }
    byte[] octets = new byte[(int) length];
    copyModule(terminated, octets);
    return octets;
  }

  /** The value of {@code name=value} on the command line; null when it is not there. */
  public static @Nullable String option(String name) {
    byte[] value = new byte[LONGEST_VALUE];
    if (option(terminated(name), value, value.length) == 0) {
      return null;
    }
    int length = 0;
    while (value[length] != 0) {
      length++;
    }
    return new String(value, 0, length, StandardCharsets.US_ASCII);
  }

  private static byte[] terminated(String name) {
    return (name + '\0').getBytes(StandardCharsets.US_ASCII);
  }

  @Import(name = "handover_module_length", module = "handover.h")
  private static native long moduleLength(byte[] name);

  @Import(name = "handover_module_copy", module = "handover.h")
  private static native void copyModule(byte[] name, byte[] target);

  @Import(name = "handover_option", module = "handover.h")
  private static native int option(byte[] name, byte[] value, int size);
}
