// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sallyport.engine.bootimage.SiteImage;
import org.sallyport.engine.config.WebConfig;
import org.sallyport.engine.config.WebPage;

/** From the configuration file that people write to the boot module that a bare machine reads. */
public final class SiteImageWriter {
  private static final String DIAGRAMS = "/diagrams/";

  private final Path diagrams;

  /**
   * A writer that adds the state diagrams to the pages.
   *
   * @param diagrams folder of the diagrams that the table generator drew; need not exist
   */
  public SiteImageWriter(Path diagrams) {
    this.diagrams = diagrams;
  }

  /** A writer with the diagrams of this project's tables, where they have been generated. */
  public static SiteImageWriter ofThisProject() {
    Path home = Path.of(System.getProperty("sallyport.home", "."));
    return new SiteImageWriter(home.resolve(Path.of("engine", "target", "generated-diagrams")));
  }

  /**
   * Reads a configuration file, validates it as a whole and writes the image, readable by its owner
   * only, because it holds the pre-shared keys.
   *
   * @return what was written
   * @throws ConfigException with everything that is wrong with the file
   * @throws IOException when the image cannot be written
   */
  public SiteConfig write(Path toml, Path image) throws ConfigException, IOException {
    SiteConfig site = read(toml);
    byte[] octets = site.image().encode();
    Path folder = image.toAbsolutePath().getParent();
    Path draft =
        Files.createTempFile(
            folder,
            ".site",
            null,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.write(draft, octets);
      Files.move(draft, image, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
      Arrays.fill(octets, (byte) 0);
    }
    return site;
  }

  /**
   * Reads a configuration file, validates it as a whole and adds the state diagrams: what {@link
   * #write} would write.
   *
   * @throws ConfigException with everything that is wrong with the file
   */
  public SiteConfig read(Path toml) throws ConfigException {
    SiteConfig site = GatewayConfigFile.readSite(toml);
    SiteImage image = site.image();
    SiteImage whole =
        new SiteImage(
            image.engine(),
            image.outerNic(),
            image.inner(),
            image.bare(),
            withDiagrams(toml, image.web()));
    return new SiteConfig(whole, site.warnings());
  }

  /**
   * The web server with the state diagrams under {@code /diagrams/}, which its status page marks.
   *
   * @throws ConfigException when there are too many pages then
   */
  public WebConfig withDiagrams(Path toml, WebConfig web) throws ConfigException {
    if (web.port() == 0 || !Files.isDirectory(diagrams)) {
      return web;
    }
    List<WebPage> pages = new ArrayList<>(web.pages());
    Set<String> taken = new HashSet<>();
    pages.forEach(page -> taken.add(page.path()));
    try {
      for (WebPage diagram : WebReader.pages(diagrams, DIAGRAMS)) {
        if (taken.add(diagram.path())) { // the operator's own page of that name stays
          pages.add(diagram);
        }
      }
    } catch (TextException wrong) {
      throw new ConfigException(
          toml.toString(),
          List.of(new ConfigProblem(0, 0, "web", wrong.getMessage(), wrong.remedy())));
    }
    if (pages.size() > SiteImage.MOST_PAGES) {
      throw new ConfigException(
          toml.toString(),
          List.of(
              new ConfigProblem(
                  0,
                  0,
                  "web.pages",
                  "with the state diagrams there are " + pages.size() + " pages",
                  "keep at most " + SiteImage.MOST_PAGES + " in all")));
    }
    return new WebConfig(web.port(), web.hasStatusPage(), pages);
  }
}
