// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Two network namespaces joined by one wire (a veth pair, called {@value #WIRE} on both sides), and
 * whatever is started in them. Closing it ends and removes everything in the opposite order; an
 * interrupted JVM closes it too.
 */
public final class Lab implements AutoCloseable {
  /** The interface of both namespaces that leads to the other one. */
  public static final String WIRE = "wire";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Path directory;
  private final Deque<AutoCloseable> made = new ArrayDeque<>();
  private final Thread hook = new Thread(this::closeQuietly, "lab clean-up");
  private boolean closed;

  private Namespace left;
  private Namespace right;
  private Path socketDirectory;

  private Lab(Path directory) {
    this.directory = directory;
  }

  /**
   * Builds it.
   *
   * @param directory where its files go; made when it does not exist
   */
  public static Lab create(Path directory) throws LabException {
    Lab lab = new Lab(directory);
    Runtime.getRuntime().addShutdownHook(lab.hook);
    try {
      Files.createDirectories(directory);
      lab.makeSocketDirectory();
      lab.build("sp" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet());
      return lab;
    } catch (IOException refused) {
      lab.close();
      throw new LabException("cannot make " + directory, refused);
    } catch (LabException refused) {
      lab.close();
      throw refused;
    }
  }

  private void makeSocketDirectory() throws IOException, LabException {
    Path made = Files.createTempDirectory("sp-");
    socketDirectory = made;
    own(() -> deleteAll(made));
  }

  private void build(String prefix) throws LabException {
    left = own(Namespace.create(prefix + "a"));
    right = own(Namespace.create(prefix + "b"));
    Command.of("ip", "link", "add", WIRE, "netns", left.name(), "type", "veth")
        .and("peer", "name", WIRE, "netns", right.name())
        .runOrThrow();
  }

  /** The namespace of our side. */
  public Namespace left() {
    return left;
  }

  /** The namespace of the other side. */
  public Namespace right() {
    return right;
  }

  /** Where its files are. */
  public Path directory() {
    return directory;
  }

  /**
   * Where unix sockets go: a path short enough for the 107 octets of their addresses. It goes with
   * the lab.
   */
  public Path socketDirectory() {
    return socketDirectory;
  }

  /**
   * Starts a program in a namespace.
   *
   * @param name how messages and its log file call it
   */
  public LabProcess start(
      Namespace namespace, String name, List<String> words, Map<String, String> environment)
      throws LabException {
    Path log = directory.resolve(name + ".out");
    return own(LabProcess.start(name, namespace.inside(words), environment, log));
  }

  /** Makes {@code thing} be closed with the lab, before everything that was made earlier. */
  public synchronized <T extends AutoCloseable> T own(T thing) throws LabException {
    if (closed) {
      closeOne(thing, new ArrayList<>());
      throw new LabException("the run was interrupted");
    }
    made.push(thing);
    return thing;
  }

  @Override
  public synchronized void close() throws LabException {
    if (closed) {
      return;
    }
    closed = true;
    List<String> problems = new ArrayList<>();
    while (!made.isEmpty()) {
      closeOne(made.pop(), problems);
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook itself is what closes the lab.
    }
    if (!problems.isEmpty()) {
      throw new LabException("could not remove everything: " + String.join("; ", problems));
    }
  }

  private static void deleteAll(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void closeQuietly() {
    try {
      close();
    } catch (LabException problem) {
      System.err.println(problem.getMessage());
    }
  }

  private static void closeOne(AutoCloseable thing, List<String> problems) {
    try {
      thing.close();
    } catch (Exception problem) {
      problems.add(String.valueOf(problem.getMessage()));
    }
  }
}
