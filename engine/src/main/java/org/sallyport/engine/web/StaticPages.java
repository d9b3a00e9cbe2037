// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.WebPage;

/** The pages of the site image. */
public final class StaticPages implements Pages {
  private static final String INDEX = "index.html";

  private final Map<String, WebPage> pages = new HashMap<>();

  /** Pages by their paths. */
  public StaticPages(List<WebPage> list) {
    for (WebPage page : list) {
      pages.put(page.path(), page);
    }
  }

  /** Whether there is a page of this path. */
  public boolean has(String path) {
    return pages.containsKey(path);
  }

  @Override
  public @Nullable WebPage find(String path, long nowNs) {
    return pages.get(path.endsWith("/") ? path + INDEX : path);
  }
}
