package org.sallyport.conformance.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.conformance.ConformanceRun;
import org.sallyport.conformance.SuiteReport;
import org.sallyport.conformance.report.HtmlReport;
import org.sallyport.conformance.report.JsonReport;
import org.sallyport.conformance.report.JunitReport;
import org.sallyport.conformance.report.TextReport;
import org.sallyport.sim.command.ExitCode;
import org.sallyport.sim.command.SallyportVerb;
import org.sallyport.sim.command.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sallyport conform}: the conformance suites against this engine. */
@Command(
    name = "conform",
    mixinStandardHelpOptions = true,
    description = "Runs the conformance suites, or the cases of a file of yours.",
    footer = {"", "Examples:", "  sallyport conform", "  sallyport conform --json > results.json"})
public final class ConformVerb implements SallyportVerb {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "print JSON, an object for each case, and no table")
  private boolean json;

  @Option(names = "--junit", paramLabel = "FILE", description = "also write JUnit XML")
  private Path junit;

  @Option(names = "--html", paramLabel = "FILE", description = "also write one HTML page")
  private Path html;

  /** Made by the service loader. */
  public ConformVerb() {}

  @Override
  public Integer call() {
    return report(ConformanceRun.run(ConformanceSuites.all(), this::progress));
  }

  private void progress(SuiteReport report) {
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
    write(junit, JunitReport.of(reports));
    write(html, HtmlReport.of(reports));
    return ConformanceRun.passed(reports) ? ExitCode.OK : ExitCode.FAILED;
  }

  private static void write(Path file, String text) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UsageException(file + ": can not be written (" + failed + ")");
    }
  }
}
