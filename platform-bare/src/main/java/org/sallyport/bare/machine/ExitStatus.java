// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

/** What the machine ends with: under QEMU the exit code is twice this and one. */
public enum ExitStatus {
  /** Told to stop, and all was well. */
  CLEAN(0),
  /** A self-test failed, or the processor gives no random numbers: no IKE was spoken. */
  UNTRUSTED(1),
  /** There is no site image, or none that this kernel reads. */
  NO_SITE(2),
  // 3: the runtime broke (RUNTIME_STATUS_BROKEN in runtime.h).
  /** The site names an interface that the machine does not have, or that did not start. */
  NO_INTERFACE(4),
  /** Java threw what nobody caught. */
  DEFECT(5),
  /** There was a run to replay, and it could not be. */
  NO_REPLAY(6);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  /** The number. */
  public int code() {
    return code;
  }
}
