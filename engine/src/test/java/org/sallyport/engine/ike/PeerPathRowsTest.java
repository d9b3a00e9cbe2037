// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.ike.path.NatDetection;
import org.sallyport.engine.ike.path.PeerPath;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.wire.Endpoint;

/** Where requests of an IKE SA come from, in every state of its path (RFC 7296 §2.11, §2.23). */
final class PeerPathRowsTest {
  private static final NatDetection.Hashes NO_NAT = new NatDetection.Hashes(true, true, true);
  private static final NatDetection.Hashes PEER_NAT = new NatDetection.Hashes(true, false, true);
  private static final NatDetection.Hashes HOST_NAT = new NatDetection.Hashes(true, true, false);

  private static final Endpoint HOST = new Endpoint(IkePair.ADDRESS_B, 500);
  private static final Endpoint PEER = new Endpoint(IkePair.ADDRESS_A, 500);
  private static final Endpoint OTHER_HOST = new Endpoint(IkePair.address("192.0.2.99"), 500);
  private static final Endpoint OTHER_PEER = new Endpoint(IkePair.address("198.51.100.7"), 500);

  private final List<String> fired = new ArrayList<>();
  private PeerPath path = new PeerPath(NotedRows.sink());
  private int redirected;

  private final class Arrived implements PeerPath.Cause {
    private final Endpoint local;
    private final Endpoint remote;

    Arrived(Endpoint local, Endpoint remote) {
      this.local = local;
      this.remote = remote;
    }

    @Override
    public long nowNs() {
      return 0;
    }

    @Override
    public Incoming incoming() {
      return new Incoming(local, remote, new byte[28], 0, 28);
    }

    @Override
    public void redirectChildren() {
      redirected++;
    }
  }

  @BeforeEach
  void freshPath() {
    fired.clear();
    redirected = 0;
    path =
        new PeerPath(
            NotedRows.and((machine, id, state, event, next, known, now) ->
                fired.add(String.join(" ", state.specName(), event.specName(), next.specName()))));
  }

  /** Brings the path into a state; its port at the host is 4500 where the state's name says so. */
  private void enter(String state) {
    boolean isOnNatPort = state.equals("Movable") || state.equals("Fixed");
    int port = isOnNatPort ? Endpoint.NAT_TRAVERSAL_PORT : Endpoint.IKE_PORT;
    path.begin(1, false, HOST.withPort(port), PEER.withPort(port));
    NatDetection.Hashes hashes =
        switch (state) {
          case "Direct" -> NO_NAT;
          case "MovableOn500", "Movable" -> PEER_NAT;
          default -> HOST_NAT;
        };
    if (!state.equals("Detecting")) {
      path.detect(new Arrived(path.local(), path.remote()), hashes, false);
      assertEquals(state, fired.get(1).split(" ")[2]);
    }
    fired.clear();
  }

  private void arrive(Endpoint local, Endpoint remote, boolean fresh) {
    // R7296-2.11-1
    path.arrive(new Arrived(local, remote), fresh);
    assertEquals(local, path.answerFrom(), "the answer goes back");
    assertEquals(remote, path.answerTo(), "the answer goes back");
  }

  @ParameterizedTest
  @CsvSource({"Detecting", "Direct", "MovableOn500", "Movable", "FixedOn500", "Fixed"})
  void whatWasAnsweredBeforeOrComesOnThePathMovesNothing(String state) {
    // R7296-2.23-4
    enter(state);
    Endpoint local = path.local();
    Endpoint remote = path.remote();
    arrive(OTHER_HOST, OTHER_PEER, false);
    arrive(local, remote, true);
    assertEquals(List.of(state + " RcvRepeated " + state, state + " RcvSamePath " + state), fired);
    assertEquals(local, path.local());
    assertEquals(remote, path.remote());
    assertEquals(0, redirected);
  }

  /** Another address of the host is nothing that a NAT of the peer could bring about. */
  @ParameterizedTest
  @CsvSource({"Detecting", "Direct", "MovableOn500", "Movable", "FixedOn500", "Fixed"})
  void anotherAddressOfTheHostIsNotFollowed(String state) {
    enter(state);
    Endpoint before = path.remote();
    arrive(OTHER_HOST, OTHER_PEER, true);
    assertEquals(List.of(state + " RcvElsewhere " + state), fired);
    assertEquals(before, path.remote());
    assertEquals(0, redirected);
  }

