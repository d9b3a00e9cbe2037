// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop;

/**
 * How a check of a cell ended.
 *
 * @param check which
 * @param outcome how
 * @param detail what was observed
 * @param seconds how long it took
 */
public record CheckResult(Check check, Outcome outcome, String detail, double seconds) {
  /** The checks, in the order in which they run. */
  public enum Check {
    /** Both sides start and wait for handshakes. */
    START("start", "both sides run"),
    /** With a wrong secret both sides say AUTHENTICATION_FAILED and have nothing. */
    WRONG_SECRET("wrong PSK", "AUTHENTICATION_FAILED on both sides, no SA"),
    /** With the right one both have one IKE SA and one Child SA. */
    ESTABLISHED("establish", "one IKE SA and one Child SA on both sides"),
    /** Every ping in both directions is answered. */
    PING("ping", "every ping answered"),
    /** Pings of every size up to what is sent in fragments are answered. */
    SIZES("sizes", "pings of 64 to 4000 octets answered"),
    /** 1 MiB over TCP in both directions arrives unchanged. */
    TRANSFER("TCP 1 MiB", "1 MiB unchanged in both directions"),
    /**
     * Every page of the machine's web server arrives as it is in the image, and the status page.
     */
    PAGES("pages", "every page as it is in the image"),
    /** A browser shows the status page. */
    BROWSER("browser", "Chromium shows the status page"),
    /** Our side deletes the IKE SA, and both have nothing. */
    DELETE_BY_ENGINE("our delete", "nothing left on both sides"),
    /** The other side deletes the Child SA and then the IKE SA of a new session. */
    DELETE_BY_PEER("their delete", "nothing left on both sides"),
    /** Our process is told to end (SIGTERM) and closes every SA; the peer has nothing then. */
    SHUTDOWN("our exit", "the peer has nothing left"),
    /** An independent verifier decrypts IKEv2 with our keys. */
    IKE_VERIFIED("IKE verified", "every IKE message decrypted"),
    /** An independent verifier finds every ICV right. */
    ESP_VERIFIED("ICV verified", "every ICV right");

    private final String title;
    private final String expectation;

    Check(String title, String expectation) {
      this.title = title;
      this.expectation = expectation;
    }

    /** Its name for people. */
    public String title() {
      return title;
    }

    /** What has to be observed. */
    public String expectation() {
      return expectation;
    }
  }

  /** How it ended. */
  public enum Outcome {
    /** As it must. */
    PASS,
    /** Otherwise. */
    FAIL,
    /** It was not tried, because what it builds upon failed. */
    NOT_RUN
  }
}
