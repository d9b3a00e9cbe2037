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

  /** SPIs that collide in a small table, so that probing and closing of gaps are used. */
  @Property
  void behavesLikeAMap(@ForAll @Size(max = 80) List<@IntRange(min = 0, max = 59) Integer> steps) {
    SecurityAssociationDatabase<Plain> database = new SecurityAssociationDatabase<>(12);
    Map<Integer, Plain> model = new HashMap<>();
    for (int step : steps) {
      int spi = 256 + step / 3 * 0x0100_0000;
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
        int candidateSpi = 256 + candidate * 0x0100_0000;
        assertSame(model.get(candidateSpi), database.bySpi(candidateSpi));
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
    assertThrows(IllegalArgumentException.class, () -> new Plain(255));
  }

  @Example
  void keysDieOnce() {
    Plain association = new Plain(256);
    association.destroy();
    association.destroy();
    assertEquals(1, association.destroyed);
  }
}
