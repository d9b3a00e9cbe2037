// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.policy.AddressRange;

/**
 * Traffic Selector payload, TSi or TSr (RFC 7296 §3.13).
 *
 * @param ofInitiator TSi when true, TSr when false
 * @param selectors at least one
 */
public record TrafficSelectorPayload(boolean ofInitiator, List<TrafficSelector> selectors)
    implements IkePayload {
  /** Copies the list. */
  public TrafficSelectorPayload {
    selectors = List.copyOf(selectors);
  }

  /** A payload of these sets of packets. */
  public static TrafficSelectorPayload of(boolean ofInitiator, List<AddressRange> ranges) {
    return new TrafficSelectorPayload(
        ofInitiator, ranges.stream().<TrafficSelector>map(TrafficSelector.Range::new).toList());
  }

  @Override
  public int typeNumber() {
    return (ofInitiator
            ? PayloadType.TRAFFIC_SELECTORS_INITIATOR
            : PayloadType.TRAFFIC_SELECTORS_RESPONDER)
        .number();
  }

  static @Nullable TrafficSelectorPayload read(boolean ofInitiator, PayloadReader in) {
    int count = in.u8();
    in.skip(3);
    if (count > IkeBounds.MAX_SELECTORS) {
      in.refuse(DropReason.TOO_MANY_ELEMENTS, "more traffic selectors than the engine takes");
    } else if (count == 0) {
      in.refuse(DropReason.MALFORMED_PAYLOAD, "no traffic selector (RFC 7296 section 3.13)");
    }
    List<TrafficSelector> selectors = new ArrayList<>();
    for (int index = 0; index < count && !in.refused(); index++) {
      TrafficSelector selector = TrafficSelector.read(in);
      if (selector != null) {
        selectors.add(selector);
      }
    }
    return in.refused() ? null : new TrafficSelectorPayload(ofInitiator, selectors);
  }

  @Override
  public void writeBody(PayloadWriter out) {
    out.u8(selectors.size());
    out.u24(0);
    for (TrafficSelector selector : selectors) {
      selector.write(out);
    }
  }
}
