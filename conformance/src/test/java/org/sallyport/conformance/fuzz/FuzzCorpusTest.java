// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The kept corpus, input by input. */
final class FuzzCorpusTest {
  private static final FuzzCorpus CORPUS = new FuzzCorpus(Path.of("corpus"));
  private static final long LARGEST_CORPUS = 1 << 20;

  @TestFactory
  Stream<DynamicContainer> corpus() {
    return Arrays.stream(FuzzTarget.values())
        .map(target ->
            DynamicContainer.dynamicContainer(
                target.folder(),
                CORPUS.inputs(target).stream()
                    .map(input ->
                        DynamicTest.dynamicTest(
                            input.getFileName().toString(),
                            () -> target.put(Files.readAllBytes(input))))));
  }

  @Test
  void everyTargetHasSeedsAndEveryFolderATarget() throws IOException {
    for (FuzzTarget target : FuzzTarget.values()) {
      assertFalse(CORPUS.inputs(target).isEmpty(), target.folder());
      assertEquals(target, FuzzTarget.of(target.folder()).orElseThrow());
    }
    try (Stream<Path> folders = Files.list(CORPUS.directory())) {
      List<String> unknown =
          folders
              .map(folder -> folder.getFileName().toString())
              .filter(name -> FuzzTarget.of(name).isEmpty())
              .toList();
      assertEquals(List.of(), unknown);
    }
  }

  @Test
  void corpusIsSmall() throws IOException {
    try (Stream<Path> files = Files.walk(CORPUS.directory())) {
      long octets = files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
      assertTrue(octets < LARGEST_CORPUS, octets + " octets");
    }
  }
}
