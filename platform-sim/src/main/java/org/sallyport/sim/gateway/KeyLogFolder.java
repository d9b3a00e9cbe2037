// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.sallyport.engine.port.KeyLog;

/**
 * Writes secret keys into a folder as Wireshark's two tables, {@code ikev2_decryption_table} and
 * {@code esp_sa}; made a Wireshark profile's, they decrypt a capture. Readable by the owner only.
 */
public final class KeyLogFolder implements KeyLog, AutoCloseable {
  private static final String IKE_TABLE = "ikev2_decryption_table";
  private static final String ESP_TABLE = "esp_sa";

  private final Writer ikeSas;
  private final Writer espSas;

  private KeyLogFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    ikeSas = open(folder.resolve(IKE_TABLE));
    espSas = open(folder.resolve(ESP_TABLE));
  }

  /**
   * Opens the folder, which is made when it does not exist; lines are appended.
   *
   * @throws IOException when it cannot be written
   */
  public static KeyLogFolder appending(Path folder) throws IOException {
    return new KeyLogFolder(folder);
  }

  /**
   * Opens the folder, which is made when it does not exist; tables there are replaced.
   *
   * @throws IOException when it cannot be written
   */
  public static KeyLogFolder replacing(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(IKE_TABLE));
    Files.deleteIfExists(folder.resolve(ESP_TABLE));
    return new KeyLogFolder(folder);
  }

  private static Writer open(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return Files.newBufferedWriter(file, StandardOpenOption.APPEND);
  }

  @Override
  public void ikeSa(String line) {
    write(ikeSas, line);
  }

  @Override
  public void espSa(String line) {
    write(espSas, line);
  }

  private static void write(Writer writer, String line) {
    try {
      writer.write(line + "\n");
      writer.flush();
    } catch (IOException full) {
      throw new UncheckedIOException("key log", full);
    }
  }

  @Override
  public void close() throws IOException {
    ikeSas.close();
    espSas.close();
  }
}
