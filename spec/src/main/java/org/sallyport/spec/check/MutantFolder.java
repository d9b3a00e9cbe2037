// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sallyport.spec.table.SpecException;

/** Writes a copy of a specification folder with one thing broken. */
final class MutantFolder {
  private MutantFolder() {}

  /**
   * @throws SpecException if the text to replace does not occur exactly once
   */
  static void write(Path specFolder, Path target, Manifest.Mutant mutant) throws IOException {
    String broken = broken(specFolder, mutant);
    ProbedModel.copyModules(specFolder, target);
    Files.writeString(target.resolve(mutant.file() + ".tla"), broken);
  }

  /**
   * The text of the module that the mutant breaks.
   *
   * @throws SpecException if the text to replace does not occur exactly once
   */
  static String broken(Path specFolder, Manifest.Mutant mutant) throws IOException {
    Path module = specFolder.resolve(mutant.file() + ".tla");
    if (!Files.isRegularFile(module)) {
      throw new SpecException(
          "The mutant " + mutant.name() + " changes the unknown module " + mutant.file());
    }
    String text = Files.readString(module);
    int first = text.indexOf(mutant.replace());
    if (first < 0) {
      throw new SpecException(
          "The mutant "
              + mutant.name()
              + " does not fit: "
              + mutant.file()
              + ".tla has no\n  "
              + mutant.replace());
    }
    if (text.indexOf(mutant.replace(), first + 1) >= 0) {
      throw new SpecException(
          "The mutant "
              + mutant.name()
              + " is ambiguous: "
              + mutant.file()
              + ".tla has more than once\n  "
              + mutant.replace());
    }
    return text.replace(mutant.replace(), mutant.with());
  }
}
