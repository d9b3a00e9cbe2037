// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.sallyport.engine.table.IkePayloadNumbers;

/** The payload types of IKEv2 (RFC 7296 §3.2 and the IANA registry "IKEv2 Payload Types"). */
public enum PayloadType {
  /** No next payload. */
  NONE(0, "None"),
  /** Security Association, RFC 7296 §3.3. */
  SECURITY_ASSOCIATION(IkePayloadNumbers.SA, "SA"),
  /** Key Exchange, RFC 7296 §3.4. */
  KEY_EXCHANGE(IkePayloadNumbers.KE, "KE"),
  /** Identification of the initiator, RFC 7296 §3.5. */
  IDENTIFICATION_INITIATOR(IkePayloadNumbers.IDI, "IDi"),
  /** Identification of the responder, RFC 7296 §3.5. */
  IDENTIFICATION_RESPONDER(IkePayloadNumbers.IDR, "IDr"),
  /** Certificate, RFC 7296 §3.6. */
  CERTIFICATE(IkePayloadNumbers.CERT, "CERT"),
  /** Certificate Request, RFC 7296 §3.7. */
  CERTIFICATE_REQUEST(IkePayloadNumbers.CERTREQ, "CERTREQ"),
  /** Authentication, RFC 7296 §3.8. */
  AUTHENTICATION(IkePayloadNumbers.AUTH, "AUTH"),
  /** Nonce, RFC 7296 §3.9. */
  NONCE(IkePayloadNumbers.NONCE, "Nonce"),
  /** Notify, RFC 7296 §3.10. */
  NOTIFY(IkePayloadNumbers.N, "N"),
  /** Delete, RFC 7296 §3.11. */
  DELETE(IkePayloadNumbers.D, "D"),
  /** Vendor ID, RFC 7296 §3.12. */
  VENDOR_ID(IkePayloadNumbers.V, "V"),
  /** Traffic Selectors of the initiator, RFC 7296 §3.13. */
  TRAFFIC_SELECTORS_INITIATOR(IkePayloadNumbers.TSI, "TSi"),
  /** Traffic Selectors of the responder, RFC 7296 §3.13. */
  TRAFFIC_SELECTORS_RESPONDER(IkePayloadNumbers.TSR, "TSr"),
  /** Encrypted and Authenticated, RFC 7296 §3.14. */
  ENCRYPTED(IkePayloadNumbers.SK, "SK"),
  /** Configuration, RFC 7296 §3.15. */
  CONFIGURATION(IkePayloadNumbers.CP, "CP"),
  /** Extensible Authentication, RFC 7296 §3.16. */
  EAP(IkePayloadNumbers.EAP, "EAP"),
  /** Encrypted and Authenticated Fragment, RFC 7383 §2.5. */
  ENCRYPTED_FRAGMENT(IkePayloadNumbers.SKF, "SKF"),
  /** Any other number. */
  UNKNOWN(-1, "unknown");

  private static final PayloadType[] BY_NUMBER = new PayloadType[256];

  static {
    for (int number = 0; number < BY_NUMBER.length; number++) {
      BY_NUMBER[number] = UNKNOWN;
    }
    for (PayloadType type : values()) {
      if (type != UNKNOWN) {
        BY_NUMBER[type.number] = type;
      }
    }
  }

  private final int number;
  private final String notation;

  PayloadType(int number, String notation) {
    this.number = number;
    this.notation = notation;
  }

  /** The type of a "next payload" octet. */
  public static PayloadType of(int number) {
    return BY_NUMBER[number & 0xFF];
  }

  /** The number on the wire; -1 for {@link #UNKNOWN}. */
  public int number() {
    return number;
  }

  /** The notation of RFC 7296 §1.2: "SA", "KE", "IDi" … */
  public String notation() {
    return notation;
  }
}
