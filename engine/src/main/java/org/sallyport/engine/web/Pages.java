// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.WebPage;

/** What can be asked for. */
@FunctionalInterface
public interface Pages {
  /** The page of a decoded path, or null. Its octets do not change any more. */
  @Nullable WebPage find(String path, long nowNs);
}
