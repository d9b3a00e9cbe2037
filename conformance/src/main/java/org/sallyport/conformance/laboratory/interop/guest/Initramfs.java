// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.guest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.sallyport.conformance.laboratory.interop.lab.Command;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.Machine;

/**
 * The guest's file system: busybox, this machine's own {@code ip}, {@code charon} and {@code
 * swanctl} with the libraries and plugins they need, and the kernel's modules for ESP.
 */
final class Initramfs {
  /** strongSwan with the kernel's ESP: no user-space plugin among them. */
  static final List<String> PLUGINS =
      List.of(
          "random",
          "nonce",
          "openssl",
          "aes",
          "sha1",
          "sha2",
          "hmac",
          "kdf",
          "gmp",
          "curve25519",
          "gcm",
          "chapoly",
          "kernel-netlink",
          "socket-default",
          "vici",
          "updown");

  /** What one SA with AES-GCM over IPv4 needs. */
  static final List<String> LEAN_MODULES =
      List.of(
          "virtio_pci",
          "virtio_net",
          "af_packet",
          "xfrm_user",
          "esp4",
          "seqiv",
          "ctr",
          "gcm",
          "ghash_generic",
          "hmac",
          "drbg",
          "aesni_intel");

  /** What every suite needs, over both versions of IP. */
  static final List<String> MODULES =
      List.of(
          "virtio_pci",
          "virtio_net",
          "af_packet",
          "xfrm_user",
          "esp4",
          "esp6",
          "authenc",
          "authencesn",
          "echainiv",
          "seqiv",
          "cbc",
          "ctr",
          "gcm",
          "ghash_generic",
          "hmac",
          "sha1_generic",
          "sha256_generic",
          "sha512_generic",
          "chacha20poly1305",
          "chacha_generic",
          "poly1305_generic",
          "drbg",
          "aesni_intel",
          "sha1_ssse3",
          "sha256_ssse3",
          "ghash_clmulni_intel",
          "chacha_x86_64",
          "poly1305_x86_64");

  private static final List<String> BUSYBOX =
      List.of(
          "sh",
          "mount",
          "mkdir",
          "ln",
          "insmod",
          "stty",
          "poweroff",
          "cat",
          "echo",
          "grep",
          "sleep",
          "base64",
          "sha256sum",
          "nc",
          "dd",
          "head",
          "ping",
          "test",
          "kill",
          "printf",
          "ls",
          "free",
          "awk",
          "tail",
          "seq",
          "mv",
          "rm",
          "killall",
          "dmesg",
          "wc");

  private static final Pattern LIBRARY = Pattern.compile("(/\\S+\\.so\\S*) \\(0x");
  private static final Path PLUGIN_FOLDER = Path.of("/usr/lib/ipsec/plugins");

  private final KernelPackage kernel;
  private final CpioArchive archive = new CpioArchive();

  private Initramfs(KernelPackage kernel) {
    this.kernel = kernel;
  }

  /**
   * Makes it, compressed.
   *
   * @param modules to be loaded, with what they depend upon
   * @param files by path, beyond those that every guest has; {@code start} is run at the end of the
   *     start
   */
  static byte[] of(KernelPackage kernel, List<String> modules, Map<String, String> files)
      throws LabException {
    try {
      return new Initramfs(kernel).make(modules, files);
    } catch (IOException unreadable) {
      throw new LabException("cannot make the guest's file system", unreadable);
    }
  }

  private byte[] make(List<String> modules, Map<String, String> files)
      throws IOException, LabException {
    for (String folder : List.of("proc", "sys", "dev", "etc/swanctl")) {
      archive.folder(folder);
    }
    try (InputStream init = Initramfs.class.getResourceAsStream("init")) {
      archive.file("init", init.readAllBytes());
    }
    archive.file("bin/busybox", Files.readAllBytes(KernelPackage.busybox()));
    BUSYBOX.forEach(name -> archive.link("bin/" + name, "busybox"));
    StringBuilder order = new StringBuilder();
    for (Path module : kernel.withDependencies(modules)) {
      archive.file("modules/" + module.getFileName(), Files.readAllBytes(module));
      order.append(module.getFileName()).append('\n');
    }
    archive.file("modules/order", order.toString().getBytes(StandardCharsets.UTF_8));
    program(Machine.program("ip"));
    program(Machine.program("swanctl"));
    program(Machine.charon().orElseThrow(() -> new LabException("charon is not installed")));
    for (String plugin : PLUGINS) {
      program(PLUGIN_FOLDER.resolve("libstrongswan-" + plugin + ".so"));
    }
    library(Path.of("/lib/x86_64-linux-gnu/libgcc_s.so.1")); // pthread_exit opens it by name
    files.forEach((path, text) -> archive.file(path, text.getBytes(StandardCharsets.UTF_8)));
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(1 << 22);
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(archive.finish());
    }
    return compressed.toByteArray();
  }

  /**
   * A program or plugin, where it is on this machine, with the libraries that it is linked with.
   */
  private void program(Path path) throws IOException, LabException {
    archive.file(path.toString(), Files.readAllBytes(path));
    Matcher libraries = LIBRARY.matcher(Command.of("ldd", path.toString()).runOrThrow());
    while (libraries.find()) {
      library(Path.of(libraries.group(1)));
    }
  }

  private void library(Path path) throws IOException {
    if (!archive.contains(path.toString())) {
      archive.file(path.toString(), Files.readAllBytes(path));
    }
  }

  /** The names of its plugins as strongSwan's configuration wants them. */
  static String pluginList() {
    return String.join(" ", PLUGINS);
  }
}
