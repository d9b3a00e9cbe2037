// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.conformance.laboratory.interop.lab.Command;
import org.sallyport.conformance.laboratory.interop.lab.LabException;

class GuestShellTest {
  @TempDir private Path directory;

  /** A server binds its socket and then listens: in between there is a file that refuses. */
  @Test
  void refusesWhileNobodyListens() throws IOException, LabException {
    Path socket = directory.resolve("serial");
    assertThrows(LabException.class, () -> GuestShell.connect(socket));
    listen(socket).close();
    assertTrue(Files.exists(socket));
    assertThrows(LabException.class, () -> GuestShell.connect(socket));
    Files.delete(socket);
    try (ServerSocketChannel server = listen(socket);
        GuestShell shell = GuestShell.connect(socket);
        SocketChannel guest = server.accept()) {
      int written = guest.write(ByteBuffer.wrap("up\r\n=== 3\n".getBytes(StandardCharsets.UTF_8)));
      assertEquals(10, written);
      assertEquals(new Command.Outcome(3, "up\n"), shell.await("start", Duration.ofSeconds(10)));
    }
  }

  private static ServerSocketChannel listen(Path socket) throws IOException {
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(socket));
  }
}
