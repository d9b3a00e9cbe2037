// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.verifier;

/**
 * What a verifier saw in a capture.
 *
 * @param verifier who it is
 * @param ikeAuthOurs IKE_AUTH messages of ours that were decrypted down to identity and AUTH
 * @param ikeAuthTheirs the same of the peer
 * @param ikeWrong encrypted IKE messages with a key whose checksum or content is wrong
 * @param ikeWithoutKey encrypted IKE messages for which there is no key
 * @param espOursRight ESP packets of ours whose ICV is right
 * @param espTheirsRight the same of the peer
 * @param espWrong ESP packets whose integrity check failed
 * @param espWithoutKey ESP packets that could not be verified
 */
public record Verdict(
    String verifier,
    int ikeAuthOurs,
    int ikeAuthTheirs,
    int ikeWrong,
    int ikeWithoutKey,
    int espOursRight,
    int espTheirsRight,
    int espWrong,
    int espWithoutKey) {
  /** Whether identity and AUTH of both sides were readable and nothing readable was wrong. */
  public boolean isIkeRight() {
    return ikeAuthOurs > 0 && ikeAuthTheirs > 0 && ikeWrong == 0;
  }

  /** Whether every ESP packet of both sides, at least one of each, has a right ICV. */
  public boolean isEspRight() {
    return espOursRight > 0 && espTheirsRight > 0 && espWrong == 0 && espWithoutKey == 0;
  }

  /** The counts of IKE in words. */
  public String ikeText() {
    return "%s: IKE_AUTH readable %d ours, %d theirs; wrong %d, without key %d"
        .formatted(verifier, ikeAuthOurs, ikeAuthTheirs, ikeWrong, ikeWithoutKey);
  }

  /** The counts of ESP in words. */
  public String espText() {
    return "%s: ICV right %d ours, %d theirs; wrong %d, not verified %d"
        .formatted(verifier, espOursRight, espTheirsRight, espWrong, espWithoutKey);
  }

  /** Adds up what was seen, packet by packet. */
  static final class Count {
    private int ikeAuthOurs;
    private int ikeAuthTheirs;
    private int ikeWrong;
    private int ikeWithoutKey;
    private int espOursRight;
    private int espTheirsRight;
    private int espWrong;
    private int espWithoutKey;

    void ikeAuth(boolean ours) {
      ikeAuthOurs += ours ? 1 : 0;
      ikeAuthTheirs += ours ? 0 : 1;
    }

    void ikeWrong() {
      ikeWrong++;
    }

    void ikeWithoutKey() {
      ikeWithoutKey++;
    }

    void espRight(boolean ours) {
      espOursRight += ours ? 1 : 0;
      espTheirsRight += ours ? 0 : 1;
    }

    void espWrong() {
      espWrong++;
    }

    void espWithoutKey() {
      espWithoutKey++;
    }

    Verdict verdict(String verifier) {
      return new Verdict(
          verifier,
          ikeAuthOurs,
          ikeAuthTheirs,
          ikeWrong,
          ikeWithoutKey,
          espOursRight,
          espTheirsRight,
          espWrong,
          espWithoutKey);
    }
  }
}
