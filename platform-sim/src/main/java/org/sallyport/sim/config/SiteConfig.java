// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.util.List;
import org.sallyport.engine.bootimage.SiteImage;

/**
 * What a configuration file tells a machine without an operating system, valid as a whole.
 *
 * @param warnings what is allowed but should be known
 */
public record SiteConfig(SiteImage image, List<String> warnings) {
  /** Copies the list. */
  public SiteConfig {
    warnings = List.copyOf(warnings);
  }
}
