// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** A named network namespace. */
@SuppressWarnings("restricted") // setns(2)
public final class Namespace implements AutoCloseable {
  private static final int CLONE_NEWNET = 0x40000000;
  private static final int O_RDONLY_CLOEXEC = 0x80000;
  private static final Path PLACE = Path.of("/run/netns");

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle OPEN =
      handle(
          "open",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle SETNS =
      handle(
          "setns",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  private static final MethodHandle CLOSE =
      handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private final String name;

  private Namespace(String name) {
    this.name = name;
  }

  /** Makes a namespace that did not exist, with its loopback interface up. */
  static Namespace create(String name) throws LabException {
    Command.of("ip", "netns", "add", name).runOrThrow();
    Namespace made = new Namespace(name);
    made.ip("link", "set", "lo", "up");
    return made;
  }

  /** What {@code ip netns} calls it. */
  public String name() {
    return name;
  }

  /** Makes a TAP and joins it to the namespace's end of the wire by a bridge, all of them up. */
  public void bridgeToWire(String tap) throws LabException {
    String bridge = "bridge0";
    ip("link", "add", bridge, "type", "bridge");
    ip("tuntap", "add", "dev", tap, "mode", "tap");
    for (String port : List.of(Lab.WIRE, tap)) {
      ip("link", "set", port, "master", bridge);
      ip("link", "set", port, "up");
    }
    ip("link", "set", bridge, "up");
  }

  /** Runs {@code ip ...} on the interfaces of this namespace. */
  public String ip(String... arguments) throws LabException {
    return Command.of("ip", "-n", name).and(arguments).runOrThrow();
  }

  /** A program to run inside. */
  public Command command(String... words) {
    return Command.of(inside(List.of(words)).toArray(String[]::new));
  }

  /** The words that run {@code words} inside; the program keeps the process id. */
  public List<String> inside(List<String> words) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
    all.addAll(words);
    return all;
  }

  /**
   * Runs {@code body} in a new thread of this JVM whose sockets belong to this namespace.
   *
   * @return the running task
   */
  public <T> FutureTask<T> submit(Callable<T> body) {
    FutureTask<T> task =
        new FutureTask<>(() -> {
          enter();
          return body.call();
        });
    Thread.ofPlatform().daemon().name("inside " + name).start(task);
    return task;
  }

  private void enter() throws LabException {
    try (Arena arena = Arena.ofConfined()) {
      String path = PLACE.resolve(name).toString();
      int descriptor = (int) OPEN.invokeExact(arena.allocateFrom(path), O_RDONLY_CLOEXEC);
      if (descriptor < 0) {
        throw new LabException("cannot open " + path);
      }
      int refused = (int) SETNS.invokeExact(descriptor, CLONE_NEWNET);
      int ignored = (int) CLOSE.invokeExact(descriptor);
      if (refused != 0) {
        throw new LabException("setns into " + path + " was refused");
      }
      assert ignored == 0 : "close of a descriptor that was just opened";
    } catch (LabException refused) {
      throw refused;
    } catch (Throwable unexpected) {
      throw new IllegalStateException("setns", unexpected);
    }
  }

  /** Removes it with all its interfaces. */
  @Override
  public void close() throws LabException {
    Command.of("ip", "netns", "delete", name).runOrThrow();
  }

  private static MethodHandle handle(
      String function, FunctionDescriptor shape, Linker.Option... options) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(function), shape, options);
  }
}
