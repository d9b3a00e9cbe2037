// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.bare.run.QemuRun;

/** Every exception is named, with the registers and who called whom, and ends the machine. */
class ExceptionTest {
  private static final int FAULT = 0x40;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "divide     | divide         | 0, divide error (#DE), error code 0x0",
        "invalid    | invalid        | 6, invalid opcode (#UD), error code 0x0",
        "protection | protection     | 13, general protection (#GP), error code 0x0",
        "unmapped   | unmapped       | Read from unmapped address 0x0000123456789000",
        "null       | null_pointer   | Null pointer: page 0 is never mapped.",
        "code       | write_to_code  | Write to protected address 0x",
        "data       | execute_data   | Execution of protected address 0x",
        "jump       | jump_to_null   | Execution of unmapped address 0x0000000000000000",
        "breakpoint | breakpoint     | 3, breakpoint (#BP), error code 0x0",
        "double     | unmapped       | 8, double fault (#DF), error code 0x0",
      })
  void anExceptionIsReported(String test, String function, String said) {
    BoardKernel.Outcome outcome = BoardKernel.run(BoardKernel.machine("test=" + test));
    outcome.says("Processor exception ").says(said).ended(FAULT);
    assertBackTrace(outcome.console(), function);
    assertTrue(
        Pattern.compile("RIP [0-9A-F]{16} .*\nCR2 [0-9A-F]{16} ").matcher(outcome.console()).find(),
        outcome.console());
    // What the compiler left in the registers is known here: 1000 was to be divided by zero.
    if (test.equals("divide")) {
      outcome.says("RAX 00000000000003E8 ").says("RCX 0000000000000000\n");
    }
    if (test.equals("unmapped")) {
      outcome.says("CR2 0000123456789000 ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nmi                               | 2, non-maskable interrupt, error code 0x0",
        "mce 0 0 0xb600000000000000 4 0 0  | 18, machine check (#MC), error code 0x0",
      })
  void whatComesFromOutsideIsReported(String command, String said) {
    try (QemuRun run = BoardKernel.machine("test=wait").start()) {
      assertTrue(run.await("waiting", BoardKernel.LIMIT), run::console);
      run.monitor(command);
      BoardKernel.Outcome outcome = BoardKernel.ending(run);
      outcome.says("Processor exception ").says(said).ended(FAULT);
      assertBackTrace(outcome.console(), "board_idle");
    }
  }

  private static void assertBackTrace(String console, String function) {
    String trace = console.substring(console.indexOf("Back trace:"));
    Pattern expected =
        Pattern.compile(
            "  0x[0-9A-F]{16}  "
                + function
                + "\\+0x[0-9A-F]+.*\n(.*\n)*  0x[0-9A-F]{16}  sallyport_main\\+0x[0-9A-F]+.*\n"
                + "  0x[0-9A-F]{16}  board_start\\+0x");
    assertTrue(expected.matcher(trace).find(), console);
  }

  @Test
  void aStackOverflowIsCalledOne() {
    BoardKernel.Outcome outcome = BoardKernel.run(BoardKernel.machine("test=overflow"));
    outcome
        .says("Stack overflow: the guard page below the main stack was hit.")
        .says("  descend+0x")
        .says(" more ...\n")
        .says("  sallyport_main+0x")
        .ended(FAULT);
  }

  @Test
  void aFaultStartsTheMachineAgainWhenAskedTo() {
    try (QemuRun run = BoardKernel.machine("test=divide on_fault=reboot").start()) {
      // QEMU is told to end instead of starting again: exit code 0, which no status gives.
      assertEquals(OptionalInt.of(0), run.waitFor(BoardKernel.LIMIT), run::console);
      assertTrue(
          run.console().contains("Starting again in five seconds (on_fault=reboot)."),
          run::console);
    }
  }

  @Test
  void withoutADebugExitTheMachineStaysStoppedWithItsReport() {
    try (QemuRun run = BoardKernel.machine("test=divide").withoutDebugExit().start()) {
      assertTrue(
          run.await("The machine has stopped. It can be switched off.", BoardKernel.LIMIT),
          run::console);
      assertTrue(run.console().contains("divide error (#DE)"), run::console);
    }
  }
}
