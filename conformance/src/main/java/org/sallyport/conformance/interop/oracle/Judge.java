// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.interop.oracle;

import java.nio.file.Path;
import org.sallyport.conformance.interop.lab.LabException;

/** Decrypts a capture independently of the implementations that made it. */
public interface Judge {
  /** Who it is. */
  String name();

  /**
   * Reads a capture.
   *
   * @param capture pcap file of Ethernet frames
   * @param keys directory with {@link KeyTables}
   * @param ourAddress outer address of our side
   */
  Verdict judge(Path capture, Path keys, String ourAddress) throws LabException;

  /** The one that can judge this ESP proposal. */
  static Judge of(String espProposal) {
    return espProposal.startsWith("chacha20poly1305") ? new JdkJudge() : new TsharkJudge();
  }
}
