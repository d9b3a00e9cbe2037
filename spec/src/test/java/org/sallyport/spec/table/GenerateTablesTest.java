// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.spec.SpecFolder;

class GenerateTablesTest {
  private static final String PACKAGE = "generated";

  @TempDir Path scratch;

  @Test
  void unchangedSpecificationIsNotGeneratedAgain() throws IOException {
    Path spec = SpecFolder.only(Files.createDirectory(scratch.resolve("spec")), "Esn");
    assertEquals(1, generate(spec, scratch).size());
    assertEquals(List.of(), generate(spec, scratch));
  }

  @Test
  void editedRowChangesWhatTheTableDoes() throws Exception {
    Path shipped = SpecFolder.only(Files.createDirectory(scratch.resolve("spec")), "ReplayWindow");
    assertEquals("REFUSED [refuseSeen]", advanceSeen(shipped, "shipped"));
    Path spec = Files.createDirectory(scratch.resolve("edited-spec"));
    SpecFolder.changedMachine(
        spec,
        "ReplayWindow",
        "\"AdvanceSeen\", \"Refused\", <<\"RefuseSeen\">>",
        "\"AdvanceSeen\", \"Accepted\", <<\"MarkNumber\">>");
    assertEquals("ACCEPTED [markNumber]", advanceSeen(spec, "edited"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"Checked\", \"AdvanceSeen\", \"Refused\" | \"Checked\", \"AdvanceSeen\", \"Nowhere\" | ReplayWindow.tla:72: Checked x AdvanceSeen leads to Nowhere, a state that is not declared",
        "\"Checked\", \"AdvanceSeen\", \"Refused\" | \"Checked\", \"AdvanceFresh\", \"Refused\" | Checked x AdvanceFresh has two rows: \"",
        // A name that is misspelt, wherever it is: the row or the refusal would only vanish.
        "\"Checked\", \"AdvanceSeen\", \"Refused\" | \"Chekced\", \"AdvanceSeen\", \"Refused\" | ReplayWindow.tla:72: Chekced x AdvanceSeen begins in Chekced, a state that is not declared in StateDocs",
        "\"Checked\", \"AdvanceSeen\", \"Refused\" | \"Checked\", \"AdvanceSean\", \"Refused\" | ReplayWindow.tla:72: Checked x AdvanceSean answers AdvanceSean, an event that is not declared in EventDocs",
        "\"Checked\", \"AdvanceSeen\", \"Refused\" | \"AdvanceSeen\", \"Checked\", \"Refused\" | begins in AdvanceSeen, a state that is not declared",
        "Refusal(s, e) == | Refusal(s, e) == IF e = \"AdvanceSean\" THEN Refuse(s, e, <<>>, \"RFC 4303\", \"Late.\") ELSE | AdvanceSean is declared in none of StateDocs, EventDocs and ActionDocs; did you mean AdvanceSeen or",
        "\"AdvanceFresh\", \"Accepted\", <<\"MarkNumber\">> | \"AdvanceFresh\", \"Accepted\", <<\"Marknumber\">> | Checked x AdvanceFresh does Marknumber, an action that is not declared",
        "\"Checked\", \"AdvanceSeen\", \"Refused\", <<\"RefuseSeen\">> | \"Checked\", \"AdvanceSeen\", \"Refused\", {\"RefuseSeen\"} | is no sequence",
        "AlwaysRefused == {} | AlwaysRefused == {\"Checked\"} | AlwaysRefused has Checked, which is no event",
        "AlwaysRefused == {} | AlwaysRefused == << >> | is no set of names",
        "Row(\"both\", \"Checked\", \"AdvanceSeen\" | Row(\"boths\", \"Checked\", \"AdvanceSeen\" | Checked x AdvanceSeen is of the role boths",
        "\"AdvanceSeen\", \"Refused\", <<\"RefuseSeen\">>, | \"AdvanceSeen\", \"Refused\", <<\"RefuseSeen\">> | ReplayWindow.tla:73: Encountered",
        "Row(\"both\", \"Checked\", \"AdvanceSeen\" | Rwo(\"both\", \"Checked\", \"AdvanceSeen\" | ReplayWindow.tla:72: Unknown operator: `Rwo'",
        "<<\"SlideWindow\", \"MarkNumber\">> | <<\"MarkNumber\">> | no row does SlideWindow",
        "<<\"CheckZero\",    \"Before | <<\"CheckNull\",    \"Before | no row answers CheckNull",
        "<<\"Refused\",  \"The packet is dropped.\">> | <<\"Refused\",  \"\">> | state Refused is not documented",
        "AlwaysRefused == {} | AlwaysRefused == {\"IcvInvalid\"} | IcvInvalid is in AlwaysRefused but has a row",
        "AlwaysRefused == {} | AlwaysRefused == {} StateSetDocs == << <<\"Odd\", \"It is.\", {\"Nowhere\"}>> >> | Odd has Nowhere, a state that is not declared",
        "AlwaysRefused == {} | AlwaysRefused == {} StateSetDocs == << <<\"Odd\", \"It is.\", {}>> >> | state set Odd is empty",
      })
  void wrongTableIsRefusedByName(String replace, String with, String named) throws IOException {
    SpecFolder.changedMachine(scratch, "ReplayWindow", replace, with);
    SpecException refused =
        assertThrows(SpecException.class, () -> GenerateTables.evaluate(scratch));
    assertTrue(refused.getMessage().contains(named), refused.getMessage());
  }

  @Test
  void aSetOfStatesIsAQuestionOfTheEnum() {
    Machine hth = IsolatedTlc.evaluate(SpecFolder.PATH, "Hth");
    String source = new TableWriter(hth, PACKAGE).files().get("HthState.java");
    String opening = source.substring(source.indexOf("boolean isOpening()"), source.indexOf("};"));
    assertTrue(opening.contains("case AUTH_SENT -> true;"), source);
    assertTrue(opening.contains("case ABANDONING -> false;"), source);
  }

  private static List<Machine> generate(Path spec, Path output) {
    return GenerateTables.generate(spec, output, PACKAGE, output.resolve("diagrams"));
  }

  /** What the generated table does for a number that was seen by the time of the advance. */
  private String advanceSeen(Path spec, String name) throws Exception {
    Path sources = scratch.resolve(name);
    generate(spec, sources);
    Path classes = Files.createDirectory(scratch.resolve(name + "-classes"));
    List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-proc:none"));
    try (Stream<Path> files = Files.list(sources.resolve(PACKAGE))) {
      files.map(Path::toString).sorted().forEach(arguments::add);
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(new String[0]));
    assertEquals(0, result, "the generated sources compile");
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      Class<?> state = loader.loadClass(PACKAGE + ".ReplayWindowState");
      Class<?> event = loader.loadClass(PACKAGE + ".ReplayWindowEvent");
      Class<?> table = loader.loadClass(PACKAGE + ".ReplayWindowTable");
      Object row =
          table
              .getMethod("row", state, event)
              .invoke(null, constant(state, "CHECKED"), constant(event, "ADVANCE_SEEN"));
      Class<?> interfaceOfActions = loader.loadClass(PACKAGE + ".ReplayWindowActions");
      List<String> actions = new ArrayList<>();
      Object noting =
          Proxy.newProxyInstance(
              loader,
              new Class<?>[] {interfaceOfActions},
              (proxy, action, firing) -> {
                actions.add(action.getName());
                return null;
              });
      interfaceOfActions
          .getMethod("perform", int.class, interfaceOfActions, Object.class)
          .invoke(null, row, noting, null);
      return table.getMethod("next", int.class).invoke(null, row) + " " + actions;
    }
  }

  private static Object constant(Class<?> enumeration, String name)
      throws ReflectiveOperationException {
    return enumeration.getField(name).get(null);
  }
}
