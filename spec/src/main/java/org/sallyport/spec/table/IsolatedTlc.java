// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * Gives every evaluation a TLC of its own. TLC keeps what it has parsed in static tables, so a
 * second module of the same name would be read through the first one's definitions; fresh classes
 * have fresh tables.
 */
public final class IsolatedTlc {
  /** The packages of TLC. */
  private static final List<String> THEIRS = List.of("tlc2", "tla2sany", "util", "pcal");

  /** The classes of ours that speak to it. */
  private static final List<String> OURS =
      List.of(
          TableEvaluator.class.getName(),
          DecisionReader.class.getName(),
          ShapeReader.class.getName(),
          SourceLines.class.getName(),
          TablePlaces.class.getName());

  private IsolatedTlc() {}

  /**
   * Reads one machine; see {@link TableEvaluator#evaluate}.
   *
   * @param folder where the module and those it extends are
   * @param module the module's name without {@code .tla}
   */
  public static Machine evaluate(Path folder, String module) {
    return (Machine) call(folder, "evaluate", module);
  }

  /** Reads the decisions of a machine; see {@link TableEvaluator#decisions}. */
  public static DecisionModule decisions(Path folder, String module) {
    return (DecisionModule) call(folder, "decisions", module);
  }

  /** Reads the shapes of messages; see {@link TableEvaluator#shapes}. */
  public static ShapeModule shapes(Path folder, String module) {
    return (ShapeModule) call(folder, "shapes", module);
  }

  private static Object call(Path folder, String method, String module) {
    try (OwnClasses loader = new OwnClasses()) {
      Class<?> evaluator = loader.loadClass(TableEvaluator.class.getName());
      Object instance = evaluator.getConstructor(Path.class).newInstance(folder);
      return evaluator.getMethod(method, String.class).invoke(instance, module);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SpecException problem) {
        throw problem;
      }
      throw new SpecException("Cannot evaluate " + module + ": " + e.getCause(), e.getCause());
    } catch (IOException | ReflectiveOperationException e) {
      throw new SpecException("Cannot load TLC: " + e, e);
    }
  }

  private static final class OwnClasses extends URLClassLoader {
    OwnClasses() {
      super(
          new URL[] {placeOf(TableEvaluator.class), placeOf(tlc2.TLC.class)},
          IsolatedTlc.class.getClassLoader());
      for (String theirs : THEIRS) {
        setPackageAssertionStatus(theirs, false); // they are for TLC's authors, and slow
      }
    }

    private static URL placeOf(Class<?> type) {
      return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (THEIRS.stream().noneMatch(theirs -> name.startsWith(theirs + "."))
          && OURS.stream().noneMatch(name::startsWith)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }
  }
}
