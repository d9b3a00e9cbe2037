// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.bare.build.ImageBuilder;
import org.sallyport.bare.run.Qemu;
import org.sallyport.bare.run.QemuRun;
import org.sallyport.bare.run.ToolException;

/** The hybrid image, in the CD drive and on a USB stick, under a BIOS and under UEFI. */
class ImageTest {
  private static final byte[] SITE = "where the machine lives".getBytes(StandardCharsets.US_ASCII);

  /** The firmware takes its own share out of the middle. */
  private static final int UEFI_MEBIBYTES = 512;

  @TempDir private Path directory;

  private Path image(String commandLine) throws IOException {
    BoardKernel.requireQemu();
    Path site = Files.write(directory.resolve("site"), SITE);
    Path image = directory.resolve("sallyport.iso");
    ImageBuilder.write(BoardKernel.file(), site, commandLine, image);
    return image;
  }

  @ParameterizedTest
  @CsvSource({"BIOS,disc", "BIOS,stick", "UEFI,disc", "UEFI,stick"})
  void theImageBoots(String firmware, String medium) throws IOException {
    Path image = image("test=report on_fault=halt");
    Qemu machine = new Qemu();
    if (firmware.equals("UEFI")) {
      machine.uefi().memoryMebibytes(UEFI_MEBIBYTES);
    }
    BoardKernel.Outcome outcome =
        BoardKernel.run(
            medium.equals("disc") ? machine.compactDisc(image) : machine.usbStick(image));
    outcome
        .says("command line: test=report on_fault=halt\n")
        .says("module site: " + SITE.length + " octets, sum " + BootTest.sum(SITE) + "\n")
        .ended(7);
    assertEquals(0, outcome.number("dirty pages"));
    assertTrue(outcome.number("idled milliseconds") >= 50);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc", "q35"})
  void devicesInterruptUnderUefiToo(String machine) throws IOException {
    ClockTest.assertWoken(
        BoardKernel.run(
            new Qemu()
                .uefi()
                .memoryMebibytes(UEFI_MEBIBYTES)
                .compactDisc(image("test=device"))
                .with("-machine", machine, "-device", "e1000")));
  }

  /** Where there is no text mode, our own letters are on the screen. */
  @Test
  void everyCharacterIsDrawnUnderUefi() throws IOException {
    Path picture = directory.resolve("screen.png");
    try (QemuRun run =
        new Qemu()
            .uefi()
            .memoryMebibytes(UEFI_MEBIBYTES)
            .compactDisc(image("test=screen"))
            .start()) {
      assertTrue(run.await("last line", BoardKernel.LIMIT), run::console);
      run.screenshot(picture);
    }
    BufferedImage screen = ImageIO.read(picture.toFile());
    assertEquals(1024, screen.getWidth());
    // 1024 pixels hold 85 characters of 12 x 20 pixels: 37 lines scrolled, the last is empty.
    int lastLine = 768 / 20 - 2;
    int digits = lastLine - 3;
    for (int column = 10; column < 80; column++) {
      assertEquals(cell(screen, column - 10, digits), cell(screen, column, digits));
    }
    Set<String> drawings = new HashSet<>();
    for (int character = ' '; character <= '~'; character++) {
      int place = character - ' ';
      drawings.add(cell(screen, place % 85, digits + 1 + place / 85));
    }
    assertEquals('~' - ' ' + 1, drawings.size(), "each character looks different");
    assertEquals(cell(screen, 0, lastLine), cell(screen, 'l' - ' ', digits + 1), "an l is an l");
  }

  private static String cell(BufferedImage screen, int column, int row) {
    StringBuilder pixels = new StringBuilder();
    for (int y = 0; y < 20; y++) {
      for (int x = 0; x < 12; x++) {
        boolean isWhite = (screen.getRGB(column * 12 + x, row * 20 + y) & 0xFFFFFF) == 0xFFFFFF;
        pixels.append(isWhite ? '#' : '.');
      }
      pixels.append('\n');
    }
    return pixels.toString();
  }

  @Test
  void onlyTheOwnerReadsAnImage() throws IOException {
    assertEquals(
        PosixFilePermissions.fromString("rw-------"),
        Files.getPosixFilePermissions(image("test=report")));
  }

  @Test
  void whatCannotBeWrittenIsRefusedWithAReason() throws IOException {
    Path site = Files.write(directory.resolve("site"), SITE);
    Path image = directory.resolve("sallyport.iso");
    Path none = directory.resolve("none.elf");
    ToolException missing =
        assertThrows(ToolException.class, () -> ImageBuilder.write(none, site, "", image));
    assertEquals("the kernel is not at " + none, missing.problem());
    ToolException script =
        assertThrows(ToolException.class, () -> ImageBuilder.write(none, site, "a=$b", image));
    assertTrue(script.getMessage().contains("letters, digits"), script::getMessage);
  }
}
