// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.conformance.suite.file.BlockFile;
import org.sallyport.conformance.suite.file.FileProblems;
import org.sallyport.conformance.suite.file.UserFile;

/**
 * A vector file of the resource folder {@code vectors}: a {@link BlockFile}, or JSON where it is
 * one of Wycheproof's, read with {@link #json}.
 *
 * @param name file name as asked for
 */
public record VectorFile(String name, List<VectorCase> cases) {
  private static final String FOLDER = "/vectors/";

  /** Reads a file of the resource folder {@code vectors}. */
  public static VectorFile resource(String name) {
    UserFile file = new UserFile(name, octets(name));
    FileProblems problems = new FileProblems(name);
    BlockFile blocks = BlockFile.parse(file, problems);
    problems.throwIfAny();
    return new VectorFile(
        name, blocks.blocks().stream().map(block -> vectorCase(name, block)).toList());
  }

  private static VectorCase vectorCase(String file, BlockFile.Block block) {
    Map<String, String> fields = new LinkedHashMap<>();
    block.entries().forEach((key, entry) -> fields.put(key, entry.text()));
    return new VectorCase(block.name(), file + ":" + block.line(), fields);
  }

  /** Reads a JSON file of the resource folder {@code vectors}. */
  public static JsonNode json(String name) {
    try {
      return new ObjectMapper().readTree(octets(name));
    } catch (IOException e) {
      throw new VectorFormatException(name + ": " + e.getMessage(), e);
    }
  }

  /** The octets of any file of the resource folder {@code vectors}. */
  public static byte[] octets(String name) {
    try (InputStream stream = VectorFile.class.getResourceAsStream(FOLDER + name)) {
      if (stream == null) {
        throw new VectorFormatException("no vector file " + name);
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
