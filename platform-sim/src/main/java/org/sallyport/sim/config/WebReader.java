// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.sallyport.engine.bootimage.SiteImage;
import org.sallyport.engine.config.WebConfig;
import org.sallyport.engine.config.WebPage;
import org.sallyport.spec.file.SystemReason;

/** Reads the section {@code [web]} and the folder of static pages that it names. */
final class WebReader {
  private static final int HTTP_PORT = 80;
  private static final String OCTETS = "application/octet-stream";
  private static final Map<String, String> CONTENT_TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("webp", "image/webp"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("woff2", "font/woff2"));

  private final TomlSection section;
  private final Path file;

  WebReader(TomlSection section, Path file) {
    this.section = section;
    this.file = file;
  }

  WebConfig web() {
    List<WebPage> pages = section.text("pages", this::folder).orElse(List.of());
    boolean isWanted = section.has("pages") || section.has("port") || section.has("status");
    int port = section.number("port", HTTP_PORT, 1, 0xFFFF);
    boolean hasStatusPage = section.flag("status", true);
    section.finish();
    return isWanted ? new WebConfig(port, hasStatusPage, pages) : WebConfig.NONE;
  }

  private List<WebPage> folder(String text) throws TextException {
    Path folder = GatewayConfigFile.relativeTo(file, text);
    if (!Files.isDirectory(folder)) {
      throw new TextException(
          folder + " is not a folder",
          "name the folder that holds index.html (the example's is platform-bare/src/main/site/pages),"
              + " or leave pages out");
    }
    return pages(folder, "/");
  }

  /**
   * Everything below a folder, in the order of the names; what is hidden, by a name that begins
   * with a dot, is left out.
   *
   * @param prefix the path of the folder itself, which begins and ends with '/'
   * @throws TextException when something there cannot be a page, with what to do
   */
  static List<WebPage> pages(Path folder, String prefix) throws TextException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths =
          walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
              .filter(path -> !isHidden(folder.relativize(path)))
              .sorted()
              .toList();
    } catch (IOException unreadable) {
      throw new TextException(
          folder + " cannot be read (" + SystemReason.withFile(unreadable) + ")",
          "check who may read it");
    }
    if (paths.size() > SiteImage.MOST_PAGES) {
      throw new TextException(
          folder + " holds " + paths.size() + " files",
          "keep at most " + SiteImage.MOST_PAGES + " there");
    }
    List<WebPage> pages = new ArrayList<>();
    long total = 0;
    for (Path path : paths) {
      WebPage page = page(path, prefix + folder.relativize(path).toString());
      total += page.body().length;
      pages.add(page);
    }
    if (total > SiteImage.LARGEST_IMAGE / 2) {
      throw new TextException(
          folder + " holds " + total + " bytes",
          "keep at most " + SiteImage.LARGEST_IMAGE / 2 + " there");
    }
    return pages;
  }

  private static boolean isHidden(Path below) {
    for (Path name : below) {
      if (name.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static WebPage page(Path file, String path) throws TextException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new TextException(
          file + " is neither a file nor a folder", "put a copy of what is meant in its place");
    }
    if (!WebPage.isPath(path)) {
      throw new TextException(
          file + " cannot be named in a request",
          "rename it: letters, digits, '.', '-' and '_', at most "
              + WebPage.LONGEST_PATH
              + " characters with its folders");
    }
    try {
      if (Files.size(file) > SiteImage.LARGEST_PAGE) {
        throw new TextException(
            file + " is larger than " + SiteImage.LARGEST_PAGE + " bytes", "make it smaller");
      }
      return new WebPage(path, contentType(path), Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new TextException(
          file + " cannot be read (" + SystemReason.of(unreadable) + ")", "check who may read it");
    }
  }

  private static String contentType(String path) {
    String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return CONTENT_TYPES.getOrDefault(extension, OCTETS);
  }
}
