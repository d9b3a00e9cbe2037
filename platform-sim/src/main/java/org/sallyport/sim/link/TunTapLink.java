// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.link;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens Linux TAP (Ethernet) and TUN (IP) devices. The interface lives as long as the link. */
public final class TunTapLink {
  private static final Path DEVICE = Path.of("/dev/net/tun");
  private static final int NAME_BYTES = 16; // IFNAMSIZ, with the closing zero
  private static final int REQUEST_BYTES = 40; // struct ifreq

  private TunTapLink() {}

  /**
   * Opens an Ethernet device.
   *
   * @param interfaceName at most 15 ASCII characters; created when it does not exist
   * @throws LinkException when it cannot, with what to do about it
   */
  public static DescriptorLink tap(String interfaceName) throws LinkException {
    return open(interfaceName, FrameLink.Layer.ETHERNET);
  }

  /**
   * Opens an IP device.
   *
   * @param interfaceName at most 15 ASCII characters; created when it does not exist
   * @throws LinkException when it cannot, with what to do about it
   */
  public static DescriptorLink tun(String interfaceName) throws LinkException {
    return open(interfaceName, FrameLink.Layer.IP);
  }

  private static DescriptorLink open(String interfaceName, FrameLink.Layer layer)
      throws LinkException {
    requireUsableName(interfaceName);
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new LinkException(
          "TAP and TUN links exist on Linux only, this is " + System.getProperty("os.name"),
          "use a datagram link, or run on Linux");
    }
    if (!Files.exists(DEVICE)) {
      throw new LinkException(
          DEVICE + " does not exist",
          "load the kernel module (modprobe tun); in a container pass --device /dev/net/tun");
    }
    int descriptor =
        LinuxCalls.open(
            DEVICE.toString(), LinuxCalls.O_RDWR | LinuxCalls.O_NONBLOCK | LinuxCalls.O_CLOEXEC);
    if (descriptor < 0) {
      throw refused("cannot open " + DEVICE, interfaceName, LinuxCalls.errorNumber());
    }
    short flags = layer == FrameLink.Layer.ETHERNET ? LinuxCalls.IFF_TAP : LinuxCalls.IFF_TUN;
    try (Arena scratch = Arena.ofConfined()) {
      MemorySegment request = scratch.allocate(REQUEST_BYTES, 8);
      MemorySegment.copy(
          interfaceName.getBytes(StandardCharsets.US_ASCII),
          0,
          request,
          ValueLayout.JAVA_BYTE,
          0,
          interfaceName.length());
      request.set(ValueLayout.JAVA_SHORT, NAME_BYTES, (short) (flags | LinuxCalls.IFF_NO_PI));
      if (LinuxCalls.ioctl(descriptor, LinuxCalls.TUNSETIFF, request) < 0) {
        int reason = LinuxCalls.errorNumber();
        LinuxCalls.close(descriptor);
        throw refused("cannot attach to interface " + interfaceName, interfaceName, reason);
      }
    }
    String kind = layer == FrameLink.Layer.ETHERNET ? "tap:" : "tun:";
    return new DescriptorLink(
        kind + interfaceName,
        layer,
        descriptor,
        DescriptorLink.Peer.NONE,
        Arena.ofAuto(),
        () -> {});
  }

  private static void requireUsableName(String interfaceName) throws LinkException {
    boolean usable =
        !interfaceName.isEmpty()
            && interfaceName.length() < NAME_BYTES
            && interfaceName.chars().allMatch(c -> c > ' ' && c < 127 && c != '/' && c != '%');
    if (!usable) {
      throw new LinkException(
          "\"" + interfaceName + "\" cannot be an interface name",
          "use 1 to 15 letters, digits, '-', '_' or '.'");
    }
  }

  private static LinkException refused(String problem, String interfaceName, int reason) {
    String remedy =
        switch (reason) {
          case LinuxCalls.EPERM, LinuxCalls.EACCES ->
              "run as root, or let an administrator make it yours: ip tuntap add dev "
                  + interfaceName
                  + " mode tap user $USER";
          case LinuxCalls.EBUSY ->
              "another process holds " + interfaceName + ": stop it, or choose another name";
          case LinuxCalls.EINVAL ->
              interfaceName
                  + " exists as another kind of interface: remove it (ip link delete "
                  + interfaceName
                  + ") or choose another name";
          case LinuxCalls.ENODEV, LinuxCalls.ENOENT ->
              "load the kernel module (modprobe tun); in a container pass --device /dev/net/tun";
          default -> "see the kernel log (dmesg) for the cause";
        };
    return new LinkException(problem + ": " + LinuxCalls.errorText(reason), remedy);
  }
}
