// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Asks a running gateway over its control socket. */
public final class ControlClient {
  private ControlClient() {}

  /**
   * Sends one request.
   *
   * @param request {@code status}, {@code initiate PEER}, {@code close PEER} or {@code close PEER
   *     CHILD}
   * @return the answer; it has a field {@code error} when the gateway refused
   * @throws IOException when nobody answers
   */
  public static JsonNode ask(Path socket, String request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      ByteBuffer line = ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        channel.write(line);
      }
      byte[] answer = Channels.newInputStream(channel).readAllBytes();
      return new ObjectMapper().readTree(answer);
    }
  }
}
