package org.sallyport.engine.port;

/** Takes IP packets that leave on the inner side: decapsulated ones for hosts behind the engine. */
@FunctionalInterface
public interface PacketSink {
  /** A packet, from the first octet of its IP header; the octets are valid during the call only. */
  void packet(byte[] bytes, int offset, int length);
}
