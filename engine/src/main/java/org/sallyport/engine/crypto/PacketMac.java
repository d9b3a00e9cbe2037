// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

/** A MAC with its key loaded, for {@link EncryptThenMac}. */
public interface PacketMac {
  /** Octets of the full, untruncated output. */
  int outputLength();

  /** Takes more input. */
  void update(byte[] input, int offset, int length);

  /** Writes the full output and is ready for the next packet under the same key. */
  void finish(byte[] output, int offset);

  /** Zeroes the key. */
  void destroy();
}
