package org.sallyport.conformance.interop.peer;

import java.nio.file.Path;

/** The two configuration files of a strongSwan daemon that needs nothing of the machine's own. */
final class StrongSwanConfig {
  /** The connection. */
  static final String CONNECTION = "c";

  /** Its Child SA. */
  static final String CHILD = "k";

  private static final String PLUGINS =
      "random nonce openssl aes sha1 sha2 hmac kdf gmp curve25519 gcm chapoly pem pkcs1 x509 pubkey"
          + " kernel-libipsec kernel-netlink socket-default vici updown";

  private StrongSwanConfig() {}

  /**
   * {@code strongswan.conf}: ESP in user space, few retransmissions, and a second log with the
   * keys.
   */
  static String daemon(Path socket, Path log, Path keyLog) {
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
        .formatted(PLUGINS, log, keyLog, socket);
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
        encap = yes
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
            local_ts = %s
            remote_ts = %s
            esp_proposals = %s
            mode = tunnel
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
            settings.localId(),
            settings.remoteId(),
            CHILD,
            settings.localNet().cidr(),
            settings.remoteNet().cidr(),
            settings.espProposal(),
            settings.secret());
  }
}
