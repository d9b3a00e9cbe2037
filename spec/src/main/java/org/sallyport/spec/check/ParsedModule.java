// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.spec.file.SystemReason;
import org.sallyport.spec.table.SanyErrors;
import org.sallyport.spec.table.SpecException;
import org.sallyport.spec.table.TableEvaluator;
import tla2sany.drivers.FrontEndException;
import tla2sany.drivers.SANY;
import tla2sany.modanalyzer.SpecObj;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.st.Location;
import util.SimpleFilenameToStream;
import util.ToolIO;

/** A module with all that it extends and instantiates, as TLA+'s parser SANY reads it. */
final class ParsedModule {
  private static final Object SANY_IS_STATIC = new Object();

  private final Path folder;
  private final SpecObj specification;
  private final Map<String, List<String>> lines = new HashMap<>();

  private ParsedModule(Path folder, SpecObj specification) {
    this.folder = folder;
    this.specification = specification;
  }

  /**
   * @throws SpecException if the module does not parse
   */
  static ParsedModule parse(Path folder, String module) {
    if (!Files.isRegularFile(folder.resolve(module + ".tla"))) {
      throw new SpecException("No module " + module + ".tla in " + folder);
    }
    try {
      Path scratch = Files.createTempDirectory("sallyport-sany");
      try {
        TableEvaluator.copyStandardModules(scratch);
        return new ParsedModule(folder, parse(folder, module, scratch));
      } finally {
        TlcRun.delete(scratch);
      }
    } catch (IOException e) {
      throw new SpecException("Cannot read " + module + ".tla: " + SystemReason.of(e), e);
    }
  }

  private static SpecObj parse(Path folder, String module, Path standardModules) {
    String[] libraries = {folder.toString(), standardModules.toString()};
    String file = folder.resolve(module).toString();
    SpecObj specification = new SpecObj(file, new SimpleFilenameToStream(libraries));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream log = new PrintStream(said, true, StandardCharsets.UTF_8);
    synchronized (SANY_IS_STATIC) {
      PrintStream before = ToolIO.out;
      ToolIO.out = log;
      try {
        SANY.frontEndMain(specification, file, log);
      } catch (FrontEndException e) {
        throw new SpecException(errors(module, said), e);
      } finally {
        ToolIO.out = before;
      }
    }
    if (specification.getErrorLevel() > 0 || specification.getRootModule() == null) {
      throw new SpecException(errors(module, said));
    }
    return specification;
  }

  private static String errors(String module, ByteArrayOutputStream said) {
    List<String> errors = SanyErrors.of(said.toString(StandardCharsets.UTF_8));
    return module + ".tla does not parse:\n  " + String.join("\n  ", errors);
  }

  /** The module itself; its operators are those that it extends, too. */
  ModuleNode root() {
    return specification.getRootModule();
  }

  /** Every module that the specification is made of. */
  List<ModuleNode> modules() {
    return List.of(specification.getExternalModuleTable().getModuleNodes());
  }

  /** The operator of this name. */
  OpDefNode operator(String name) {
    OpDefNode definition = root().getOpDef(name);
    if (definition == null) {
      throw new SpecException(root().getName() + ".tla does not define " + name);
    }
    return definition;
  }

  /** Whether a property is an action in all steps, {@code [][A]_v}: TLC checks it as it goes. */
  boolean isOfSteps(String property) {
    return operator(property).getBody() instanceof OpApplNode always
        && always.getOperator().getName().toString().equals("[]")
        && always.getArgs()[0] instanceof OpApplNode action
        && action.getOperator().getName().toString().equals("$SquareAct");
  }

  /**
   * The text of a node, each line in the column where it stands: the junctions of TLA+ depend on
   * that.
   */
  String text(SemanticNode node) {
    Location place = node.getLocation();
    List<String> source = lines(place.source());
    List<String> text = new ArrayList<>();
    for (int number = place.beginLine(); number <= place.endLine(); number++) {
      String line = source.get(number - 1);
      int end = number == place.endLine() ? place.endColumn() : line.length();
      int begin = number == place.beginLine() ? place.beginColumn() - 1 : 0;
      text.add(" ".repeat(begin) + line.substring(begin, end));
    }
    return String.join("\n", text);
  }

  private List<String> lines(String module) {
    return lines.computeIfAbsent(
        module,
        name -> {
          try {
            return Files.readAllLines(folder.resolve(name + ".tla"));
          } catch (IOException e) {
            throw new SpecException("Cannot read " + name + ".tla: " + SystemReason.of(e), e);
          }
        });
  }
}
