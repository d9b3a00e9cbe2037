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
    return List.of(
        Trial.of(11, RequestTrials::otherMajorVersion),
        Trial.of(15, RequestTrials::floodOfStrangers),
        Trial.of(18, RequestTrials::groupThatCame),
        Trial.of(19, RequestTrials::proposalOfTheSecondPeer));
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

  private static void floodOfStrangers(Observations seen) throws Exception {
    SimulatedPair pair = new SimulatedPair(ConfigText.LEFT, ConfigText.RIGHT);
    EngineConfig target = ConfigText.RIGHT.engine();
    Stranger stranger = pair.stranger("192.0.2.9");
    int count = 1000;
    for (int version : List.of(0x20, 0x30)) {
      int before = stranger.heard().size();
      for (int i = 0; i < count; i++) {
        stranger.send(target, Endpoint.IKE_PORT, Endpoint.IKE_PORT, header(version, 34));
      }
      pair.pass(SECOND_NS / 2);
      int answers = stranger.heard().size() - before;
      seen.that("some of " + count + " are answered", answers > 0, () -> answers);
      seen.that("few of " + count + " are answered", answers <= 64, () -> answers);
      pair.pass(10 * SECOND_NS);
    }
    pair.open();
    seen.same("IKE SAs afterwards", 1L, SimulatedPair.established(pair.right()));
  }

  private static void groupThatCame(Observations seen) throws Exception {
    String own = "ike_proposals = [\"aes128gcm16-prfsha256-x25519\"]";
    String x25519 = "aes128gcm16-prfsha256-x25519";
    String ecp256 = "aes128gcm16-prfsha256-ecp256";
    String both = "ike_proposals = [\"%s\", \"%s\"]";
    SimulatedPair pair =
        new SimulatedPair(
            ConfigText.LEFT.with(own, both.formatted(x25519, ecp256)),
            ConfigText.RIGHT.with(own, both.formatted(ecp256, x25519)));
    pair.open();
    seen.same("IKE SAs", 1L, SimulatedPair.established(pair.right()));
    seen.same(
        "the proposal", x25519, pair.right().engine().status().ikeSas().getFirst().proposal());
    seen.same(
        "demands of another group",
        0L,
        pair.right().engine().status().events("RcvInitRequestOtherGroup"));
  }

  private static void proposalOfTheSecondPeer(Observations seen) throws Exception {
    String first =
        """
        [[peer]]
        name = "elsewhere"
        remote_address = "any"
        local_id = "right.test"
        remote_id = "elsewhere.test"
        psk = "the secret of another pair in the field"
        ike_proposals = ["aes256-sha256-ecp256"]
        [[peer.child]]
        name = "lan"
        local_ts = ["10.2.0.0/24"]
        remote_ts = ["10.9.0.0/24"]

        [[peer]]
        name = "left"
        """;
    SimulatedPair pair =
        new SimulatedPair(
            ConfigText.LEFT,
            ConfigText.RIGHT
                .with("[[peer]]\nname = \"left\"\n", first)
                .with("remote_address = \"192.0.2.1\"", "remote_address = \"any\""));
    pair.open();
    seen.same("IKE SAs", 1L, SimulatedPair.established(pair.right()));
    seen.same("the peer", "left", pair.right().engine().status().ikeSas().getFirst().peer());
  }
}
