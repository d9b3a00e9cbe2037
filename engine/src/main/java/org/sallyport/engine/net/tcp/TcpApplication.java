// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

/**
 * What a listener serves its connections with: an application object. It is called after a segment
 * or timer has been dealt with, and may then use {@link Tcp} freely. It keeps what it needs by
 * {@link TcpConnection#index()}.
 */
public interface TcpApplication {
  /** A connection is open. */
  void established(TcpConnection connection, long nowNs);

  /** Octets can be read, or the peer has closed its half (see {@link TcpConnection#peerClosed}). */
  void received(TcpConnection connection, long nowNs);

  /** The peer has acknowledged more of what was offered. */
  void acknowledged(TcpConnection connection, long nowNs);

  /**
   * The connection is over.
   *
   * @param broken false when all that was offered was acknowledged
   */
  void ended(TcpConnection connection, boolean broken, long nowNs);

  /**
   * Copies octets of the stream to the peer, now or again: whatever is offered and not yet
   * acknowledged can be asked for.
   *
   * @param position the first octet, counted from the connection's beginning
   */
  void copy(TcpConnection connection, long position, byte[] target, int offset, int length);
}
