// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.init;

import java.util.Arrays;
import org.sallyport.engine.crypto.ConstantTime;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.Prf;
import org.sallyport.engine.table.CookiesActions;
import org.sallyport.engine.table.CookiesEvent;
import org.sallyport.engine.table.CookiesState;
import org.sallyport.engine.table.CookiesTable;
import org.sallyport.engine.table.CookiesUseDecision;
import org.sallyport.engine.table.CookiesVerificationDecision;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;

/**
 * Cookies without state for each initiator (RFC 7296 §2.6): {@code version | prf(secret, Ni | IPi |
 * port | SPIi)}. When a secret changes and whose cookies are taken, the machine {@code Cookies}
 * says: a cookie lives at least one period and less than two.
 */
public final class Cookies implements CookiesActions<Cookies.Use>, CookiesUseDecision.Facts {
  private static final int SECRET_LENGTH = 32;

  private final Prf prf;
  private final EntropySource entropy;
  private final long periodNs;
  private final TraceSink trace;
  private final byte[] current = new byte[SECRET_LENGTH];
  private final byte[] previous = new byte[SECRET_LENGTH];
  private CookiesState state = CookiesState.UNUSED;
  private int version;
  private long periodStartNs;
  private long ageNs;

  /** No secret is drawn before the first use. */
  public Cookies(Prf prf, EntropySource entropy, long periodNs, TraceSink trace) {
    this.prf = prf;
    this.entropy = entropy;
    this.periodNs = periodNs;
    this.trace = trace;
  }

  /** A firing: the time, and whether it accepts the cookie. */
  public static final class Use {
    private final long nowNs;
    private boolean accepted;

    private Use(long nowNs) {
      this.nowNs = nowNs;
    }
  }

  /** The cookie for an initiator. */
  public OctetString make(OctetString nonce, Endpoint initiator, long initiatorSpi, long nowNs) {
    use(new Use(nowNs));
    return OctetString.of(cookie(version, current, nonce, initiator, initiatorSpi));
  }

  /** Whether the cookie is one that we made for this initiator not too long ago. */
  public boolean isValid(
      OctetString cookie, OctetString nonce, Endpoint initiator, long initiatorSpi, long nowNs) {
    Use use = new Use(nowNs);
    use(use);
    byte[] stated = cookie.toArray();
    long known =
        CookiesVerificationDecision.ask(
            new CookiesVerificationDecision.Facts() {
              @Override
              public boolean matchesCurrent() {
                return ConstantTime.equal(
                    stated, cookie(version, current, nonce, initiator, initiatorSpi));
              }

              @Override
              public boolean matchesPrevious() {
                return ConstantTime.equal(
                    stated, cookie(version - 1, previous, nonce, initiator, initiatorSpi));
              }
            });
    fire(use, CookiesVerificationDecision.event(known), known);
    return use.accepted;
  }

  private void use(Use use) {
    ageNs = use.nowNs - periodStartNs;
    long known = CookiesUseDecision.ask(this);
    fire(use, CookiesUseDecision.event(known), known);
  }

  /** The one way in which the machine moves. */
  private void fire(Use use, CookiesEvent event, long known) {
    CookiesState before = state;
    int row = CookiesTable.row(before, event);
    CookiesActions.perform(row, this, use);
    state = CookiesTable.next(row);
    trace.transition("Cookies", 0, before, event, state, known, use.nowNs);
  }

  // ---- facts

  @Override
  public boolean periodOver() {
    return ageNs >= periodNs;
  }

  @Override
  public boolean nextPeriodOver() {
    return ageNs - periodNs >= periodNs;
  }

  // ---- actions

  @Override
  public void keepSecrets(Use use) {}

  @Override
  public void keepAsPrevious(Use use) {
    System.arraycopy(current, 0, previous, 0, SECRET_LENGTH);
    periodStartNs += periodNs;
  }

  @Override
  public void forgetPrevious(Use use) {
    Arrays.fill(previous, (byte) 0);
  }

  @Override
  public void startPeriod(Use use) {
    periodStartNs = use.nowNs;
  }

  @Override
  public void drawSecret(Use use) {
    entropy.fill(current, 0, SECRET_LENGTH);
    version++;
  }

  @Override
  public void acceptCookie(Use use) {
    use.accepted = true;
  }

  @Override
  public void refuseCookie(Use use) {
    use.accepted = false;
  }

  private byte[] cookie(
      int secretVersion, byte[] secret, OctetString nonce, Endpoint initiator, long initiatorSpi) {
    // R7296-2.6-3
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
