package org.sallyport.engine;

import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.port.EnginePorts;

/**
 * The whole engine behind one door, sans-I/O: frames, packets, wishes and the time go in; frames,
 * packets and logs come out through {@link EnginePorts}. Not safe for use by two threads at once.
 * Time never goes backwards.
 */
public final class Engine {
  /** No deadline: {@link #poll} need not be called until something arrives. */
  public static final long NEVER_NS = Long.MAX_VALUE;

  /**
   * An engine in its first state; peers that are to be initiated are so at the first {@link #poll}.
   */
  public Engine(
      EngineConfig config, CryptoLibrary crypto, EntropySource entropy, EnginePorts ports) {
    throw new UnsupportedOperationException("the facade's shape is published before its inside");
  }

  /**
   * A frame from the outer side, Ethernet or bare IP as the link is configured. The octets are
   * worked upon in place.
   *
   * @return {@link DropReason#NONE} or why it was not acted upon, which is counted too
   */
  public DropReason receive(byte[] frame, int offset, int length, long nowNs) {
    throw new UnsupportedOperationException();
  }

  /** A plaintext IP packet from the inner side, to be handled by policy; see {@link #receive}. */
  public DropReason receiveInner(byte[] packet, int offset, int length, long nowNs) {
    throw new UnsupportedOperationException();
  }

  /**
   * Lets everything happen that is due: timers, batches, finished tasks. Returns how much was done.
   */
  public int poll(long nowNs) {
    throw new UnsupportedOperationException();
  }

  /** When {@link #poll} must be called next; {@link #NEVER_NS} for not at all. */
  public long nextDeadlineNs() {
    throw new UnsupportedOperationException();
  }

  /**
   * Opens an IKE SA with the peer of this name; false when there is no such peer, or no task for
   * it.
   */
  public boolean initiate(String peerName, long nowNs) {
    throw new UnsupportedOperationException();
  }

  /** Closes every IKE SA with the peer; false when there is none. */
  public boolean close(String peerName, long nowNs) {
    throw new UnsupportedOperationException();
  }

  /** Closes every Child SA of this name; false when there is none. */
  public boolean closeChild(String peerName, String childName, long nowNs) {
    throw new UnsupportedOperationException();
  }

  /** What the engine is doing. */
  public EngineStatus status() {
    throw new UnsupportedOperationException();
  }
}
