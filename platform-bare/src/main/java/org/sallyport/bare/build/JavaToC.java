// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import org.teavm.tooling.EmptyTeaVMToolLog;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.tooling.TeaVMToolException;
import org.teavm.vm.TeaVMOptimizationLevel;

/** Java classes to C, by TeaVM. */
public final class JavaToC {
  private final List<Path> classpath;
  private final KernelSettings settings;

  /**
   * A compilation.
   *
   * @param classpath directories and archives with the kernel's classes, TeaVM's class library and
   *     the plug-ins of this package
   * @param settings the main class and the sizes
   */
  public JavaToC(List<Path> classpath, KernelSettings settings) {
    this.classpath = List.copyOf(classpath);
    this.settings = settings;
  }

  /**
   * Writes the C into an emptied directory.
   *
   * @return what the Java uses that is not there; empty when the C was written
   */
  public List<SubsetOffence> compile(Path target) {
    clear(target);
    TeaVMTool tool = new TeaVMTool();
    tool.setTargetType(TeaVMTargetType.C);
    tool.setMainClass(settings.mainClass());
    tool.setTargetDirectory(target.toFile());
    tool.setOptimizationLevel(TeaVMOptimizationLevel.FULL);
    tool.setMinHeapSize(settings.heapBytes());
    tool.setMaxHeapSize(settings.heapBytes());
    tool.setShortFileNames(true);
    tool.setLog(new EmptyTeaVMToolLog());
    try (ClassFiles loader = new ClassFiles(urls())) {
      tool.setClassLoader(loader);
      tool.generate();
      return SubsetCheck.offences(tool);
    } catch (TeaVMToolException failed) {
      throw new IllegalStateException("TeaVM gave up: " + failed.getMessage(), failed);
    } catch (IOException unclosed) {
      throw new UncheckedIOException(unclosed);
    }
  }

  private URL[] urls() {
    List<URL> urls = new ArrayList<>();
    for (Path entry : classpath) {
      try {
        urls.add(entry.toUri().toURL());
      } catch (MalformedURLException impossible) {
        throw new IllegalArgumentException(entry.toString(), impossible);
      }
    }
    return urls.toArray(URL[]::new);
  }

  private static void clear(Path directory) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException unremovable) {
      throw new UncheckedIOException(unremovable);
    }
  }

  /** The entries of a class path as the JVM has it. */
  public static List<Path> pathEntries(String path) {
    List<Path> entries = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator)) {
      entries.add(Path.of(entry).toAbsolutePath());
    }
    return entries;
  }

  /**
   * Finds class files in the given places only: TeaVM reads whatever a loader shows it, and must
   * not take a class of the host's JDK for one that its own class library lacks.
   */
  private static final class ClassFiles extends URLClassLoader {
    ClassFiles(URL[] places) {
      super(places, JavaToC.class.getClassLoader());
    }

    @Override
    public URL getResource(String name) {
      return findResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return findResources(name);
    }
  }
}
