package org.sallyport.engine.port;

/**
 * Takes frames that leave on the outer side: Ethernet frames or bare IP packets, as the link is
 * configured.
 */
@FunctionalInterface
public interface FrameSink {
  /** A frame to send; the octets are valid during the call only. */
  void frame(byte[] bytes, int offset, int length);
}
