// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.message;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.task.Job;

/** A job that an IKE SA waits for. Its end is an event of the machine Hth. */
public interface Computation extends Job {
  /** The message whose answer waits for it, in an array of its own; null when there is none. */
  @Nullable Incoming request();

  /** What its end is to the machine Hth; to be asked once, when it is done. */
  ClassifiedMessage classify();
}
