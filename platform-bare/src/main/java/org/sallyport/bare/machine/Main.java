package org.sallyport.bare.machine;

import org.sallyport.bare.board.Console;
import org.sallyport.bare.board.Machine;

/** Where the kernel's Java begins. */
public final class Main {
  private Main() {}

  /** Runs the machine until it is told to stop. */
  public static void main(String[] arguments) {
    Console.line("Sallyport " + Machine.timeNs() + " ns after boot");
    int failed = SelfTest.ofMachine().run();
    Machine.halt(failed == 0 ? 0 : 1);
  }
}
