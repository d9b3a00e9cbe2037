// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.port;

/**
 * Takes the secret keys in the line formats of Wireshark's IKEv2 decryption table and ESP SA table.
 * A holder of these lines reads all traffic: for tests and laboratories only, off unless a platform
 * is told otherwise.
 */
public interface KeyLog {
  /** Logs nothing: the default. */
  KeyLog OFF =
      new KeyLog() {
        @Override
        public void ikeSa(String line) {}

        @Override
        public void espSa(String line) {}

        @Override
        public boolean isOn() {
          return false;
        }
      };

  /** A line of {@code ikev2_decryption_table}. */
  void ikeSa(String line);

  /** A line of {@code esp_sa}. */
  void espSa(String line);

  /** Whether lines are wanted at all: when not, none is ever made. */
  default boolean isOn() {
    return true;
  }
}
