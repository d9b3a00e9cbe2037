// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A log reads as it was written, and whatever else is said to be damaged. */
class RunLogTest {
  @Property(tries = 200)
  void readsAsItWasWritten(
      @ForAll @Size(max = 20) List<RunEntry> entries, @ForAll byte[] content, @ForAll long timeNs) {
    RunLog log = new RunLog();
    for (RunEntry entry : entries) {
      log.append(entry, timeNs, content, 0, content.length);
    }
    RunLog.Reader reader = RunLog.read(log.toArray());
    assertNotNull(reader);
    for (RunEntry entry : entries) {
      assertEquals(entry, reader.entry());
      assertEquals(timeNs, reader.timeNs());
      assertArrayEquals(content, reader.content());
      reader.next();
    }
    assertNull(reader.entry());
    assertFalse(reader.isDamaged());
    assertEquals(entries.size(), reader.index());
  }

  @Test
  void whatIsCutShortIsDamaged() {
    RunLog log = new RunLog();
    log.append(RunEntry.POLL, 1, new byte[0], 0, 0);
    int whole = log.toArray().length;
    log.append(RunEntry.RECEIVE, 2, new byte[9], 0, 9);
    byte[] octets = log.toArray();
    for (int end = 8; end < octets.length; end++) {
      RunLog.Reader reader = RunLog.read(Arrays.copyOf(octets, end));
      assertNotNull(reader);
      while (reader.entry() != null) {
        reader.next();
      }
      assertEquals(end != 8 && end != whole, reader.isDamaged(), "cut at " + end);
    }
  }

  @Test
  void whatIsNoLogIsNotRead() {
    assertNull(RunLog.read(new byte[0]));
    assertNull(RunLog.read(new byte[100]));
    byte[] octets = new RunLog().toArray();
    octets[octets.length - 1]++;
    assertNull(RunLog.read(octets));
  }

  @Test
  void lengthsAndCodesThatCannotBeAreDamage() {
    for (int place : new int[] {8, 8 + 12, 8 + 15}) {
      RunLog log = new RunLog();
      log.append(RunEntry.POLL, 1, new byte[0], 0, 0);
      byte[] octets = log.toArray();
      octets[place] = (byte) 0xFF;
      RunLog.Reader reader = RunLog.read(octets);
      assertNotNull(reader);
      assertNull(reader.entry());
      assertTrue(reader.isDamaged(), "octet " + place);
    }
  }
}
