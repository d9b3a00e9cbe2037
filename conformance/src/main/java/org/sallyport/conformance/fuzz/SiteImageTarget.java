// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.sallyport.engine.bootimage.DecodedSite;
import org.sallyport.engine.bootimage.SiteImage;
import org.sallyport.engine.bootimage.SiteRefusal;
import org.sallyport.engine.wire.Octets;

/**
 * The site image of the bare machine, as it is and with a header made right, so that what lies
 * behind the check value is reached. Laws: nothing throws; a refusal has words and lies within the
 * image; what was decoded is encoded again alike.
 */
public final class SiteImageTarget {
  private static final int MARGIN = 8;
  private static final int LENGTH_AT = 8;
  private static final int CHECK_AT = 12;
  private static final int HEADER_BYTES = 16;

  private SiteImageTarget() {}

  /** For Jazzer and for the corpus. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    check(bytes);
    if (bytes.length >= HEADER_BYTES) {
      byte[] mended = bytes.clone();
      Octets.put32(mended, LENGTH_AT, mended.length);
      CRC32 check = new CRC32();
      check.update(mended, HEADER_BYTES, mended.length - HEADER_BYTES);
      Octets.put32(mended, CHECK_AT, check.getValue());
      check(mended);
    }
  }

  private static void check(byte[] bytes) {
    byte[] guarded = new byte[bytes.length + 2 * MARGIN];
    System.arraycopy(bytes, 0, guarded, MARGIN, bytes.length);
    DecodedSite decoded = SiteImage.decode(guarded, MARGIN, bytes.length);
    switch (decoded) {
      case SiteRefusal refusal ->
          FuzzTarget.require(
              !refusal.text().isBlank()
                  && refusal.offset() >= 0
                  && refusal.offset() <= bytes.length,
              "a refusal has words, and lies within the image");
      case SiteImage site -> {
        byte[] again = site.encode();
        FuzzTarget.require(
            SiteImage.decode(again, 0, again.length) instanceof SiteImage other
                && Arrays.equals(other.encode(), again),
            "encoded again, it is decoded alike");
      }
    }
  }
}
