// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.drop.DropReason;

/**
 * Plays {@code net/conversations.txt}: what comes in, what must become of it, and exactly what must
 * go out.
 */
class ConversationTest {
  private record Conversation(String name, List<String> lines) {}

  private static List<Conversation> conversations() throws IOException {
    List<Conversation> found = new ArrayList<>();
    try (InputStream stream =
        ConversationTest.class.getResourceAsStream("/net/conversations.txt")) {
      String text =
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        if (line.startsWith("[")) {
          found.add(new Conversation(line.substring(1, line.length() - 1), new ArrayList<>()));
        } else if (!line.isBlank() && !line.startsWith("#")) {
          found.get(found.size() - 1).lines().add(line);
        }
      }
    }
    return found;
  }

  @TestFactory
  Stream<DynamicTest> conversation() throws IOException {
    return conversations().stream()
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> play(each)));
  }

  @Test
  void thereAreConversations() throws IOException {
    assertTrue(conversations().size() > 60);
  }

  private static void play(Conversation conversation) {
    LinkKind link =
        LinkKind.valueOf(
            conversation.lines().get(0).substring("link ".length()).toUpperCase(Locale.ROOT));
    StackFixture host = new StackFixture(link);
    long nowNs = 0;
    DropReason reason = DropReason.NONE;
    int number = 0;
    for (String line : conversation.lines().subList(1, conversation.lines().size())) {
      String step = conversation.name() + " step " + ++number;
      String argument = line.substring(line.indexOf(' ') + 1);
      boolean quiet = !line.startsWith(">") && !line.startsWith("=");
      assertTrue(!quiet || host.sent.isEmpty(), () -> step + ": nobody expects " + host.sent);
      switch (line.split(" ")[0]) {
        case "at" -> nowNs = Long.parseLong(argument) * 1_000_000;
        case "<" -> reason = host.receive(argument, nowNs);
        case "=" -> assertEquals(argument, reason.name(), step);
        case ">" -> assertEquals(argument, host.sent.poll(), step);
        case "send" -> reason = host.send(argument, nowNs);
        case "poll" -> host.network.poll(nowNs);
        default -> throw new AssertionError(step + ": " + line);
      }
    }
    assertTrue(host.sent.isEmpty(), () -> "nobody expects " + host.sent);
  }
}
