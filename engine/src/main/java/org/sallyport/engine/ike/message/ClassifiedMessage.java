// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.message;

import org.sallyport.engine.table.HthEvent;

/**
 * What a message, a timer or an operator request is to the handshake task: the event, the facts
 * that made it, and what the actions of its row need. Everything that can fail has been done before
 * one exists.
 *
 * @param event the event
 * @param known the facts that made it, as the decision packed them; 0 for what is not decided
 * @param reason for the operator; empty when all is well
 * @param detail what the actions need
 */
public record ClassifiedMessage(HthEvent event, long known, String reason, Detail detail) {
  /** An event of a timer or the operator whose actions need nothing. */
  public static ClassifiedMessage of(HthEvent event) {
    return of(event, 0);
  }

  /** An event of a timer that is decided, whose actions need nothing. */
  public static ClassifiedMessage of(HthEvent event, long known) {
    return new ClassifiedMessage(event, known, "", new Nothing());
  }

  /** An event of a timer or the operator whose actions need nothing but the reason. */
  public static ClassifiedMessage of(HthEvent event, String reason) {
    return new ClassifiedMessage(event, 0, reason, new Nothing());
  }

  /** An event of the operator with what its actions need. */
  public static ClassifiedMessage of(HthEvent event, Detail detail) {
    return new ClassifiedMessage(event, 0, "", detail);
  }

  /** The rows of an event need the detail that the event comes with: another one is our bug. */
  public IllegalStateException withoutDetail() {
    return new IllegalStateException(event.specName() + " came without its detail");
  }

  /** What the actions of a row need. Each exchange has its own, beside what makes it. */
  public interface Detail {}

  /** An event without details. */
  public record Nothing() implements Detail {}

  /** The type of an unknown payload whose critical bit is set. */
  public record CriticalPayload(int type) implements Detail {
    /** The detail of an event that has one. */
    public static CriticalPayload of(ClassifiedMessage message) {
      if (message.detail() instanceof CriticalPayload found) {
        return found;
      }
      throw message.withoutDetail();
    }
  }
}
