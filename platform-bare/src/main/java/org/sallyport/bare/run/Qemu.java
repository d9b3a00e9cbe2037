// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A PC that QEMU emulates in software, without privileges: what it is made of, before it is
 * started. Its processor has all that software emulation offers (AES-NI, AVX2, RDRAND), and it has
 * no device but a screen and the first serial port unless told so.
 */
public final class Qemu {
  public static final Tool PROGRAM = new Tool("qemu-system-x86_64", "qemu-system-x86");

  private static final int DEFAULT_MEBIBYTES = 256;
  private static final Path UEFI_CODE = Path.of("/usr/share/OVMF/OVMF_CODE.fd");
  private static final Path UEFI_VARIABLES = Path.of("/usr/share/OVMF/OVMF_VARS.fd");

  private final List<String> arguments = new ArrayList<>();
  private final List<String> modules = new ArrayList<>();
  private int memoryMebibytes = DEFAULT_MEBIBYTES;
  private boolean uefi;
  private boolean hasDebugExit = true;

  public Qemu() {
    with("-accel", "tcg", "-cpu", "max", "-nodefaults", "-vga", "std", "-display", "none");
    with("-no-reboot", "-serial", "stdio");
  }

  /** Any further arguments of QEMU's. */
  public final Qemu with(String... more) {
    arguments.addAll(List.of(more));
    return this;
  }

  public Qemu memoryMebibytes(int mebibytes) {
    memoryMebibytes = mebibytes;
    return this;
  }

  /** Boots this kernel directly, with no boot loader. */
  public Qemu kernel(Path kernel, String commandLine) {
    return with("-kernel", kernel.toString(), "-append", commandLine);
  }

  /** A boot module of the kernel, which finds it by this name. */
  public Qemu module(Path file, String name) {
    modules.add(file.toString().replace(",", ",,") + " " + name);
    return this;
  }

  /** Takes away the device by which a kernel ends QEMU: like a real PC, the machine just stops. */
  public Qemu withoutDebugExit() {
    hasDebugExit = false;
    return this;
  }

  /** Firmware is UEFI instead of a BIOS. */
  public Qemu uefi() {
    uefi = true;
    return this;
  }

  /** An image in the CD drive. */
  public Qemu compactDisc(Path image) {
    return with("-cdrom", image.toString());
  }

  /** An image on a USB stick. */
  public Qemu usbStick(Path image) {
    return with("-device", "qemu-xhci,id=usb")
        .with("-drive", "if=none,id=usb,format=raw,readonly=on,file=" + image)
        .with("-device", "usb-storage,bus=usb.0,drive=usb,bootindex=0");
  }

  /** The second serial port writes into this file. */
  public Qemu record(Path file) {
    // The first serial port is the one named first.
    return with("-chardev", "file,id=record,path=" + file)
        .with("-device", "isa-serial,chardev=record,iobase=0x2f8,irq=3,index=1");
  }

  /** Starts it. The caller closes it. */
  public QemuRun start() {
    return start(List.of());
  }

  /**
   * Starts it from within another program.
   *
   * @param prefix the words before QEMU's, such as those that enter a network namespace
   */
  public QemuRun start(List<String> prefix) {
    try {
      Path directory = Files.createTempDirectory("qemu");
      List<String> command = new ArrayList<>(prefix);
      command.add(PROGRAM.require().toString());
      command.addAll(List.of("-m", memoryMebibytes + "M"));
      command.addAll(arguments);
      if (!modules.isEmpty()) {
        command.addAll(List.of("-initrd", String.join(",", modules)));
      }
      if (hasDebugExit) {
        command.addAll(List.of("-device", "isa-debug-exit,iobase=0xf4,iosize=0x04"));
      }
      Path monitor = directory.resolve("monitor");
      command.addAll(List.of("-qmp", "unix:" + monitor + ",server=on,wait=off"));
      if (uefi) {
        addFirmware(command, directory);
      }
      return QemuRun.start(command, directory, monitor);
    } catch (IOException unusable) {
      throw new ToolException("QEMU could not be started: " + unusable.getMessage(), unusable);
    }
  }

  /** UEFI keeps its variables in flash, so each machine gets its own copy. */
  private static void addFirmware(List<String> command, Path directory) throws IOException {
    if (!Files.isReadable(UEFI_CODE) || !Files.isReadable(UEFI_VARIABLES)) {
      throw new ToolException(
          "UEFI firmware for QEMU is not at " + UEFI_CODE, "apt-get install ovmf");
    }
    Path variables = Files.copy(UEFI_VARIABLES, directory.resolve("variables.fd"));
    command.addAll(List.of("-drive", "if=pflash,format=raw,unit=0,readonly=on,file=" + UEFI_CODE));
    command.addAll(List.of("-drive", "if=pflash,format=raw,unit=1,file=" + variables));
  }
}
