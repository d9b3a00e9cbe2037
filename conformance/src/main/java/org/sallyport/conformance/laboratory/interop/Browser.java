// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.sallyport.conformance.laboratory.interop.lab.Command;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.Namespace;
import org.sallyport.conformance.laboratory.interop.machine.BareKernel;

/** Chromium without a screen, in a namespace and with a profile of its own. */
record Browser(Namespace namespace, Path directory) {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long LEAST_BYTES = 5_000; // an empty page compresses to less

  /** Where the picture is kept, for people and for CI. */
  static Path standardPicture() {
    return BareKernel.home().resolve("conformance/target/status-page.png").toAbsolutePath();
  }

  /**
   * Loads a page and keeps a picture of it.
   *
   * @param text that the loaded page has to contain
   * @param picture a PNG file
   */
  String show(String url, String text, Path picture) throws LabException {
    String document = chromium("--dump-dom", url).runOrThrow();
    if (!document.contains(text)) {
      throw new LabException("the page in the browser lacks \"" + text + "\": " + document);
    }
    String ignored =
        chromium("--screenshot=" + picture, "--window-size=1280,2000")
            .and("--virtual-time-budget=5000", url) // until scripts have drawn the diagrams
            .runOrThrow();
    assert ignored != null;
    try {
      long bytes = Files.size(picture);
      if (bytes < LEAST_BYTES) {
        throw new LabException("the picture has only " + bytes + " octets: " + picture);
      }
    } catch (IOException missing) {
      throw new LabException("there is no picture", missing);
    }
    return "picture at " + picture;
  }

  private Command chromium(String... more) {
    return namespace
        .command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic")
        .and("--no-first-run", "--disable-background-networking", "--disable-component-update")
        .and("--disable-sync", "--user-data-dir=" + directory.resolve("browser"))
        .and(more)
        .within(LIMIT);
  }
}
