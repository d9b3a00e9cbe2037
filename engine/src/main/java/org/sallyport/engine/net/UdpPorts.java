// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.checkerframework.checker.nullness.qual.Nullable;

/** Who listens on which UDP port: a small table, searched in order. */
final class UdpPorts {
  private final int[] ports;
  private final @Nullable UdpHandler[] handlers;
  private final UdpDatagram[] views;
  private int count;

  UdpPorts(int capacity, int maxDepth) {
    ports = new int[capacity];
    handlers = new @Nullable UdpHandler[capacity];
    views = new UdpDatagram[maxDepth];
    for (int depth = 0; depth < maxDepth; depth++) {
      views[depth] = new UdpDatagram();
    }
  }

  /** Listens, in the place of who listened before; false when the table is full. */
  boolean listen(int port, UdpHandler handler) {
    int index = indexOf(port);
    if (index == ports.length) {
      return false;
    }
    ports[index] = port;
    handlers[index] = handler;
    count = Math.max(count, index + 1);
    return true;
  }

  @Nullable UdpHandler handler(int port) {
    int index = indexOf(port);
    return index == count ? null : handlers[index];
  }

  /** The view for datagrams at a depth of nesting. */
  UdpDatagram view(int depth) {
    return views[depth];
  }

  private int indexOf(int port) {
    int index = 0;
    while (index < count && ports[index] != port) {
      index++;
    }
    return index;
  }
}
