// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.WebPage;
import org.sallyport.engine.status.EngineStatus;

/**
 * The pages made while they are asked for: {@code /status} for people, {@code /status.json} for
 * programs, beside the static ones. What was made is given again for a moment, so that asking often
 * costs little.
 */
public final class StatusPages implements Pages {
  /** Where the page for people is. */
  static final String PATH = "/status";

  /** The fields of both pages: never kept, and nothing is loaded from elsewhere. */
  static final String FIELDS =
      "Cache-Control: no-store\r\n"
          + "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; "
          + "script-src 'unsafe-inline'; connect-src 'self'\r\n";

  private static final String JSON_PATH = PATH + ".json";
  private static final long FRESH_NS = 200_000_000L;

  private final StaticPages others;
  private final StatusSource source;
  private @Nullable WebPage html;
  private @Nullable WebPage json;
  private long madeNs;

  /** The status pages beside others, which come first. */
  public StatusPages(StaticPages others, StatusSource source) {
    this.others = others;
    this.source = source;
  }

  @Override
  public @Nullable WebPage find(String path, long nowNs) {
    WebPage other = others.find(path, nowNs);
    if (other != null) {
      return other;
    }
    boolean isHtml = path.equals(PATH) || path.equals("/");
    if (!isHtml && !path.equals(JSON_PATH)) {
      return null;
    }
    if (html == null || nowNs - madeNs >= FRESH_NS) {
      EngineStatus status = source.status();
      madeNs = nowNs;
      html =
          new WebPage(
              PATH, "text/html; charset=utf-8", Ascii.octets(StatusHtml.page(status, nowNs)));
      json = new WebPage(JSON_PATH, "application/json", Ascii.octets(StatusJson.text(status)));
    }
    return isHtml ? html : json;
  }
}
