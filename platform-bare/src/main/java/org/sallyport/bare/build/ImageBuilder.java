// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sallyport.bare.run.Tool;
import org.sallyport.bare.run.ToolException;

/**
 * Writes one image that a PC boots from a CD or, copied octet by octet, from a USB stick, under a
 * BIOS and under 64-bit UEFI alike: GRUB, the kernel, and the site as its boot module.
 */
public final class ImageBuilder {
  /** The name by which the kernel asks for the site. */
  public static final String SITE_MODULE = "site";

  private static final Tool MAKER = new Tool("grub-mkrescue", "grub-common");
  private static final Tool WRITER = new Tool("xorriso", "xorriso");
  private static final Tool FAT = new Tool("mformat", "mtools");
  private static final Path BIOS_GRUB = Path.of("/usr/lib/grub/i386-pc");
  private static final Path UEFI_GRUB = Path.of("/usr/lib/grub/x86_64-efi");
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  /** What the loader's own language passes on unchanged. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 _=.,:/+-]*");

  private ImageBuilder() {}

  /**
   * Writes the image, replacing what was there, readable by its owner only: a site holds keys.
   *
   * @param kernel the linked kernel
   * @param site what the machine is told of its place in the network
   * @param commandLine options of the kernel, words separated by spaces
   * @param image where the image goes
   */
  public static void write(Path kernel, Path site, String commandLine, Path image) {
    if (!PLAIN.matcher(commandLine).matches()) {
      throw new ToolException(
          "the kernel's command line may have letters, digits, spaces and _=.,:/+- only: "
              + commandLine);
    }
    requireLoader();
    Path work = null;
    try {
      work = Files.createTempDirectory("image");
      Path tree = work.resolve("tree");
      Path boot = Files.createDirectories(tree.resolve("boot"));
      copy("the kernel", kernel, boot.resolve("sallyport.elf"));
      copy("the site", site, boot.resolve("site.bin"));
      Files.writeString(
          Files.createDirectories(boot.resolve("grub")).resolve("grub.cfg"),
          configuration(commandLine));
      Path written = work.resolve("image.iso");
      MAKER.run(work, LIMIT, List.of("-o", written.toString(), tree.toString()));
      Files.setPosixFilePermissions(written, OWNER_ONLY);
      Files.move(written, image, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unusable) {
      throw new UncheckedIOException("the image could not be written", unusable);
    } finally {
      remove(work);
    }
  }

  /** grub-mkrescue leaves out, without a word, what it has no parts for; so they are asked for. */
  private static void requireLoader() {
    MAKER.require();
    WRITER.require();
    FAT.require();
    if (!Files.isDirectory(BIOS_GRUB)) {
      throw new ToolException(
          "GRUB for a BIOS is not at " + BIOS_GRUB, "apt-get install grub-pc-bin");
    }
    if (!Files.isDirectory(UEFI_GRUB)) {
      throw new ToolException(
          "GRUB for UEFI is not at " + UEFI_GRUB, "apt-get install grub-efi-amd64-bin");
    }
  }

  /**
   * The loader's script. The screen's mode is set behind the kernel, whose header would overrule
   * it: text under a BIOS; under UEFI, which has no text mode, a size that every screen takes.
   */
  private static String configuration(String commandLine) {
    return """
    set timeout=0
    if [ "$grub_platform" = "efi" ]; then
      insmod all_video
    fi
    menuentry "Sallyport" {
      multiboot2 /boot/sallyport.elf %s
      module2 /boot/site.bin %s
      if [ "$grub_platform" = "efi" ]; then
        set gfxpayload=1024x768x32,auto
      else
        set gfxpayload=text
      fi
    }
    """
        .formatted(commandLine, SITE_MODULE);
  }

  private static void copy(String what, Path from, Path to) throws IOException {
    if (!Files.isReadable(from)) {
      throw new ToolException(what + " is not at " + from);
    }
    Files.copy(from, to);
  }

  private static void remove(Path tree) {
    if (tree == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException leftOver) {
      throw new ToolException("temporary files stay behind in " + tree, leftOver);
    }
  }
}
