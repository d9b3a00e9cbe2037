// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.link;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a classic pcap file with nanosecond times, which Wireshark and tcpdump read. */
public final class PcapWriter implements AutoCloseable {
  private static final int MAGIC_NANOSECONDS = 0xa1b23c4d;
  private static final int LINKTYPE_ETHERNET = 1;
  private static final int LINKTYPE_RAW = 101; // the packet says by its version whether 4 or 6
  private static final int SNAP_BYTES = 262144;

  private final OutputStream stream;
  private final ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);

  /**
   * Starts a capture.
   *
   * @param file replaced when it exists
   * @throws IOException when the file cannot be written
   */
  public PcapWriter(Path file, FrameLink.Layer layer) throws IOException {
    stream = new BufferedOutputStream(Files.newOutputStream(file));
    header.putInt(MAGIC_NANOSECONDS).putShort((short) 2).putShort((short) 4);
    header.putInt(0).putInt(0).putInt(SNAP_BYTES);
    header.putInt(layer == FrameLink.Layer.ETHERNET ? LINKTYPE_ETHERNET : LINKTYPE_RAW);
    stream.write(header.array(), 0, 24);
  }

  /**
   * Appends one frame.
   *
   * @param timeNs since the Unix epoch, or since the start of a simulation
   * @throws IOException when the file cannot be written
   */
  public void write(long timeNs, byte[] source, int offset, int lengthBytes) throws IOException {
    int kept = Math.min(lengthBytes, SNAP_BYTES);
    header.clear();
    header.putInt((int) (timeNs / 1_000_000_000L)).putInt((int) (timeNs % 1_000_000_000L));
    header.putInt(kept).putInt(lengthBytes);
    stream.write(header.array(), 0, 16);
    stream.write(source, offset, kept);
  }

  /**
   * Makes what was written visible to readers.
   *
   * @throws IOException when the file cannot be written
   */
  public void flush() throws IOException {
    stream.flush();
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
