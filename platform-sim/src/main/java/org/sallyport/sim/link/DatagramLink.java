// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.link;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens links that carry one Ethernet frame per datagram, as QEMU's {@code -netdev dgram} does,
 * over UDP or unix datagram sockets. Needs no privilege. The far end may start later: until it is
 * there, frames sent are dropped.
 */
public final class DatagramLink {
  private static final int UNIX_PATH_BYTES = 108; // sun_path, with the closing zero

  private DatagramLink() {}

  /**
   * Opens a UDP link.
   *
   * @throws LinkException when it cannot, with what to do about it
   */
  public static DescriptorLink udp(InetSocketAddress local, InetSocketAddress remote)
      throws LinkException {
    if (local.isUnresolved() || remote.isUnresolved()) {
      InetSocketAddress unknown = local.isUnresolved() ? local : remote;
      throw new LinkException(
          "host name " + unknown.getHostString() + " is not known", "give an IP address instead");
    }
    if (local.getAddress().getClass() != remote.getAddress().getClass()) {
      throw new LinkException(
          "local " + local + " and remote " + remote + " are of different IP versions",
          "give both as IPv4 or both as IPv6");
    }
    Arena arena = Arena.ofAuto();
    int family =
        local.getAddress() instanceof Inet6Address ? LinuxCalls.AF_INET6 : LinuxCalls.AF_INET;
    String name = "udp:" + local.getAddress().getHostAddress() + ":" + local.getPort();
    return bound(
        name, family, inet(arena, family, local), inet(arena, family, remote), arena, () -> {});
  }

  /**
   * Opens a unix datagram link. The local socket file is made, and removed on close; one that a
   * dead process left behind is replaced.
   *
   * @throws LinkException when it cannot, with what to do about it
   */
  public static DescriptorLink unix(Path local, Path remote) throws LinkException {
    Arena arena = Arena.ofAuto();
    MemorySegment localAddress = unixAddress(arena, local);
    MemorySegment remoteAddress = unixAddress(arena, remote);
    removeSocketFile(local);
    return bound(
        "unix:" + local,
        LinuxCalls.AF_UNIX,
        localAddress,
        remoteAddress,
        arena,
        () -> removeSocketFile(local));
  }

  private static DescriptorLink bound(
      String name,
      int family,
      MemorySegment local,
      MemorySegment remote,
      Arena arena,
      Runnable afterClose)
      throws LinkException {
    int type = LinuxCalls.SOCK_DGRAM | LinuxCalls.SOCK_NONBLOCK | LinuxCalls.SOCK_CLOEXEC;
    int descriptor = LinuxCalls.socket(family, type);
    if (descriptor < 0) {
      int reason = LinuxCalls.errorNumber();
      throw new LinkException(
          "cannot make a socket for " + name + ": " + LinuxCalls.errorText(reason),
          "check the limit on open files (ulimit -n) and that the IP version is enabled");
    }
    if (LinuxCalls.bind(descriptor, local, (int) local.byteSize()) < 0) {
      int reason = LinuxCalls.errorNumber();
      LinuxCalls.close(descriptor);
      String remedy =
          switch (reason) {
            case LinuxCalls.EADDRINUSE ->
                "another process uses this address: stop it or choose another";
            case LinuxCalls.EADDRNOTAVAIL ->
                "the address is not one of this machine (see: ip address)";
            case LinuxCalls.EACCES, LinuxCalls.EPERM ->
                "choose a port above 1023, a folder that you may write to, or run as root";
            case LinuxCalls.ENOENT -> "make the folder of the socket file first";
            default -> "check the address";
          };
      throw new LinkException("cannot bind " + name + ": " + LinuxCalls.errorText(reason), remedy);
    }
    DescriptorLink.Peer peer = new DescriptorLink.Peer(remote, (int) remote.byteSize());
    return new DescriptorLink(name, FrameLink.Layer.ETHERNET, descriptor, peer, arena, afterClose);
  }

  private static MemorySegment inet(Arena arena, int family, InetSocketAddress address) {
    byte[] host = address.getAddress().getAddress();
    boolean isVersion6 = family == LinuxCalls.AF_INET6;
    MemorySegment segment = arena.allocate(isVersion6 ? 28 : 16, 8);
    segment.set(ValueLayout.JAVA_SHORT, 0, (short) family);
    segment.set(ValueLayout.JAVA_BYTE, 2, (byte) (address.getPort() >> 8));
    segment.set(ValueLayout.JAVA_BYTE, 3, (byte) address.getPort());
    MemorySegment.copy(host, 0, segment, ValueLayout.JAVA_BYTE, isVersion6 ? 8 : 4, host.length);
    if (address.getAddress() instanceof Inet6Address version6) {
      segment.set(ValueLayout.JAVA_INT, 24, version6.getScopeId());
    }
    return segment;
  }

  private static MemorySegment unixAddress(Arena arena, Path path) throws LinkException {
    byte[] text = path.toString().getBytes(StandardCharsets.UTF_8);
    if (text.length == 0 || text.length >= UNIX_PATH_BYTES) {
      throw new LinkException(
          "socket path " + path + " is " + text.length + " bytes long",
          "use a path of 1 to " + (UNIX_PATH_BYTES - 1) + " bytes");
    }
    MemorySegment segment = arena.allocate(2 + UNIX_PATH_BYTES, 8);
    segment.set(ValueLayout.JAVA_SHORT, 0, (short) LinuxCalls.AF_UNIX);
    MemorySegment.copy(text, 0, segment, ValueLayout.JAVA_BYTE, 2, text.length);
    return segment.asSlice(0, 2L + text.length + 1);
  }

  /** Removes a socket file only; an ordinary file of that name stays, and bind then refuses. */
  private static void removeSocketFile(Path path) {
    try {
      if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
        Files.delete(path);
      }
    } catch (IOException stays) {
      // bind reports it
    }
  }
}
