// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.PayloadList;

/** Reading the notifications of a message (RFC 7296 §3.10.1). */
final class Notifications {
  private Notifications() {}

  /** The first error of a message, known or not, or null. */
  static @Nullable NotifyPayload firstError(PayloadList payloads) {
    for (NotifyPayload notify : payloads.notifications()) {
      if (notify.isError()) {
        return notify;
      }
    }
    return null;
  }

  /** How logs call a notification. */
  static String name(NotifyPayload notify) {
    return notify.notifyType() == NotifyType.UNKNOWN
        ? "error " + notify.typeCode()
        : notify.notifyType().toString();
  }
}
