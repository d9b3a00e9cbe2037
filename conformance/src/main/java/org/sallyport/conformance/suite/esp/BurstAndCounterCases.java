// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.esp;

import org.sallyport.conformance.suite.CaseResult;
import org.sallyport.conformance.suite.ConformanceSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.dataplane.esp.SendCounter;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.SendCounterState;
import org.sallyport.engine.table.TraceSink;

/**
 * The anti-replay cases that no scenario file can say: several packets in one burst, and the sender
 * at the end of its numbers.
 */
public final class BurstAndCounterCases implements ConformanceSuite {
  private final CryptoLibrary library;

  /** With this library. */
  public BurstAndCounterCases(CryptoLibrary library) {
    this.library = library;
  }

  @Override
  public String name() {
    return "anti-replay-bursts-and-counter";
  }

  @Override
  public String origin() {
    return "where other implementations went wrong; RFC 4303 sections 3.3.3 and 3.4.3";
  }

  @Override
  public void run(Sink sink) {
    for (boolean extended : new boolean[] {false, true}) {
      String esn = extended ? " esn1" : " esn0";
      burst(sink, "RecheckAfterDecrypt same number twice" + esn, extended, 1, 5, 5);
      burst(sink, "RecheckAfterDecrypt same number eight times" + esn, extended, 1, 5, 5, 5, 5, 5);
      burst(sink, "RecheckAfterDecrypt distinct numbers" + esn, extended, 4, 4, 2, 3, 1);
      // 81 passes the check before decryption, and 200 has moved the window when it is to advance.
      burst(
          sink, "RecheckAfterDecrypt overtaken in the burst" + esn, extended, 3, 200, 81, 201, 202);
      burst(sink, "RecheckAfterDecrypt left edge overtaken" + esn, extended, 2, 64, 65, 1);
      burst(sink, "RecheckAfterDecrypt left edge kept" + esn, extended, 2, 64, 1);
      transmitNoCycle(sink, extended, esn);
    }
  }

  private void burst(Sink sink, String name, boolean extended, long accepted, long... numbers) {
    EspReceiver receiver = new EspReceiver(64, extended, library);
    compare(sink, name, accepted + " accepted", receiver.receiveBurst(numbers) + " accepted");
  }

  /** The last number is used once, then nothing leaves; a new association was wanted before. */
  private void transmitNoCycle(Sink sink, boolean extended, String esn) {
    long last = extended ? SendCounter.LAST_64 : SendCounter.LAST_32;
    long soft = SendCounter.softLimitFor(extended);
    SendCounter counter = new SendCounter(last - 2, extended, soft, 0, TraceSink.NONE);
    StringBuilder observed = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      DropReason reason = counter.take(0);
      observed.append(
          reason == DropReason.NONE ? "0x" + Long.toHexString(counter.number()) : reason.name());
      observed.append(counter.takeRekeyRequest() ? " rekey wanted" : "");
      observed.append(counter.takeExhaustionAudit() ? " audited" : "");
      observed.append(i < 3 ? ", " : "");
    }
    String lastHex = "0x" + Long.toHexString(last);
    compare(
        sink,
        "TransmitNoCycle" + esn,
        "0x"
            + Long.toHexString(last - 1)
            + " rekey wanted, "
            + lastHex
            + " audited, SEQUENCE_EXHAUSTED, SEQUENCE_EXHAUSTED",
        observed.toString());
    compare(
        sink,
        "TransmitNoCycle state" + esn,
        SendCounterState.EXHAUSTED.name(),
        counter.state().name());
    SendCounter early = new SendCounter(soft - 2, extended, soft, 0, TraceSink.NONE);
    early.take(0);
    boolean before = early.takeRekeyRequest();
    early.take(0);
    compare(
        sink,
        "TransmitNoCycle rekey asked once at the soft limit" + esn,
        "false true false",
        before + " " + early.takeRekeyRequest() + " " + early.takeRekeyRequest());
  }

  private void compare(Sink sink, String name, String expected, String observed) {
    sink.accept(CaseResult.compare(name(), name, expected, observed, origin()));
  }
}
