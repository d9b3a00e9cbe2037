// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

/** The exchange types of IKEv2 (RFC 7296 §3.1 and the IANA registry "IKEv2 Exchange Types"). */
public enum ExchangeType {
  /** RFC 7296 §1.2. */
  IKE_SA_INIT(34),
  /** RFC 7296 §1.2. */
  IKE_AUTH(35),
  /** RFC 7296 §1.3. */
  CREATE_CHILD_SA(36),
  /** RFC 7296 §1.4. */
  INFORMATIONAL(37),
  /** RFC 5723 §4.3. */
  IKE_SESSION_RESUME(38),
  /** RFC 9838, group key management; recognised, not served. */
  GSA_AUTH(39),
  /** RFC 9838, group key management; recognised, not served. */
  GSA_REGISTRATION(40),
  /** RFC 9838, group key management; recognised, not served. */
  GSA_REKEY(41),
  /** RFC 9242 §3. */
  IKE_INTERMEDIATE(43),
  /** RFC 9370 §2.2.4. */
  IKE_FOLLOWUP_KE(44),
  /** Any other number. */
  UNKNOWN(-1);

  private final int number;

  ExchangeType(int number) {
    this.number = number;
  }

  /** The exchange type of a header's octet. */
  public static ExchangeType of(int number) {
    return switch (number) {
      case 34 -> IKE_SA_INIT;
      case 35 -> IKE_AUTH;
      case 36 -> CREATE_CHILD_SA;
      case 37 -> INFORMATIONAL;
      case 38 -> IKE_SESSION_RESUME;
      case 39 -> GSA_AUTH;
      case 40 -> GSA_REGISTRATION;
      case 41 -> GSA_REKEY;
      case 43 -> IKE_INTERMEDIATE;
      case 44 -> IKE_FOLLOWUP_KE;
      default -> UNKNOWN;
    };
  }

  /** The number on the wire; -1 for {@link #UNKNOWN}. */
  public int number() {
    return number;
  }
}