  @ParameterizedTest
  @CsvSource({
    "Detecting, false",
    "Direct, false",
    "MovableOn500, true",
    "Movable, true",
    "FixedOn500, false",
    "Fixed, false"
  })
  void onlyAPeerBehindANatIsFollowed(String state, boolean follows) {
    // R7296-2.23-2, R7296-2.23-3
    enter(state);
    Endpoint moved = OTHER_PEER.withPort(40_001);
    Endpoint before = path.remote();
    arrive(path.local(), moved, true);
    assertEquals(List.of(state + " RcvRebound " + state), fired);
    assertEquals(follows ? moved : before, path.remote());
    assertEquals(follows ? 1 : 0, redirected);
  }

  /** The change to port 4500 is the initiator's; from elsewhere only its NAT's. */
  @ParameterizedTest
  @CsvSource({
    "Detecting, Detecting, Detecting",
    "Direct, Direct, Direct",
    "MovableOn500, Movable, Movable",
    "FixedOn500, Fixed, FixedOn500"
  })
  void theInitiatorChangesToPort4500(String state, String sameAddress, String otherAddress) {
    // R7296-2.23-1
    Endpoint at = HOST.withPort(Endpoint.NAT_TRAVERSAL_PORT);
    enter(state);
    arrive(at, PEER.withPort(Endpoint.NAT_TRAVERSAL_PORT), true);
    assertEquals(List.of(state + " RcvOnNatPort " + sameAddress), fired);
    boolean isFollowed = !state.equals("Detecting");
    assertEquals(isFollowed ? 4500 : 500, path.local().port());
    assertEquals(!sameAddress.equals(state), path.udpEncapsulation());
    freshPath();
    enter(state);
    arrive(at, OTHER_PEER, true);
    assertEquals(List.of(state + " RcvOnNatPortFromElsewhere " + otherAddress), fired);
    assertEquals(otherAddress.equals("Movable") ? OTHER_PEER : PEER, path.remote());
  }

  @ParameterizedTest
  @CsvSource({"Movable", "Fixed"})
  void nobodyGoesBackToPort500(String state) {
    enter(state);
    arrive(HOST, PEER, true);
    assertEquals(List.of(state + " RcvElsewhere " + state), fired);
    assertEquals(4500, path.local().port());
  }

  @Test
  void initiatorThatBeginsAtPort4500StaysThere() {
    Endpoint local = HOST.withPort(Endpoint.NAT_TRAVERSAL_PORT);
    Endpoint remote = PEER.withPort(Endpoint.NAT_TRAVERSAL_PORT);
    path.begin(1, true, local, remote);
    path.detect(new Arrived(local, remote), NO_NAT, false);
    assertEquals(
        List.of("Detecting FoundNoNat Direct", "Direct OnNatPort Direct"), List.copyOf(fired));
    assertFalse(path.udpEncapsulation());
    assertEquals(local, path.local());
  }

  /** RFC 7296 §2.23: a peer that sends no hashes does not traverse NATs, whatever is between. */
  @Test
  void withoutHashesNoNatIsFound() {
    path.begin(1, true, HOST, PEER);
    path.detect(new Arrived(HOST, PEER), new NatDetection.Hashes(false, false, false), true);
    assertEquals(
        List.of("Detecting FoundNoNat Direct", "Direct HostChanges Direct"), List.copyOf(fired));
    assertFalse(path.udpEncapsulation());
    assertEquals(HOST, path.local());
  }

  @Test
  void nothingOfAnIkeSaIsLeftForTheNextOne() {
    enter("Movable");
    arrive(path.local(), OTHER_PEER.withPort(40_001), true);
    assertTrue(path.udpEncapsulation());
    path.reset();
    PeerPath fresh = new PeerPath(NotedRows.sink());
    assertEquals(fresh.local(), path.local());
    assertEquals(fresh.remote(), path.remote());
    assertEquals(fresh.answerFrom(), path.answerFrom());
    assertEquals(fresh.answerTo(), path.answerTo());
    assertFalse(path.udpEncapsulation());
  }
}
