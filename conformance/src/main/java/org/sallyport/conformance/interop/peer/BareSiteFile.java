// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.interop.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.conformance.interop.lab.LabException;
import org.sallyport.conformance.interop.machine.BareKernel;
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
  /** The peer. */
  static final String PEER = "foreign";

  /** Its Child SA. */
  static final String CHILD = "lan";

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

    [limits]
    cookie_threshold = %d

    [[peer]]
    name = "%s"
    remote_address = "%s"
    local_id = "%s"
    remote_id = "%s"
    psk = "%s"
    ike_proposals = ["%s"]
    legacy = %s

    [[peer.child]]
    name = "%s"
    mode = "%s"
    %s
    esp_proposals = ["%s"]
    """
        .formatted(
            settings.localAddress(),
            settings.outerPrefix(),
            tunnel ? inner(settings) : "",
            BareKernel.samplePages(),
            settings.demandsCookies() ? 0 : 64,
            PEER,
            settings.remoteAddress(),
            settings.localId(),
            settings.remoteId(),
            settings.secret(),
            settings.ikeProposal(),
            settings.ikeProposal().contains("sha1"),
            CHILD,
            settings.wrapping().mode(),
            tunnel ? selectors(settings) : "",
            settings.espProposal());
  }

  private static String inner(PeerSettings settings) {
    return """
    [inner]
    type = "self"
    addresses = ["%s/24"]
    """
        .formatted(settings.localHost());
  }

  private static String selectors(PeerSettings settings) {
    return "local_ts = [\"%s\"]\nremote_ts = [\"%s\"]"
        .formatted(settings.localNet().cidr(), settings.remoteNet().cidr());
  }
}
