// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;

/**
 * Security Association payload (RFC 7296 §3.3).
 *
 * @param proposals at least one, in order of preference; in an answer exactly the accepted one
 */
public record SecurityAssociationPayload(List<Proposal> proposals) implements IkePayload {
  /** Copies the list. */
  public SecurityAssociationPayload {
    proposals = List.copyOf(proposals);
  }

  @Override
  public int typeNumber() {
    return PayloadType.SECURITY_ASSOCIATION.number();
  }

  static @Nullable SecurityAssociationPayload read(PayloadReader in) {
    List<Proposal> proposals = new ArrayList<>();
    boolean[] more = {true};
    while (more[0] && !in.refused()) {
      if (proposals.size() == IkeBounds.MAX_PROPOSALS) {
        in.refuse(DropReason.TOO_MANY_ELEMENTS, "more proposals than the engine takes");
        return null;
      }
      Proposal proposal = Proposal.read(in, more);
      if (proposal != null) {
        proposals.add(proposal);
      }
    }
    return in.refused() ? null : new SecurityAssociationPayload(proposals);
  }

  @Override
  public void writeBody(PayloadWriter out) {
    for (int index = 0; index < proposals.size(); index++) {
      proposals.get(index).write(out, index == proposals.size() - 1);
    }
  }
}
