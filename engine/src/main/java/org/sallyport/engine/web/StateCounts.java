// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sallyport.engine.status.EngineStatus;
import org.sallyport.engine.status.EngineStatus.ConnectionStatus;
import org.sallyport.engine.status.EngineStatus.IkeSaStatus;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.table.SpecName;
import org.sallyport.engine.table.TcpState;

/**
 * How many instances of a machine are in each of its states.
 *
 * @param machine the specification's module
 * @param states its states in the specification's order
 * @param counts how many are in each
 */
record StateCounts(String machine, List<String> states, int[] counts) {
  /** The machines whose instances the status knows. */
  static List<StateCounts> of(EngineStatus status) {
    int[] hth = new int[HthState.values().length];
    for (IkeSaStatus sa : status.ikeSas()) {
      hth[sa.state().ordinal()]++;
    }
    int[] tcp = new int[TcpState.values().length];
    for (ConnectionStatus connection : status.machine().connections()) {
      tcp[connection.state().ordinal()]++;
    }
    List<String> frameStates = new ArrayList<>();
    List<Integer> frameCounts = new ArrayList<>();
    for (Map.Entry<String, Integer> frames : status.machine().frames().entrySet()) {
      frameStates.add(frames.getKey());
      frameCounts.add(frames.getValue());
    }
    int[] frames = new int[frameCounts.size()];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = frameCounts.get(i);
    }
    return List.of(
        new StateCounts("Hth", names(HthState.values()), hth),
        new StateCounts("Tcp", names(TcpState.values()), tcp),
        new StateCounts("DescriptorRing", frameStates, frames));
  }

  private static List<String> names(SpecName[] states) {
    List<String> names = new ArrayList<>();
    for (SpecName state : states) {
      names.add(state.specName());
    }
    return names;
  }
}
