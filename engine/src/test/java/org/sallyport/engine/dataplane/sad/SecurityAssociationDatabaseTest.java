// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.sad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.sallyport.engine.config.HeaderPolicy;
import org.sallyport.engine.config.PolicyConfig;
import org.sallyport.engine.dataplane.spd.SecurityPolicy;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.wire.IpAddress;

final class SecurityAssociationDatabaseTest {
  private static final class Plain extends SecurityAssociation {
    int destroyed;

    @Override
    public int inboundSpi() {
      return spi();
    }

    Plain(int spi) {
      super(
          spi,
          new AssociationParameters(
              SecurityPolicy.of(
                  new PolicyConfig(
                      PolicyConfig.Action.BYPASS,
                      TrafficSelectors.everything(true),
                      TrafficSelectors.everything(true))),
              Mode.TUNNEL,
              List.of(),
              List.of(),
              IpAddress.ANY_IPV4,
              IpAddress.ANY_IPV4,
              null,
              Lifetime.UNLIMITED,
              HeaderPolicy.DEFAULT,
              0),
          spi,
          TraceSink.NONE);
    }

    @Override
    protected void destroyKeys() {
      destroyed++;
    }
  }

  /** SPIs of few homes in a small table, so that probing and closing of gaps are used. */
  @Property
  void behavesLikeAMap(
      @ForAll @Size(max = 80) List<@IntRange(min = 0, max = 59) Integer> steps,
      @ForAll @IntRange(min = 0, max = 10_000) int first) {
    SecurityAssociationDatabase<Plain> database = new SecurityAssociationDatabase<>(12);
    Map<Integer, Plain> model = new HashMap<>();
    for (int step : steps) {
      int spi = spi(first, step / 3);
      if (step % 3 == 0) {
        assertSame(model.remove(spi), database.remove(spi));
      } else {
        Plain association = new Plain(spi);
        boolean fits = model.size() < 12 && !model.containsKey(spi);
        assertEquals(fits, database.add(association));
        if (fits) {
          model.put(spi, association);
        }
      }
      assertEquals(model.size(), database.size());
      for (int candidate = 0; candidate < 20; candidate++) {
        int candidateSpi = spi(first, candidate);
        assertSame(model.get(candidateSpi), database.bySpi(candidateSpi));
      }
    }
  }

  /** One of 20 SPIs, of which every fifth has the same home. */
  private static int spi(int first, int index) {
    return 256 + first + index % 5 + index / 5 * 0x0100_0000;
  }

  /** An entry behind a gap moves into it only if it was displaced past it. */
  @Example
  void whatLiesAtHomeStaysThere() {
    for (int first = 256; first < 320; first++) {
      for (int second = 256; second < 320; second++) {
        SecurityAssociationDatabase<Plain> database = new SecurityAssociationDatabase<>(12);
        Plain stays = new Plain(second);
        if (first != second) {
          database.add(new Plain(first));
          database.add(stays);
          database.remove(first);
          assertSame(stays, database.bySpi(second));
        }
      }
    }
  }

  @Example
  void theBoundIsABound() {
    SecurityAssociationDatabase<Plain> database = new SecurityAssociationDatabase<>(1);
    assertTrue(database.add(new Plain(-1)));
    assertEquals(false, database.add(new Plain(1000)));
    assertNull(database.bySpi(1000));
    assertThrows(IllegalArgumentException.class, () -> new SecurityAssociationDatabase<Plain>(0));
    int most = 1 << 20;
    assertEquals(most, new SecurityAssociationDatabase<Plain>(most).capacity());
    assertThrows(
        IllegalArgumentException.class, () -> new SecurityAssociationDatabase<Plain>(most + 1));
    assertThrows(IllegalArgumentException.class, () -> new Plain(255));
  }

  /** RFC 7296 §2.23: addresses move together or not at all. */
  @Example
  void anAssociationMovesWithinAFamily() {
    Plain association = new Plain(256);
    IpAddress ipv4 = IpAddress.ofIpv4(0xC000_0201);
    IpAddress other = IpAddress.ofIpv4(0xC000_0202);
    association.moveTo(ipv4, other, new Encapsulation(4500, 4501));
    assertSame(ipv4, association.localAddress());
    assertSame(other, association.peerAddress());
    assertEquals(new Encapsulation(4500, 4501), association.encapsulation());
    assertThrows(
        IllegalArgumentException.class, () -> association.moveTo(ipv4, IpAddress.ANY_IPV6, null));
    assertSame(other, association.peerAddress());
    assertEquals("esp 100 TUNNEL 192.0.2.1 to 192.0.2.2", association.toString());
  }

  @Example
  void encapsulationIsBetweenPorts() {
    assertEquals(65535, new Encapsulation(1, 65535).remotePort());
    int[][] wrong = {{0, 1}, {1, 0}, {65536, 1}, {1, 65536}, {-1, 1}, {1, -1}};
    for (int[] ports : wrong) {
      assertThrows(IllegalArgumentException.class, () -> new Encapsulation(ports[0], ports[1]));
    }
  }

  @Example
  void keysDieOnce() {
    Plain association = new Plain(256);
    association.destroy();
    association.destroy();
    assertEquals(1, association.destroyed);
  }
}
