// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.crypto;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.bare.board.Console;
import org.sallyport.bare.board.Machine;
import org.sallyport.bare.entropy.HardwareEntropy;
import org.sallyport.bare.entropy.ProcessorNoise;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.crypto.selftest.KnownAnswer;
import org.sallyport.engine.crypto.selftest.KnownAnswers;

/** A machine that does nothing but look at its cryptographic library and its entropy. */
public final class CryptoMachine {
  private CryptoMachine() {}

  /** Tells the console what it found. */
  public static void main(String[] arguments) {
    BareLibrary chosen = BareLibrary.start();
    CryptoLibrary library = chosen.library();
    Console.line("library: " + library.name() + " on " + chosen.level());
    Console.line(chosen.description());
    int before = chosen.freeAssociations();
    List<KnownAnswer> corrupted = new ArrayList<>();
    for (KnownAnswer answer : KnownAnswers.all()) {
      long startNs = Machine.timeNs();
      boolean holds = answer.holds(library);
      long microseconds = (Machine.timeNs() - startNs) / 1000;
      Console.line(answer.name() + ": " + (holds ? "right" : "WRONG") + ", us " + microseconds);
      corrupted.add(answer.corrupted());
    }
    Console.line("wrong: " + KnownAnswers.failures(library));
    Console.line("corrupted: " + KnownAnswers.failures(library, corrupted).size());
    Console.line("answers: " + corrupted.size());
    Console.line("associations lost: " + (before - chosen.freeAssociations()));
    for (Throughput throughput : Throughput.measure(library, Machine::timeNs)) {
      Console.line(throughput.description());
    }
    HardwareEntropy.Start start =
        HardwareEntropy.start(
            library.prf(PrfAlgorithm.HMAC_SHA2_256), List.of(ProcessorNoise.values()));
    start.report().forEach(Console::line);
    if (start instanceof HardwareEntropy.Ready ready) {
      byte[] octets = new byte[1024];
      boolean[] seen = new boolean[256];
      int values = 0;
      ready.entropy().fill(octets, 0, octets.length);
      for (byte octet : octets) {
        values += seen[octet & 0xff] ? 0 : 1;
        seen[octet & 0xff] = true;
      }
      Console.line("values: " + values + ", failure " + ready.entropy().failure());
    }
    Machine.halt(0);
  }
}
