// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

import java.nio.file.Path;

/** The configuration of {@code sallyport gateway} for one peer with one Child SA, waiting. */
final class GatewayFile {
  /** The TAP on which IKE and ESP travel. */
  static final String OUTER = "outer0";

  /** The TUN of the Linux host behind the gateway. */
  static final String INNER = "inner0";

  private GatewayFile() {}

  /**
   * The text of the file.
   *
   * @param bridge what joins the TAP to the wire
   * @param control path of the control socket
   * @param keys folder for the key log, beside the file
   */
  static String text(PeerSettings settings, String bridge, Path control, String keys) {
    boolean tunnel = settings.wrapping().isTunnel();
    return """
    [log]
    level = "info"
    trace = "trace.jsonl"
    key_log = "%s"

    [control]
    socket = "%s"

    [outer]
    type = "tap"
    name = "%s"
    bridge = "%s"
    addresses = ["%s/%d"]

    %s
    %s\
    """
        .formatted(
            keys,
            control,
            OUTER,
            bridge,
            settings.localAddress(),
            settings.outerPrefix(),
            tunnel ? inner(settings) : "",
            PeerSection.text(settings, "udp_encapsulation = \"auto\""));
  }

  private static String inner(PeerSettings settings) {
    return """
    [inner]
    type = "tun"
    name = "%s"
    addresses = ["%s/24"]
    """
        .formatted(INNER, settings.localNet().host(1));
  }
}
