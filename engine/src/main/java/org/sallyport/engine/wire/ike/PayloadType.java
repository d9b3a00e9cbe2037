package org.sallyport.engine.wire.ike;

/** The payload types of IKEv2 (RFC 7296 §3.2 and the IANA registry "IKEv2 Payload Types"). */
public enum PayloadType {
  /** No next payload. */
  NONE(0, "None"),
  /** Security Association, RFC 7296 §3.3. */
  SECURITY_ASSOCIATION(33, "SA"),
  /** Key Exchange, RFC 7296 §3.4. */
  KEY_EXCHANGE(34, "KE"),
  /** Identification of the initiator, RFC 7296 §3.5. */
  IDENTIFICATION_INITIATOR(35, "IDi"),
  /** Identification of the responder, RFC 7296 §3.5. */
  IDENTIFICATION_RESPONDER(36, "IDr"),
  /** Certificate, RFC 7296 §3.6. */
  CERTIFICATE(37, "CERT"),
  /** Certificate Request, RFC 7296 §3.7. */
  CERTIFICATE_REQUEST(38, "CERTREQ"),
  /** Authentication, RFC 7296 §3.8. */
  AUTHENTICATION(39, "AUTH"),
  /** Nonce, RFC 7296 §3.9. */
  NONCE(40, "Nonce"),
  /** Notify, RFC 7296 §3.10. */
  NOTIFY(41, "N"),
  /** Delete, RFC 7296 §3.11. */
  DELETE(42, "D"),
  /** Vendor ID, RFC 7296 §3.12. */
  VENDOR_ID(43, "V"),
  /** Traffic Selectors of the initiator, RFC 7296 §3.13. */
  TRAFFIC_SELECTORS_INITIATOR(44, "TSi"),
  /** Traffic Selectors of the responder, RFC 7296 §3.13. */
  TRAFFIC_SELECTORS_RESPONDER(45, "TSr"),
  /** Encrypted and Authenticated, RFC 7296 §3.14. */
  ENCRYPTED(46, "SK"),
  /** Configuration, RFC 7296 §3.15. */
  CONFIGURATION(47, "CP"),
  /** Extensible Authentication, RFC 7296 §3.16. */
  EAP(48, "EAP"),
  /** Encrypted and Authenticated Fragment, RFC 7383 §2.5. */
  ENCRYPTED_FRAGMENT(53, "SKF"),
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
