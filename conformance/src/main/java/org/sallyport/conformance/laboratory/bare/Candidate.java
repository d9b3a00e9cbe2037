// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.nio.file.Path;
import org.sallyport.conformance.laboratory.interop.lab.LabException;

/** Something that boots in QEMU, opens an IKE SA with {@link PeerEngine} and answers ping. */
interface Candidate {
  /** What it is, in a few words. */
  String title();

  /** All that is loaded at boot, in octets. */
  long imageBytes() throws LabException;

  /** The same in words. */
  String imageText() throws LabException;

  /**
   * Starts it.
   *
   * @param directory for its sockets and logs
   * @param memoryMib of the machine
   * @param netdev value of QEMU's {@code -netdev}, whose id is {@code n0}
   */
  Running start(Path directory, int memoryMib, String netdev) throws LabException;

  /** A running one. */
  interface Running extends AutoCloseable {
    /** Whether it has not ended by itself. */
    boolean isAlive();

    /** How much memory is in use, in octets. */
    long usedBytes() throws LabException;

    /** Where its console went. */
    Path console();

    @Override
    void close() throws LabException;
  }
}
