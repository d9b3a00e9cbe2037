package org.sallyport.engine.ike;

import java.util.Arrays;
import org.sallyport.engine.crypto.ConstantTime;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.Prf;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;

/**
 * Cookies without state for each initiator (RFC 7296 §2.6): {@code version | prf(secret, Ni | IPi |
 * port | SPIi)}. The secret changes with time; the one before is still taken, so that a cookie
 * lives at least one period.
 */
final class Cookies {
  private static final int SECRET_LENGTH = 32;

  private final Prf prf;
  private final EntropySource entropy;
  private final long periodNs;
  private final byte[] current = new byte[SECRET_LENGTH];
  private final byte[] previous = new byte[SECRET_LENGTH];
  private int version;
  private long renewalNs = Long.MIN_VALUE;

  Cookies(Prf prf, EntropySource entropy, long periodNs) {
    this.prf = prf;
    this.entropy = entropy;
    this.periodNs = periodNs;
    entropy.fill(current, 0, SECRET_LENGTH);
  }

  /** The cookie for an initiator. */
  OctetString make(OctetString nonce, Endpoint initiator, long initiatorSpi, long nowNs) {
    renew(nowNs);
    return OctetString.of(cookie(version, current, nonce, initiator, initiatorSpi));
  }

  /** Whether the cookie is one that we made for this initiator not too long ago. */
  boolean isValid(
      OctetString cookie, OctetString nonce, Endpoint initiator, long initiatorSpi, long nowNs) {
    renew(nowNs);
    byte[] stated = cookie.toArray();
    boolean ofCurrent =
        ConstantTime.equal(stated, cookie(version, current, nonce, initiator, initiatorSpi));
    boolean ofPrevious =
        ConstantTime.equal(stated, cookie(version - 1, previous, nonce, initiator, initiatorSpi));
    return ofCurrent || (version > 0 && ofPrevious);
  }

  private void renew(long nowNs) {
    if (renewalNs == Long.MIN_VALUE) {
      renewalNs = nowNs + periodNs;
    }
    if (nowNs < renewalNs) {
      return;
    }
    System.arraycopy(current, 0, previous, 0, SECRET_LENGTH);
    entropy.fill(current, 0, SECRET_LENGTH);
    version++;
    if (nowNs >= renewalNs + periodNs) {
      entropy.fill(previous, 0, SECRET_LENGTH);
    }
    renewalNs = nowNs + periodNs;
  }

  private byte[] cookie(
      int secretVersion, byte[] secret, OctetString nonce, Endpoint initiator, long initiatorSpi) {
    byte[] rest = new byte[10];
    Octets.put16(rest, 0, initiator.port());
    Octets.put64(rest, 2, initiatorSpi);
    byte[] mac = prf.prf(secret, nonce.toArray(), initiator.address().toOctets().toArray(), rest);
    byte[] cookie = new byte[1 + mac.length];
    cookie[0] = (byte) secretVersion;
    System.arraycopy(mac, 0, cookie, 1, mac.length);
    Arrays.fill(mac, (byte) 0);
    return cookie;
  }
}
