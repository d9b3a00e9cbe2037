// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.config;

import java.util.List;

/**
 * The web server of the machine.
 *
 * @param port TCP port on every address of the engine; 0 for no web server
 * @param hasStatusPage whether it also tells SAs and counters
 * @param pages static pages, paths distinct
 */
public record WebConfig(int port, boolean hasStatusPage, List<WebPage> pages) {
  /** No web server. */
  public static final WebConfig NONE = new WebConfig(0, false, List.of());

  /** Copies the list. */
  public WebConfig {
    pages = List.copyOf(pages);
  }
}
