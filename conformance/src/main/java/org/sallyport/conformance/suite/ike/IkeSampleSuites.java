// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.ike;

import java.util.List;
import org.sallyport.conformance.suite.CaseResult;
import org.sallyport.conformance.suite.ConformanceSuite;
import org.sallyport.engine.wire.ike.IkeMessage;
import org.sallyport.engine.wire.ike.IkeParser;
import org.sallyport.engine.wire.ike.MessageShape;
import org.sallyport.engine.wire.ike.Refusal;

/** IKE messages and payloads that other implementations wrote, put to the engine's codec. */
public final class IkeSampleSuites {
  private IkeSampleSuites() {}

  /** All of them. */
  public static List<ConformanceSuite> all() {
    return List.of(new MalformedMessages(), new PayloadSamples(), new KnownExchanges());
  }

  /** The reason for which the engine refuses a message from outside, or {@code NONE}. */
  static String refusal(byte[] bytes) {
    return switch (IkeParser.parseMessage(bytes, 0, bytes.length)) {
      case Refusal refusal -> refusal.reason().name();
      case IkeMessage message -> {
        Refusal shape = MessageShape.check(message);
        yield shape == null ? "NONE" : shape.reason().name();
      }
    };
  }

  /** Hands a comparison to the sink. */
  static void compare(
      ConformanceSuite suite,
      ConformanceSuite.Sink sink,
      String name,
      String expected,
      String observed) {
    sink.accept(CaseResult.compare(suite.name(), name, expected, observed, suite.origin()));
  }
}
