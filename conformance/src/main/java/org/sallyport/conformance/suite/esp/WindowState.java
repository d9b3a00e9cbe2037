// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.esp;

import java.lang.reflect.Field;
import java.util.Arrays;
import org.sallyport.engine.dataplane.esp.ReplayWindow;

/**
 * Puts a window into a state that a scenario starts from. The engine offers no way to do so, since
 * nothing but an authentic packet may move a window; so its fields are written.
 */
final class WindowState {
  private WindowState() {}

  /** The highest authenticated number becomes {@code top}; nothing in the window is marked. */
  static void setTop(ReplayWindow window, long top) {
    try {
      Arrays.fill((long[]) field("words").get(window), 0);
      field("top").setLong(window, top);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Field field(String name) {
    try {
      Field field = ReplayWindow.class.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException renamed) {
      throw new IllegalStateException("ReplayWindow has no field " + name, renamed);
    }
  }
}
