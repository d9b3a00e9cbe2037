// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sallyport.proofs.Claim;
import org.sallyport.proofs.ProofResult;
import org.sallyport.proofs.Prove;
import org.sallyport.sim.command.ExitCode;
import org.sallyport.sim.command.SallyportVerb;
import org.sallyport.sim.command.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code sallyport prove}: the claims that hold at full width, and the wrong variants that must be
 * refuted.
 */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    description = {
      "Proves what model checking cannot: claims at full 64-bit width, from the compiled classes.",
      "They are of the anti-replay window, extended sequence numbers, the inbound path, the send"
          + " counter, IVs and the generated tables; deliberately wrong variants are refuted in numbers."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every claim came to what it must",
      "1:a claim did not",
      "2:wrong command line or specification",
      "3:a file cannot be read"
    },
    footer = {
      "",
      "Examples:",
      "  sallyport prove",
      "  sallyport prove --json",
      "  sallyport prove --list",
      "  sallyport prove window-advance wrong-window        claims whose names start so"
    })
public final class ProveVerb implements SallyportVerb {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "CLAIM",
      description = "starts of names of claims (default: all)")
  private List<String> starts = new ArrayList<>();

  @Option(names = "--json", description = "print JSON, one object for each claim, and no table")
  private boolean json;

  @Option(names = "--list", description = "list the claims and what they say; decide nothing")
  private boolean list;

  @Option(
      names = "--specification",
      paramLabel = "DIRECTORY",
      description = "the TLA+ modules (default: spec/src/main/tla of this project)")
  private Path specification;

  /** Made by the service loader. */
  public ProveVerb() {}

  @Override
  public Integer call() {
    List<Claim> claims = chosen(Prove.claims(folder()));
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      out.print(
          json ? json(claims.stream().map(ProveVerb::fields).toList()) + "\n" : table(claims));
      out.flush();
      return ExitCode.OK;
    }
    List<ProofResult> results = Prove.run(claims, this::tell);
    long passed = results.stream().filter(ProofResult::pass).count();
    if (json) {
      out.println(json(results.stream().map(ProveVerb::fields).toList()));
    } else {
      double seconds = results.stream().mapToDouble(ProofResult::seconds).sum();
      out.printf(
          Locale.ROOT,
          "%n%d of %d claims came to what they must, in %.0f s%n",
          passed,
          results.size(),
          seconds);
    }
    out.flush();
    return passed == results.size() ? ExitCode.OK : ExitCode.FAILED;
  }

  private Path folder() {
    Path folder =
        specification == null
            ? Path.of(System.getProperty("sallyport.home", "."), "spec", "src", "main", "tla")
            : specification;
    if (!Files.isRegularFile(folder.resolve("TransitionTable.tla"))) {
      throw new UsageException(
          folder
              + " holds no TransitionTable.tla\n  remedy: name the folder of the TLA+ modules with --specification");
    }
    return folder;
  }

  private List<Claim> chosen(List<Claim> all) {
    for (String start : starts) {
      if (all.stream().noneMatch(claim -> claim.name().startsWith(start))) {
        throw new UsageException(
            "no claim starts with " + start + "\n  remedy: see sallyport prove --list");
      }
    }
    return starts.isEmpty()
        ? all
        : all.stream().filter(claim -> starts.stream().anyMatch(claim.name()::startsWith)).toList();
  }

  /** A line as soon as it is known; with JSON, progress goes to the error stream. */
  private void tell(ProofResult result) {
    PrintWriter to = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    to.printf(
        Locale.ROOT,
        "%-4s %-32s %-8s %6.1f s  %s%n",
        result.pass() ? "ok" : "FAIL",
        result.claim(),
        result.observed(),
        result.seconds(),
        result.detail());
    to.flush();
  }

  /** What is claimed, not whether it holds. */
  private static String table(List<Claim> claims) {
    StringBuilder table = new StringBuilder();
    table.append(String.format(Locale.ROOT, "%-32s %-15s %s%n", "claim", "expected", "says"));
    for (Claim claim : claims) {
      table.append(
          String.format(
              Locale.ROOT,
              "%-32s %-15s %s%n",
              claim.name(),
              "to be " + claim.expected().name().toLowerCase(Locale.ROOT),
              claim.statement()));
    }
    return table.toString();
  }

  private static Map<String, Object> fields(Claim claim) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", claim.name());
    row.put("statement", claim.statement());
    row.put("expected", claim.expected().name());
    return row;
  }

  private static Map<String, Object> fields(ProofResult result) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", result.claim());
    row.put("statement", result.statement());
    row.put("tool", result.tool());
    row.put("expected", result.expected().name());
    row.put("observed", result.observed().name());
    row.put("pass", result.pass());
    row.put("seconds", Math.round(result.seconds() * 1000) / 1000.0);
    row.put("detail", result.detail());
    return row;
  }

  private static String json(List<Map<String, Object>> rows) {
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(rows);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
