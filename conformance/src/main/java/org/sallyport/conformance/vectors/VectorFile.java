package org.sallyport.conformance.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reader of vector files: lines {@code key = value} under a {@code [name]} line, {@code #} starts a
 * comment line. Wycheproof's files are JSON and read with {@link #json}.
 *
 * @param name file name as asked for
 */
public record VectorFile(String name, List<VectorCase> cases) {
  private static final String FOLDER = "/vectors/";

  /** Reads a file of the resource folder {@code vectors}. */
  public static VectorFile resource(String name) {
    return parse(name, new String(octets(name), StandardCharsets.UTF_8));
  }

  /** Reads a user's file. */
  public static VectorFile read(Path path) throws IOException {
    return parse(path.toString(), Files.readString(path));
  }

  /** Parses text; {@code name} stands in messages. */
  public static VectorFile parse(String name, String content) {
    List<VectorCase> cases = new ArrayList<>();
    Map<String, String> fields = Map.of();
    String block = null;
    int blockLine = 0;
    String[] lines = content.split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[") && line.endsWith("]")) {
        addBlock(cases, name, block, blockLine, fields);
        block = line.substring(1, line.length() - 1).strip();
        blockLine = i + 1;
        fields = new LinkedHashMap<>();
        continue;
      }
      int equals = line.indexOf('=');
      if (block == null || equals < 1) {
        throw new VectorFormatException(
            name + ":" + (i + 1) + ": expected '[name]' or, under one, 'key = value'");
      }
      String key = line.substring(0, equals).strip();
      if (fields.put(key, line.substring(equals + 1).strip()) != null) {
        throw new VectorFormatException(name + ":" + (i + 1) + ": '" + key + "' is there twice");
      }
    }
    addBlock(cases, name, block, blockLine, fields);
    return new VectorFile(name, List.copyOf(cases));
  }

  private static void addBlock(
      List<VectorCase> cases, String file, String block, int line, Map<String, String> fields) {
    if (block != null) {
      cases.add(new VectorCase(block, file + ":" + line, fields));
    }
  }

  /** Reads a JSON file of the resource folder {@code vectors}. */
  public static JsonNode json(String name) {
    try {
      return new ObjectMapper().readTree(octets(name));
    } catch (IOException e) {
      throw new VectorFormatException(name + ": " + e.getMessage(), e);
    }
  }

  private static byte[] octets(String name) {
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
