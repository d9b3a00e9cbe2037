// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.config;

import java.util.List;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.Mode;

/**
 * One Child SA of a peer: what may pass, and how it is protected.
 *
 * @param name how operator, log and status call it, distinct within the peer
 * @param mode tunnel or transport
 * @param proposals what is offered and accepted, by order of preference, at least one
 * @param localSelectors what is on our side
 * @param remoteSelectors what is on the peer's side
 * @param replayWindow packets in the anti-replay window (RFC 4303 §3.4.3), {@link
 *     #MINIMUM_REPLAY_WINDOW} to {@link #MAXIMUM_REPLAY_WINDOW}
 */
public record ChildConfig(
    String name,
    Mode mode,
    List<EspProposal> proposals,
    List<AddressRange> localSelectors,
    List<AddressRange> remoteSelectors,
    int replayWindow) {
  /** The smallest window; RFC 4303 §3.4.3 demands at least 32. */
  public static final int MINIMUM_REPLAY_WINDOW = 32;

  /** The largest window: more than any peer is known to have (WireGuard's covers 8128). */
  public static final int MAXIMUM_REPLAY_WINDOW = 65_536;

  // R4303-3.4.3-6
  /** The default window: strongSwan's user-space backend keeps as many. */
  public static final int DEFAULT_REPLAY_WINDOW = 128;

  /** Copies the lists and checks what a Child SA needs. */
  public ChildConfig {
    proposals = List.copyOf(proposals);
    localSelectors = List.copyOf(localSelectors);
    remoteSelectors = List.copyOf(remoteSelectors);
    if (proposals.isEmpty() || localSelectors.isEmpty() || remoteSelectors.isEmpty()) {
      throw new IllegalArgumentException(
          "child " + name + " needs a proposal and selectors of both sides");
    }
    // R4303-3.4.3-4
    if (replayWindow < MINIMUM_REPLAY_WINDOW || replayWindow > MAXIMUM_REPLAY_WINDOW) {
      throw new IllegalArgumentException(
          "a replay window holds "
              + MINIMUM_REPLAY_WINDOW
              + " to "
              + MAXIMUM_REPLAY_WINDOW
              + " packets (RFC 4303 section 3.4.3), not "
              + replayWindow);
    }
  }
}
