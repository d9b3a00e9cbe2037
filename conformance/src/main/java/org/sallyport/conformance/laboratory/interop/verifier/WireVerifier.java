// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.verifier;

import java.nio.file.Path;
import org.sallyport.conformance.laboratory.interop.lab.LabException;

/** Decrypts a capture independently of the implementations that made it. */
public interface WireVerifier {
  /** Who it is. */
  String name();

  /**
   * Reads a capture.
   *
   * @param capture pcap file of Ethernet frames
   * @param keys directory with {@link KeyTables}
   * @param ourAddress outer address of our side
   */
  Verdict verify(Path capture, Path keys, String ourAddress) throws LabException;

  /** The one that can verifier this ESP proposal. */
  static WireVerifier of(String espProposal) {
    return espProposal.startsWith("chacha20poly1305") ? new JdkVerifier() : new TsharkVerifier();
  }
}
