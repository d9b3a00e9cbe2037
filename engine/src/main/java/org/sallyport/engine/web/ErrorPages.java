// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

import org.sallyport.engine.config.WebPage;

/** One small page for every answer that is not OK, made at start. */
final class ErrorPages {
  private static final WebPage[] PAGES = new WebPage[HttpStatus.values().length];

  static {
    for (HttpStatus status : HttpStatus.values()) {
      String text =
          "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>"
              + status.line()
              + "</title><h1>"
              + status.line()
              + "</h1></html>\n";
      PAGES[status.ordinal()] = new WebPage("", "text/html; charset=utf-8", Ascii.octets(text));
    }
  }

  private ErrorPages() {}

  static WebPage of(HttpStatus status) {
    return PAGES[status.ordinal()];
  }
}
