// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.port;

import org.sallyport.engine.frame.Frame;

/**
 * Is told every call into the engine before it is acted upon, so that a run can be given to another
 * engine again. Reads of the engine's state are no calls.
 */
public interface CallLog {
  /** Logs nothing: the default. */
  CallLog NONE =
      new CallLog() {
        @Override
        public void receive(Frame frame, long nowNs) {}

        @Override
        public void receiveInner(Frame frame, long nowNs) {}

        @Override
        public void poll(long nowNs) {}

        @Override
        public void initiate(String peer, long nowNs) {}

        @Override
        public void close(String peer, long nowNs) {}

        @Override
        public void closeChild(String peer, String child, long nowNs) {}

        @Override
        public void shutDown(long nowNs) {}
      };

  /** A frame from the outer side; its octets are valid during the call only. */
  void receive(Frame frame, long nowNs);

  /** A frame or packet from the inner side; its octets are valid during the call only. */
  void receiveInner(Frame frame, long nowNs);

  /** The engine was polled. */
  void poll(long nowNs);

  /** The operator wants an IKE SA with the peer. */
  void initiate(String peer, long nowNs);

  /** The operator wants no IKE SA with the peer any more. */
  void close(String peer, long nowNs);

  /** The operator wants no Child SA of this name with the peer any more. */
  void closeChild(String peer, String child, long nowNs);

  /** The operator wants nothing with any peer any more. */
  void shutDown(long nowNs);
}
