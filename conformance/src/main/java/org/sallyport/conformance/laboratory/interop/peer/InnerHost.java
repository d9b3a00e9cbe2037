// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

import org.sallyport.conformance.laboratory.interop.lab.Command;
import org.sallyport.conformance.laboratory.interop.lab.LabException;

/** A computer on the inner side of a peer, whose own IP stack makes the traffic. */
public interface InnerHost {
  /** How much {@link #send} sends. */
  int TRANSFER_BYTES = 1 << 20;

  /**
   * Pings; each has 2 s for its answer.
   *
   * @param payloadBytes octets behind the ICMP header
   */
  Command.Outcome ping(String source, String target, int count, int payloadBytes)
      throws LabException;

  /** Listens for one TCP connection. */
  Receiving listen(String address, int port) throws LabException;

  /**
   * Sends {@value #TRANSFER_BYTES} octets over a TCP connection, different ones every time.
   *
   * @return their SHA-256 in hexadecimal
   */
  String send(String source, String target, int port) throws LabException;

  /**
   * Fetches a page over HTTP.
   *
   * @return the SHA-256 of its content in hexadecimal
   * @throws LabException unless the answer is 200
   */
  String fetch(String url) throws LabException;

  /** A listening end. */
  interface Receiving extends AutoCloseable {
    /** Waits until the sender has closed; the SHA-256 of what came, in hexadecimal. */
    String digest() throws LabException;

    @Override
    void close() throws LabException;
  }
}
