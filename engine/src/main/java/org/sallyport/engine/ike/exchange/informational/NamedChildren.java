// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.informational;

import java.util.List;
import org.sallyport.engine.ike.child.ChildSa;
import org.sallyport.engine.ike.message.ClassifiedMessage;

/** Child SAs that are to be deleted. */
public record NamedChildren(List<ChildSa> children) implements ClassifiedMessage.Detail {
  /** The detail of an event that has one. */
  static NamedChildren of(ClassifiedMessage message) {
    if (message.detail() instanceof NamedChildren found) {
      return found;
    }
    throw message.withoutDetail();
  }
}
