// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.negotiate;

import java.util.List;
import java.util.function.BiPredicate;
import org.checkerframework.checker.nullness.qual.NonNull;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.wire.ike.Proposal;
import org.sallyport.engine.wire.ike.SecurityAssociationPayload;

/**
 * A configured combination, and the proposal of the peer that contains it (RFC 7296 §2.7).
 *
 * @param <P> a combination of algorithms of the kind of SA that is negotiated
 */
record Match<P extends @NonNull Object>(P own, Proposal proposal) {
  /**
   * The responder's choice: our first configured combination that some offered proposal contains,
   * or null.
   */
  static <P extends @NonNull Object> @Nullable Match<P> choose(
      SecurityAssociationPayload offered, List<P> configured, BiPredicate<Proposal, P> contains) {
    // R7296-2.7-1
    for (P own : configured) {
      for (Proposal proposal : offered.proposals()) {
        if (contains.test(proposal, own)) {
          return new Match<>(own, proposal);
        }
      }
    }
    return null;
  }

  /**
   * What the responder chose of our offer, or null when it chose what was not offered (RFC 7296
   * §3.3.6).
   */
  static <P extends @NonNull Object> @Nullable Match<P> accepted(
      SecurityAssociationPayload answer, List<P> configured, BiPredicate<Proposal, P> contains) {
    // R7296-2.7-2
    if (answer.proposals().size() != 1) {
      return null;
    }
    Proposal proposal = answer.proposals().get(0);
    int index = proposal.number() - 1;
    if (index < 0 || index >= configured.size()) {
      return null;
    }
    P own = configured.get(index);
    return contains.test(proposal, own) && Transforms.oneOfEachType(proposal)
        ? new Match<>(own, proposal)
        : null;
  }
}
