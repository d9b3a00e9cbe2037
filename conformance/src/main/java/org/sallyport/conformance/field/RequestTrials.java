// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import static org.sallyport.conformance.field.SimulatedPair.SECOND_NS;

import java.nio.ByteBuffer;
import java.util.List;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.wire.Endpoint;

/** Requests that are authentic, and such that are not. */
final class RequestTrials {
  private static final int HEADER_BYTES = 28;
  private static final int EXCHANGE_AT = 18;
  private static final int NOTIFY_BYTES = 8;
  private static final int INVALID_MAJOR_VERSION = 5;

  private RequestTrials() {}

  static List<Trial> all() {
    return List.of(Trial.of(11, RequestTrials::otherMajorVersion));
  }

  /** An IKE header and nothing behind it. */
  private static byte[] header(int version, int exchange) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.putLong(0x1122_3344_5566_7700L + exchange).putLong(0);
    header.put((byte) 0).put((byte) version).put((byte) exchange).put((byte) 0x08);
    header.putInt(0).putInt(HEADER_BYTES);
    return header.array();
  }

  private static void otherMajorVersion(Observations seen) throws Exception {
    SimulatedPair pair = new SimulatedPair(ConfigText.LEFT, ConfigText.RIGHT);
    EngineConfig target = ConfigText.RIGHT.engine();
    Stranger stranger = pair.stranger("192.0.2.9");
    List<Integer> exchanges = List.of(34, 35, 36, 37, 43, 240);
    for (int exchange : exchanges) {
      stranger.send(target, Endpoint.IKE_PORT, Endpoint.IKE_PORT, header(0x30, exchange));
      pair.pass(2 * SECOND_NS);
    }
    seen.same("the number of answers", exchanges.size(), stranger.heard().size());
    for (int i = 0; i < stranger.heard().size(); i++) {
      byte[] answer = stranger.heard().get(i).payload();
      seen.same("octets of an answer", HEADER_BYTES + NOTIFY_BYTES, answer.length);
      seen.same("the exchange type", exchanges.get(i), answer[EXCHANGE_AT] & 0xFF);
      seen.same(
          "the notification", INVALID_MAJOR_VERSION, (int) answer[HEADER_BYTES + NOTIFY_BYTES - 1]);
    }
  }
}
