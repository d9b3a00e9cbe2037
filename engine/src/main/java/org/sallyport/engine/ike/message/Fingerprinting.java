// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.message;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.Digest;
import org.sallyport.engine.ike.path.Incoming;

/**
 * The fingerprint of a request that came in, computed when it is first asked for. That has to be
 * before the request is opened, which replaces its octets.
 */
public final class Fingerprinting {
  private final Digest sha256;
  private final Incoming request;
  private @Nullable Fingerprint made;

  public Fingerprinting(Digest sha256, Incoming request) {
    this.sha256 = sha256;
    this.request = request;
  }

  public Incoming request() {
    return request;
  }

  public Fingerprint fingerprint() {
    Fingerprint present = made;
    if (present == null) {
      present = Fingerprint.of(sha256, request);
      made = present;
    }
    return present;
  }
}
