// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.machine.BareKernel;
import org.sallyport.engine.config.WebPage;
import org.sallyport.sim.config.ConfigException;
import org.sallyport.sim.config.SiteConfig;
import org.sallyport.sim.config.SiteImageWriter;

/**
 * The site of a bare machine that waits for one peer with one Child SA.
 *
 * @param module the kernel's boot module
 * @param pages of its web server
 */
record BareSiteFile(Path module, List<WebPage> pages) {
  /** Copies the list. */
  BareSiteFile {
    pages = List.copyOf(pages);
  }

  /** Writes source and module into a folder, which is made. */
  static BareSiteFile write(PeerSettings settings, Path directory) throws LabException {
    Path source = directory.resolve("site.toml");
    Path module = directory.resolve("site");
    try {
      Files.createDirectories(directory);
      Files.writeString(source, text(settings));
      SiteConfig site = SiteImageWriter.ofThisProject().write(source, module);
      return new BareSiteFile(module, site.image().web().pages());
    } catch (ConfigException wrong) {
      throw new LabException("the site is refused", wrong);
    } catch (IOException refused) {
      throw new LabException("cannot write the site into " + directory, refused);
    }
  }

  private static String text(PeerSettings settings) {
    boolean tunnel = settings.wrapping().isTunnel();
    return """
    [log]
    level = "info"

    [bare]
    on_fault = "halt"

    [outer]
    addresses = ["%s/%d"]

    %s
    [web]
    port = 80
    pages = "%s"
    status = true

    %s\
    """
        .formatted(
            settings.localAddress(),
            settings.outerPrefix(),
            tunnel ? inner(settings) : "",
            BareKernel.samplePages(),
            PeerSection.text(settings, ""));
  }

  private static String inner(PeerSettings settings) {
    return """
    [inner]
    type = "self"
    addresses = ["%s/24"]
    """
        .formatted(settings.localHost());
  }
}
