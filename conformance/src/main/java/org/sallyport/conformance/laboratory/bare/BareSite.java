// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.machine.BareKernel;
import org.sallyport.conformance.laboratory.interop.peer.PeerTable;
import org.sallyport.engine.config.WebPage;
import org.sallyport.sim.config.ConfigException;
import org.sallyport.sim.config.SiteConfig;
import org.sallyport.sim.config.SiteImageWriter;

/** The site that the machine of a boot run is told: its addresses, its peer, its pages. */
final class BareSite {
  /** The engine of this JVM, as the machine's peer. */
  static final String PEER = "peer";

  /** The port of the web server. */
  static final int PORT = 80;

  private BareSite() {}

  /**
   * What was written.
   *
   * @param module the kernel's boot module
   * @param pages of the web server, with their content
   */
  record Written(Path module, List<WebPage> pages) {}

  /**
   * Writes the site's source and the module that is made of it.
   *
   * @param directory where they go
   * @param initiates whether the machine opens the IKE SA
   */
  static Written write(Path directory, boolean initiates) throws LabException {
    Path source = directory.resolve("site.toml");
    Path module = directory.resolve("site");
    try {
      Files.writeString(source, text(initiates));
      SiteConfig site = SiteImageWriter.ofThisProject().write(source, module);
      return new Written(module, site.image().web().pages());
    } catch (ConfigException wrong) {
      throw new LabException("the site is refused", wrong);
    } catch (IOException refused) {
      throw new LabException("cannot write the site into " + directory, refused);
    }
  }

  private static String text(boolean initiates) {
    return """
    [log]
    level = "info"

    [bare]
    on_fault = "halt"
    console = "both"

    [outer]
    type = "nic"
    addresses = ["%s/24"]

    [inner]
    type = "self"
    addresses = ["%s/24"]

    [web]
    port = %d
    pages = "%s"
    status = true

    %s\
    """
        .formatted(
            Addresses.MACHINE,
            Addresses.MACHINE_INNER,
            PORT,
            BareKernel.samplePages(),
            new PeerTable(
                    PEER,
                    Addresses.PEER,
                    Addresses.MACHINE_ID,
                    Addresses.PEER_ID,
                    Addresses.SECRET,
                    Addresses.IKE_PROPOSAL,
                    "initiate = " + initiates,
                    Addresses.child(Addresses.MACHINE_NET, Addresses.PEER_NET))
                .toml());
  }
}
