// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.link;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The few Linux system calls that the links need, through the foreign function API. Each returns
 * what the C function returns; {@link #errorNumber} tells why the last one of this thread failed.
 */
@SuppressWarnings("restricted") // every native method handle of this module is made here
final class LinuxCalls {
  static final int O_RDWR = 2;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;
  static final int AF_UNIX = 1;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_NONBLOCK = O_NONBLOCK;
  static final int SOCK_CLOEXEC = O_CLOEXEC;
  static final short POLLIN = 1;
  static final long TUNSETIFF = 0x400454caL;
  static final short IFF_TUN = 1;
  static final short IFF_TAP = 2;
  static final short IFF_NO_PI = 0x1000;

  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int EACCES = 13;
  static final int EBUSY = 16;
  static final int ENODEV = 19;
  static final int EINVAL = 22;
  static final int EADDRINUSE = 98;
  static final int EADDRNOTAVAIL = 99;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final ThreadLocal<MemorySegment> CAPTURED =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

  private static final MethodHandle OPEN =
      variadic("open", 2, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
  private static final MethodHandle IOCTL =
      variadic(
          "ioctl",
          2,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_LONG,
          ValueLayout.ADDRESS);
  private static final MethodHandle CLOSE =
      plain("close", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
  private static final MethodHandle READ =
      plain(
          "read",
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_LONG);
  private static final MethodHandle WRITE =
      plain(
          "write",
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_LONG);
  private static final MethodHandle POLL =
      plain(
          "poll",
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT);
  private static final MethodHandle SOCKET =
      plain(
          "socket",
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT);
  private static final MethodHandle BIND =
      plain(
          "bind",
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_INT);
  private static final MethodHandle SENDTO =
      plain(
          "sendto",
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_INT);
  private static final MethodHandle RECV =
      plain(
          "recv",
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT);
  private static final MethodHandle STRERROR =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("strerror"),
          FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

  private LinuxCalls() {}

  private static MethodHandle plain(String name, MemoryLayout result, MemoryLayout... parameters) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(result, parameters),
        Linker.Option.captureCallState("errno"));
  }

  private static MethodHandle variadic(
      String name, int fixedCount, MemoryLayout result, MemoryLayout... parameters) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(result, parameters),
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(fixedCount));
  }

  static int open(String path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      return (int) OPEN.invokeExact(CAPTURED.get(), arena.allocateFrom(path), flags);
    } catch (Throwable unexpected) {
      throw new IllegalStateException("open", unexpected);
    }
  }

  static int ioctl(int descriptor, long request, MemorySegment argument) {
    try {
      return (int) IOCTL.invokeExact(CAPTURED.get(), descriptor, request, argument);
    } catch (Throwable unexpected) {
      throw new IllegalStateException("ioctl", unexpected);
    }
  }

  static int close(int descriptor) {
    try {
      return (int) CLOSE.invokeExact(CAPTURED.get(), descriptor);
    } catch (Throwable unexpected) {
      throw new IllegalStateException("close", unexpected);
    }
  }

  static long read(int descriptor, MemorySegment target, long capacityBytes) {
    try {
      return (long) READ.invokeExact(CAPTURED.get(), descriptor, target, capacityBytes);
    } catch (Throwable unexpected) {
      throw new IllegalStateException("read", unexpected);
    }
  }

  static long write(int descriptor, MemorySegment source, long lengthBytes) {
    try {
      return (long) WRITE.invokeExact(CAPTURED.get(), descriptor, source, lengthBytes);
    } catch (Throwable unexpected) {
      throw new IllegalStateException("write", unexpected);
    }
  }

  static int poll(MemorySegment descriptors, long count, int timeoutMs) {
    try {
      return (int) POLL.invokeExact(CAPTURED.get(), descriptors, count, timeoutMs);
    } catch (Throwable unexpected) {
      throw new IllegalStateException("poll", unexpected);
    }
  }

  static int socket(int family, int type) {
    try {
      return (int) SOCKET.invokeExact(CAPTURED.get(), family, type, 0);
    } catch (Throwable unexpected) {
      throw new IllegalStateException("socket", unexpected);
    }
  }

  static int bind(int descriptor, MemorySegment address, int lengthBytes) {
    try {
      return (int) BIND.invokeExact(CAPTURED.get(), descriptor, address, lengthBytes);
    } catch (Throwable unexpected) {
      throw new IllegalStateException("bind", unexpected);
    }
  }

  static long sendTo(
      int descriptor,
      MemorySegment source,
      long lengthBytes,
      MemorySegment address,
      int addressLengthBytes) {
    try {
      return (long)
          SENDTO.invokeExact(
              CAPTURED.get(), descriptor, source, lengthBytes, 0, address, addressLengthBytes);
    } catch (Throwable unexpected) {
      throw new IllegalStateException("sendto", unexpected);
    }
  }

  /** {@code recv} with MSG_TRUNC: returns the real length even when the frame was longer. */
  static long receive(int descriptor, MemorySegment target, long capacityBytes) {
    try {
      return (long) RECV.invokeExact(CAPTURED.get(), descriptor, target, capacityBytes, 0x20);
    } catch (Throwable unexpected) {
      throw new IllegalStateException("recv", unexpected);
    }
  }

  /** Why the last call of this thread failed. */
  static int errorNumber() {
    return (int) ERRNO.get(CAPTURED.get(), 0L);
  }

  /** The system's words for an error number. */
  static String errorText(int number) {
    try {
      MemorySegment text = (MemorySegment) STRERROR.invokeExact(number);
      return text.reinterpret(256).getString(0);
    } catch (Throwable unexpected) {
      throw new IllegalStateException("strerror", unexpected);
    }
  }
}
