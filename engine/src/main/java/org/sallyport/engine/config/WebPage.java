// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.config;

import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One static page of the web server.
 *
 * @param path what a request names: from '/', percent-encoding already undone; a request for a path
 *     that ends with '/' is answered with the page {@code index.html} below it
 * @param contentType the media type, as the answer states it (RFC 9110 §8.3)
 * @param body the octets; not copied, so that a large page lies in memory once, and never changed
 */
public record WebPage(String path, String contentType, byte[] body) {
  /** The longest path of a page, in characters. */
  public static final int LONGEST_PATH = 255;

  /** Whether {@code path} can be the path of a page: visible ASCII that starts with '/'. */
  public static boolean isPath(String path) {
    return !path.isEmpty()
        && path.length() <= LONGEST_PATH
        && path.charAt(0) == '/'
        && isVisible(path, '!');
  }

  /** Whether {@code text} can stand behind {@code Content-Type:}, a blank within it allowed. */
  public static boolean isContentType(String text) {
    return !text.isEmpty() && text.length() <= LONGEST_PATH && isVisible(text, ' ');
  }

  private static boolean isVisible(String text, char least) {
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character < least || character > '~') {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WebPage that
        && path.equals(that.path)
        && contentType.equals(that.contentType)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return path + " (" + contentType + ", " + body.length + " octets)";
  }
}
