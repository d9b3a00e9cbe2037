// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.ike;

import java.util.List;
import org.sallyport.conformance.suite.ConformanceSuite;
import org.sallyport.conformance.suite.vectors.VectorCase;
import org.sallyport.conformance.suite.vectors.VectorFile;

/** Each message with which a peer is attacked is refused from outside, before any key. */
final class MalformedMessages implements ConformanceSuite {
  private static final String FILE = "ike-malformed-libreswan.txt";

  /** By number of the message; the file itself only asks that nothing crashes. */
  private static final List<String> REASONS =
      List.of(
          "UNKNOWN_EXCHANGE_TYPE", // exchange type 0
          "LENGTH_MISMATCH", // no first payload, yet octets follow
          "LENGTH_MISMATCH", // the chain ends after SA
          "LENGTH_MISMATCH", // the chain ends after KE
          "LENGTH_MISMATCH", // the chain ends after SA
          "LENGTH_MISMATCH", // the chain ends after KE
          "MISSING_PAYLOAD", // nonce under an unknown type
          "MISSING_PAYLOAD", // no KE
          "MALFORMED_PAYLOAD", // KE without data
          "NONE"); // well formed from outside: its SK names an SA that does not exist

  @Override
  public String name() {
    return "ike-malformed";
  }

  @Override
  public String origin() {
    return FILE + ": libreswan's fuzzers; reasons by RFC 7296 sections 2.5 and 3";
  }

  @Override
  public void run(Sink sink) {
    for (VectorCase vector : VectorFile.resource(FILE).cases()) {
      IkeSampleSuites.compare(
          this,
          sink,
          vector.name(),
          vector.text("length") + " octets, " + expected(vector.name()),
          vector.hex("ike_message").length
              + " octets, "
              + IkeSampleSuites.refusal(vector.hex("ike_message")));
    }
  }

  private static String expected(String name) {
    if (name.contains("ikev1")) {
      return "UNSUPPORTED_MAJOR_VERSION";
    }
    return REASONS.get(Integer.parseInt(name.substring(name.lastIndexOf(' ') + 1)) - 1);
  }
}
