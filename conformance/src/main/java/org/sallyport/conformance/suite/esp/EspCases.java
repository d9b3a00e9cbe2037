// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.esp;

import java.util.List;
import org.sallyport.conformance.suite.CaseResult;
import org.sallyport.conformance.suite.NamedSuite;
import org.sallyport.conformance.suite.file.UserFile;
import org.sallyport.conformance.suite.vectors.VectorFile;
import org.sallyport.engine.crypto.CryptoLibrary;

/** Every ESP packet of a file, one case each. */
public final class EspCases extends NamedSuite {
  private static final String FILE = "esp-cbc-hmac-openssl.txt";

  private final String file;
  private final List<EspCase> cases;
  private final CryptoLibrary library;

  private EspCases(
      String name, String origin, String file, List<EspCase> cases, CryptoLibrary library) {
    super(name, origin);
    this.file = file;
    this.cases = cases;
    this.library = library;
  }

  /** The cases of a user's file; throws with every problem of the file. */
  public static EspCases of(UserFile file, CryptoLibrary library) {
    return new EspCases("esp-cases", file.name(), file.name(), EspCaseFile.parse(file), library);
  }

  /** The cases that come with the project. */
  public static EspCases builtIn(CryptoLibrary library) {
    UserFile file = new UserFile(FILE, VectorFile.octets(FILE));
    return new EspCases(
        "esp-cases-" + library.name(),
        FILE + ": made with OpenSSL and Python by RFC 4303 sections 2 and 3.3.2",
        FILE,
        EspCaseFile.parse(file),
        library);
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
