package org.sallyport.conformance.esp;

import java.util.List;
import org.sallyport.conformance.CaseResult;
import org.sallyport.conformance.ConformanceSuite;
import org.sallyport.conformance.file.UserFile;
import org.sallyport.engine.crypto.CryptoLibrary;

/** Every ESP packet of a user's file, one case each. */
public final class EspCases implements ConformanceSuite {
  private final String file;
  private final List<EspCase> cases;
  private final CryptoLibrary library;

  private EspCases(String file, List<EspCase> cases, CryptoLibrary library) {
    this.file = file;
    this.cases = cases;
    this.library = library;
  }

  /** The cases of a user's file; throws with every problem of the file. */
  public static EspCases of(UserFile file, CryptoLibrary library) {
    return new EspCases(file.name(), EspCaseFile.parse(file), library);
  }

  @Override
  public String name() {
    return "esp-cases";
  }

  @Override
  public String origin() {
    return file;
  }

  @Override
  public void run(Sink sink) {
    for (EspCase test : cases) {
      sink.accept(result(name(), test, test.name(), file + ":" + test.line(), library));
    }
  }

  /** Runs one case. */
  static CaseResult result(
      String suite, EspCase test, String name, String origin, CryptoLibrary library) {
    EspCaseRun.Outcome outcome = new EspCaseRun(test, library).run();
    return new CaseResult(
        suite,
        name,
        word(test.valid()),
        word(outcome.valid()),
        outcome.valid() == test.valid(),
        origin,
        outcome.detail());
  }

  private static String word(boolean valid) {
    return valid ? "valid" : "invalid";
  }
}
