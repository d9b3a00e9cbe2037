// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.trace;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.sallyport.sim.link.FrameLink;

/**
 * Says in a few words what a frame is, from the headers that are in clear. For people: it never
 * fails, whatever the bytes; what it does not know it calls by its length.
 */
public final class FrameSummary {
  private static final int ETHERTYPE_IPV4 = 0x0800;
  private static final int ETHERTYPE_ARP = 0x0806;
  private static final int ETHERTYPE_IPV6 = 0x86dd;

  private final byte[] bytes;
  private final int end;

  private FrameSummary(byte[] bytes, int end) {
    this.bytes = bytes;
    this.end = end;
  }

  /** Describes a frame. */
  public static String of(byte[] bytes, int offset, int lengthBytes, FrameLink.Layer layer) {
    FrameSummary summary = new FrameSummary(bytes, offset + lengthBytes);
    try {
      return layer == FrameLink.Layer.ETHERNET ? summary.ethernet(offset) : summary.ip(offset);
    } catch (IndexOutOfBoundsException truncated) {
      return "truncated frame, " + lengthBytes + " bytes";
    }
  }

  private String ethernet(int at) {
    return switch (u16(at + 12)) {
      case ETHERTYPE_IPV4, ETHERTYPE_IPV6 -> ip(at + 14);
      case ETHERTYPE_ARP -> arp(at + 14);
      default -> "ethertype 0x" + Integer.toHexString(u16(at + 12));
    };
  }

  private String arp(int at) {
    return switch (u16(at + 6)) {
      case 1 -> "ARP who has " + address(at + 24, 4);
      case 2 -> "ARP " + address(at + 14, 4) + " is here";
      default -> "ARP operation " + u16(at + 6);
    };
  }

  private String ip(int at) {
    return switch (u8(at) >> 4) {
      case 4 -> {
        int fragment = u16(at + 6) & 0x1fff;
        yield fragment != 0
            ? "IPv4 fragment at " + 8 * fragment
            : upper(u8(at + 9), at + 4 * (u8(at) & 15));
      }
      case 6 -> upper(u8(at + 6), at + 40);
      default -> "IP version " + (u8(at) >> 4);
    };
  }

  private String upper(int protocol, int at) {
    return switch (protocol) {
      case 1 -> icmp(at, 8, 0, "ICMP");
      case 58 -> icmp(at, 128, 129, "ICMPv6");
      case 6 -> "TCP " + u16(at) + " > " + u16(at + 2) + " " + tcpFlags(u8(at + 13));
      case 17 -> udp(at);
      case 50 -> esp(at);
      default -> "IP protocol " + protocol;
    };
  }

  private String icmp(int at, int request, int reply, String name) {
    int type = u8(at);
    if (type == request || type == reply) {
      return name + " echo " + (type == request ? "request " : "reply ") + u16(at + 6);
    }
    return switch (name.equals("ICMPv6") ? type : -1) {
      case 135 -> "ND who has " + address(at + 8, 16);
      case 136 -> "ND " + address(at + 8, 16) + " is here";
      default -> name + " type " + type + " code " + u8(at + 1);
    };
  }

  private static String tcpFlags(int flags) {
    String[] names = {"FIN", "SYN", "RST", "PSH", "ACK", "URG"};
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      if ((flags & 1 << i) != 0) {
        text.append(text.isEmpty() ? "" : ",").append(names[i]);
      }
    }
    return text.toString();
  }

  private String udp(int at) {
    int source = u16(at);
    int destination = u16(at + 2);
    if (source == 500 || destination == 500) {
      return ike(at + 8);
    }
    if (source == 4500 || destination == 4500) {
      if (u16(at + 4) == 9) {
        return "NAT keep-alive"; // RFC 3948 §2.3
      }
      return u32(at + 8) == 0 ? ike(at + 12) : "UDP-" + esp(at + 8);
    }
    return "UDP " + source + " > " + destination;
  }

  private String esp(int at) {
    return "ESP 0x%08x #%d".formatted(u32(at), u32(at + 4) & 0xffffffffL);
  }

  private String ike(int at) {
    String exchange =
        switch (u8(at + 18)) {
          case 34 -> "IKE_SA_INIT";
          case 35 -> "IKE_AUTH";
          case 36 -> "CREATE_CHILD_SA";
          case 37 -> "INFORMATIONAL";
          case 43 -> "IKE_INTERMEDIATE";
          default -> "IKE exchange " + u8(at + 18);
        };
    boolean isResponse = (u8(at + 19) & 0x20) != 0;
    String fragment = u8(at + 16) == 53 ? ", fragment " + u16(at + 32) + "/" + u16(at + 34) : "";
    return exchange
        + (isResponse ? " response " : " request ")
        + (u32(at + 20) & 0xffffffffL)
        + fragment;
  }

  private String address(int at, int lengthBytes) {
    u8(at + lengthBytes - 1);
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + lengthBytes))
          .getHostAddress();
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private int u8(int at) {
    if (at >= end) {
      throw new IndexOutOfBoundsException(at);
    }
    return bytes[at] & 0xff;
  }

  private int u16(int at) {
    return u8(at) << 8 | u8(at + 1);
  }

  private int u32(int at) {
    return u16(at) << 16 | u16(at + 2);
  }
}
