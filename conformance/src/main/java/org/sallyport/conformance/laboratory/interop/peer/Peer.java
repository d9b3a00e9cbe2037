// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.engine.config.WebPage;

/** A running or runnable IKEv2 implementation (RFC 7296) on one side of a laboratory. */
public interface Peer {
  /** What it is, for people. */
  String name();

  /** Configures and starts it; returns when it is ready for handshakes. Does not initiate. */
  void start() throws LabException;

  /**
   * Changes the pre-shared key for handshakes to come.
   *
   * @throws LabException when it reads its keys only at start
   */
  void useSecret(String secret) throws LabException;

  /** Asks it to open an IKE SA with its Child SA; whether it succeeds is seen in {@link #state}. */
  void initiate() throws LabException;

  /** Asks it to delete the IKE SA (RFC 7296 §1.4.1). */
  void closeIke() throws LabException;

  /** Asks it to delete the Child SA and keep the IKE SA. */
  void closeChild() throws LabException;

  /** Tells its process to end, as an operating system does, and waits for that. */
  void stop() throws LabException;

  /** What it has now. */
  PeerState state() throws LabException;

  /** How often it has reported the notice, sent or received. */
  long reported(Notice notice) throws LabException;

  /**
   * Where its addresses inside the tunnel are: a program on its side uses the first, and all of
   * them answer ping.
   */
  List<String> innerAddresses();

  /** The computer at {@link #innerAddresses}; empty when it only answers. */
  Optional<InnerHost> host();

  /**
   * How many ESP packets it has refused, for whatever reason; empty when it does not count them.
   */
  default OptionalLong refusedEspPackets() throws LabException {
    return OptionalLong.empty();
  }

  /** What its web server has at {@link #innerAddresses}, port 80; nothing when it has none. */
  default List<WebPage> pages() {
    return List.of();
  }

  /** Whether it tells its keys; otherwise the other side's have to do. */
  default boolean hasKeyLog() {
    return true;
  }

  /** Writes the keys of the SAs so far as Wireshark's tables into {@code directory}. */
  void exportKeys(Path directory) throws LabException;

  /**
   * Whether {@link #exportKeys} has the keys of every SA there ever was, refused ones included, and
   * not only of those that exist at that moment.
   */
  boolean isKeyLogComplete();

  /** Files that explain what it did, the most telling first. */
  List<Path> logs();
}
