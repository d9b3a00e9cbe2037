// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.sallyport.conformance.field.FieldSuite;
import org.sallyport.conformance.field.FieldTrials;
import org.sallyport.conformance.field.Situation;
import org.sallyport.conformance.report.HtmlReport;
import org.sallyport.conformance.report.JsonReport;
import org.sallyport.conformance.report.JunitReport;
import org.sallyport.conformance.report.SituationTable;
import org.sallyport.conformance.report.TextReport;
import org.sallyport.conformance.suite.ConformanceRun;
import org.sallyport.conformance.suite.ConformanceSuite;
import org.sallyport.conformance.suite.SuiteReport;
import org.sallyport.conformance.suite.esp.EspCases;
import org.sallyport.conformance.suite.esp.ReplayScenarios;
import org.sallyport.conformance.suite.file.UserFile;
import org.sallyport.conformance.suite.ike.IkeKeyFile;
import org.sallyport.conformance.suite.ike.IkeKeys;
import org.sallyport.conformance.suite.ike.IkeMessageFile;
import org.sallyport.conformance.suite.ike.IkeMessageReader;
import org.sallyport.conformance.suite.ike.IkeMessageReport;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.sim.command.ExitCode;
import org.sallyport.sim.command.OutputFile;
import org.sallyport.sim.command.SallyportVerb;
import org.sallyport.sim.command.UsageException;
import org.sallyport.sim.crypto.CryptoLibraries;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sallyport conform}: the conformance suites, or cases that the user brings. */
@Command(
    name = "conform",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the conformance suites and prints a table, or does so with a file of yours.",
      "The formats of the files are in conformance/README.md."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every case passed; the IKE message was accepted",
      "1:a case failed; the IKE message was refused",
      "2:wrong command line or file; the message says where and what to do",
      "3:a report cannot be written; a situation of --field could not be tried here"
    },
    footer = {
      "",
      "Examples:",
      "  sallyport conform",
      "  sallyport conform --json > results.json",
      "  sallyport conform --junit results.xml --html results.html",
      "  sallyport conform --replay-scenarios scenarios.txt --json",
      "  sallyport conform --esp-cases cases.txt",
      "  sallyport conform --ike-message message.hex --keys keys.txt",
      "  sallyport conform --field"
    })
public final class ConformVerb implements SallyportVerb {
  @Spec private CommandSpec spec;

  @ArgGroup(exclusive = true)
  private Source source;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "with --ike-message: keys that open its encrypted payload")
  private Path keys;

  @Option(names = "--json", description = "print JSON, one object for each case, and no table")
  private boolean json;

  @Option(names = "--junit", paramLabel = "FILE", description = "also write JUnit XML")
  private Path junit;

  @Option(names = "--html", paramLabel = "FILE", description = "also write one HTML page")
  private Path html;

  private static final String ALL = "all";

  /** What is run instead of the suites; one at a time. */
  private static final class Source {
    @Option(
        names = "--replay-scenarios",
        paramLabel = "FILE",
        description = "run the anti-replay scenarios of a file")
    private Path replayScenarios;

    @Option(
        names = "--esp-cases",
        paramLabel = "FILE",
        description = "open, compare and seal the ESP packets of a file")
    private Path espCases;

    @Option(
        names = "--ike-message",
        paramLabel = "FILE",
        description = "parse one IKE message, hexadecimal or binary; prints JSON")
    private Path ikeMessage;

    @Option(
        names = "--field",
        paramLabel = "NUMBER",
        arity = "0..1",
        fallbackValue = ALL,
        split = ",",
        description =
            "try the situations that went wrong in users' hands; only some with their numbers, as in"
                + " --field=1,15")
    private List<String> field;
  }

  /** Made by the service loader. */
  public ConformVerb() {}

  @Override
  public Integer call() {
    if (keys != null && (source == null || source.ikeMessage == null)) {
      throw new UsageException("--keys goes with --ike-message, and only with it");
    }
    if (source != null && source.ikeMessage != null) {
      return ikeMessage();
    }
    Stream.of(junit, html).filter(Objects::nonNull).forEach(OutputFile::require);
    if (source != null && source.field != null) {
      return field(
          source.field.equals(List.of(ALL)) ? Situation.all() : Situation.chosen(source.field));
    }
    return report(ConformanceRun.run(suites(), this::progress));
  }

  private List<ConformanceSuite> suites() {
    CryptoLibrary library = CryptoLibraries.best();
    if (source == null) {
      return ConformanceSuites.all();
    }
    return source.replayScenarios == null
        ? List.of(EspCases.of(UserFile.read(source.espCases), library))
        : List.of(ReplayScenarios.of(UserFile.read(source.replayScenarios), library));
  }

  private int ikeMessage() {
    if (junit != null || html != null) {
      throw new UsageException("--ike-message prints JSON; --junit and --html do not go with it");
    }
    UserFile file = UserFile.read(source.ikeMessage);
    IkeKeys ikeKeys = keys == null ? null : IkeKeyFile.parse(UserFile.read(keys));
    IkeMessageReport report =
        IkeMessageReader.read(
            file.name(), IkeMessageFile.octets(file), ikeKeys, CryptoLibraries.best());
    PrintWriter out = spec.commandLine().getOut();
    out.print(report.toJson());
    out.flush();
    return report.accepted() ? ExitCode.OK : ExitCode.FAILED;
  }

  private int field(List<Situation> situations) {
    PrintWriter err = spec.commandLine().getErr();
    FieldSuite suite =
        new FieldSuite(
            situations,
            FieldTrials.all(),
            situation -> {
              err.println("conform: situation " + situation.number() + ": " + situation.text());
              err.flush();
            });
    SuiteReport report = ConformanceRun.run(suite);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? JsonReport.of(List.of(report)) : SituationTable.of(report));
    out.flush();
    writeReports(List.of(report));
    if (!report.failures().isEmpty()) {
      return ExitCode.FAILED;
    }
    return report.notRun().isEmpty() ? ExitCode.OK : ExitCode.ENVIRONMENT;
  }

  private void progress(SuiteReport report) {
    if (source != null) {
      return;
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "conform: "
            + report.name()
            + ": "
            + report.passed()
            + " of "
            + report.results().size()
            + " cases passed");
    err.flush();
  }

  private int report(List<SuiteReport> reports) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? JsonReport.of(reports) : TextReport.of(reports));
    out.flush();
    writeReports(reports);
    return ConformanceRun.passed(reports) ? ExitCode.OK : ExitCode.FAILED;
  }

  private void writeReports(List<SuiteReport> reports) {
    write(junit, JunitReport.of(reports));
    write(html, HtmlReport.of(reports));
  }

  private static void write(Path file, String text) {
    if (file != null) {
      OutputFile.write(file, text);
    }
  }
}
