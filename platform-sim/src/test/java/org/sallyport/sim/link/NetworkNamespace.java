// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.link;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs a test body in a thread of its own that has left the machine's network: it sees a new, empty
 * network namespace, as do the programs it starts. The kernel removes the namespace, with all its
 * interfaces, when the thread and its links are gone.
 */
@SuppressWarnings("restricted") // unshare(2)
public final class NetworkNamespace {
  private static final int CLONE_NEWNET = 0x40000000;

  private NetworkNamespace() {}

  public static void run(Body body) throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                leave();
                body.run();
              } catch (Throwable thrown) {
                failure.set(thrown);
              }
            });
    thread.join();
    switch (failure.get()) {
      case null -> {}
      case Error error -> throw error;
      case Exception exception -> throw exception;
      case Throwable other -> throw new IllegalStateException(other);
    }
  }

  private static void leave() throws Throwable {
    Linker linker = Linker.nativeLinker();
    MethodHandle unshare =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("unshare"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    if ((int) unshare.invokeExact(CLONE_NEWNET) != 0) {
      throw new IllegalStateException("unshare(CLONE_NEWNET) was refused");
    }
  }

  /** Starts a program in the namespace of this thread. */
  public static Process start(String... command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Runs a program to its end and gives its output. */
  public static String execute(String... command) throws IOException, InterruptedException {
    Process process = start(command);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + output);
    }
    return output;
  }

  /** What runs inside. */
  public interface Body {
    void run() throws Exception;
  }
}
