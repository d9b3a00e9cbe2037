// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.esp;

import org.sallyport.engine.dataplane.esp.ReplayWindow;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.ReplayWindowState;

/**
 * The engine's window fed with whole 64-bit counters that start at 0, as WireGuard's do: counter
 * {@code n} is the window's number {@code n + 1}, since the window itself refuses 0. The last
 * counter has no number and is refused, as WireGuard refuses it long before.
 */
final class CounterReceiver implements ScenarioReceiver {
  private final ReplayWindow window;

  CounterReceiver(int size) {
    window = new ReplayWindow(size);
  }

  @Override
  public DropReason receive(long number, boolean authentic) {
    if (window.check(number + 1, 0) == ReplayWindowState.CHECKED) {
      window.advance(number + 1, authentic, 0);
    }
    return window.refusal();
  }

  @Override
  public void setTop(long top) {
    WindowState.setTop(window, top + 1);
  }
}
