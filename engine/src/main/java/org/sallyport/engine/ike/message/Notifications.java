// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.message;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.PayloadList;

/** Reading the notifications of a message (RFC 7296 §3.10.1). */
public final class Notifications {
  private Notifications() {}

  /** The first error of a message, known or not, or null. */
  public static @Nullable NotifyPayload firstError(PayloadList payloads) {
    for (NotifyPayload notify : payloads.notifications()) {
      if (notify.isError()) {
        return notify;
      }
    }
    return null;
  }

  /** The first of some types that is there, in their order; null when none is. */
  public static @Nullable NotifyType firstOf(PayloadList payloads, List<NotifyType> types) {
    for (NotifyType type : types) {
      if (payloads.notification(type) != null) {
        return type;
      }
    }
    return null;
  }

  /** How logs call a notification. */
  public static String name(NotifyPayload notify) {
    return notify.notifyType() == NotifyType.UNKNOWN
        ? "error " + notify.typeCode()
        : notify.notifyType().toString();
  }

  /**
   * A notification with one octet: the type of a critical payload that we do not know (RFC 7296
   * §2.5).
   */
  public static NotifyPayload unsupportedCritical(int type) {
    return NotifyPayload.of(
        NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD, OctetString.of(new byte[] {(byte) type}));
  }
}
