// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

import java.nio.file.Path;

/** The two configuration files of a strongSwan daemon that needs nothing of the machine's own. */
final class StrongSwanConfig {
  /** The connection. */
  static final String CONNECTION = "c";

  /** Its Child SA. */
  static final String CHILD = "k";

  private StrongSwanConfig() {}

  /**
   * {@code strongswan.conf}: few retransmissions, and a second log with the keys.
   *
   * @param plugins decide whether ESP is in user space or the kernel's
   */
  static String daemon(String plugins, Path socket, Path log, Path keyLog) {
    return """
    charon {
      load_modular = no
      load = %s
      install_routes = yes
      retransmit_tries = 3
      retransmit_timeout = 1.0
      filelog {
        readable {
          path = %s
          default = 1
          ike = 2
          flush_line = yes
        }
        keys {
          path = %s
          default = -1
          cfg = 1
          ike = 4
          chd = 4
          flush_line = yes
        }
      }
      plugins {
        vici {
          socket = unix://%s
        }
      }
    }
    """
        .formatted(plugins, log, keyLog, socket);
  }

  /** {@code swanctl.conf}: one connection with one Child SA, waiting. */
  static String connection(PeerSettings settings) {
    return """
    connections {
      %s {
        version = 2
        local_addrs = %s
        remote_addrs = %s
        proposals = %s
        encap = %s
        rekey_time = 0
        local {
          auth = psk
          id = %s
        }
        remote {
          auth = psk
          id = %s
        }
        children {
          %s {
            %s
            esp_proposals = %s
            mode = %s
            rekey_time = 0
          }
        }
      }
    }
    secrets {
      ike-interop {
        secret = "%s"
      }
    }
    """
        .formatted(
            CONNECTION,
            settings.localAddress(),
            settings.remoteAddress(),
            settings.ikeProposal(),
            settings.wrapping().isUdp() ? "yes" : "no",
            settings.localId(),
            settings.remoteId(),
            CHILD,
            selectors(settings),
            settings.espProposal(),
            settings.wrapping().mode(),
            settings.secret());
  }

  /** In transport mode strongSwan's own default is right: the two outer addresses. */
  private static String selectors(PeerSettings settings) {
    return settings.wrapping().isTunnel()
        ? "local_ts = %s\n        remote_ts = %s"
            .formatted(settings.localNet().cidr(), settings.remoteNet().cidr())
        : "";
  }

  /** What charon's log calls a notice. */
  static String logName(Notice notice) {
    return switch (notice) {
      case AUTHENTICATION_FAILED -> "N(AUTH_FAILED)";
      case COOKIE -> "N(COOKIE)";
      case INVALID_KE_PAYLOAD -> "N(INVAL_KE)";
    };
  }
}
