// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

/**
 * Notify message types (RFC 7296 §3.10.1 and the IANA registries "IKEv2 Notify Message Error Types"
 * and "… Status Types"). Numbers without a constant are {@link #UNKNOWN}: unknown errors make the
 * request fail, unknown status types are ignored.
 */
public enum NotifyType {
  /** Error, RFC 7296 §3.10.1. */
  UNSUPPORTED_CRITICAL_PAYLOAD(1),
  /** Error, RFC 7296 §3.10.1. */
  INVALID_IKE_SPI(4),
  /** Error, RFC 7296 §3.10.1. */
  INVALID_MAJOR_VERSION(5),
  /** Error, RFC 7296 §3.10.1. */
  INVALID_SYNTAX(7),
  /** Error, RFC 7296 §3.10.1. */
  INVALID_MESSAGE_ID(9),
  /** Error, RFC 7296 §3.10.1. */
  INVALID_SPI(11),
  /** Error, RFC 7296 §3.10.1. */
  NO_PROPOSAL_CHOSEN(14),
  /** Error, RFC 7296 §3.10.1. */
  INVALID_KE_PAYLOAD(17),
  /** Error, RFC 7296 §3.10.1. */
  AUTHENTICATION_FAILED(24),
  /** Error, RFC 7296 §3.10.1. */
  SINGLE_PAIR_REQUIRED(34),
  /** Error, RFC 7296 §3.10.1. */
  NO_ADDITIONAL_SAS(35),
  /** Error, RFC 7296 §3.10.1. */
  INTERNAL_ADDRESS_FAILURE(36),
  /** Error, RFC 7296 §3.10.1. */
  FAILED_CP_REQUIRED(37),
  /** Error, RFC 7296 §3.10.1. */
  TS_UNACCEPTABLE(38),
  /** Error, RFC 7296 §3.10.1. */
  INVALID_SELECTORS(39),
  /** Error, RFC 4555. */
  UNACCEPTABLE_ADDRESSES(40),
  /** Error, RFC 4555. */
  UNEXPECTED_NAT_DETECTED(41),
  /** Error, RFC 5026. */
  USE_ASSIGNED_HOA(42),
  /** Error, RFC 7296 §3.10.1. */
  TEMPORARY_FAILURE(43),
  /** Error, RFC 7296 §3.10.1. */
  CHILD_SA_NOT_FOUND(44),
  /** Error, RFC 9838. */
  INVALID_GROUP_ID(45),
  /** Error, RFC 9838. */
  AUTHORIZATION_FAILED(46),
  /** Error, RFC 9370. */
  STATE_NOT_FOUND(47),
  /** Error, RFC 9611. */
  TS_MAX_QUEUE(48),
  /** Error, RFC 9838. */
  REGISTRATION_FAILED(49),
  /** Status, RFC 7296 §3.10.1. */
  INITIAL_CONTACT(16384),
  /** Status, RFC 7296 §3.10.1. */
  SET_WINDOW_SIZE(16385),
  /** Status, RFC 7296 §3.10.1. */
  ADDITIONAL_TS_POSSIBLE(16386),
  /** Status, RFC 7296 §3.10.1. */
  IPCOMP_SUPPORTED(16387),
  /** Status, RFC 7296 §2.23. */
  NAT_DETECTION_SOURCE_IP(16388),
  /** Status, RFC 7296 §2.23. */
  NAT_DETECTION_DESTINATION_IP(16389),
  /** Status, RFC 7296 §2.6. */
  COOKIE(16390),
  /** Status, RFC 7296 §1.3.1. */
  USE_TRANSPORT_MODE(16391),
  /** Status, RFC 7296 §3.6. */
  HTTP_CERT_LOOKUP_SUPPORTED(16392),
  /** Status, RFC 7296 §1.3.3. */
  REKEY_SA(16393),
  /** Status, RFC 7296 §1.3.1. */
  ESP_TFC_PADDING_NOT_SUPPORTED(16394),
  /** Status, RFC 7296 §1.3.1. */
  NON_FIRST_FRAGMENTS_ALSO(16395),
  /** Status, RFC 4555. */
  MOBIKE_SUPPORTED(16396),
  /** Status, RFC 4555. */
  ADDITIONAL_IP4_ADDRESS(16397),
  /** Status, RFC 4555. */
  ADDITIONAL_IP6_ADDRESS(16398),
  /** Status, RFC 4555. */
  NO_ADDITIONAL_ADDRESSES(16399),
  /** Status, RFC 4555. */
  UPDATE_SA_ADDRESSES(16400),
  /** Status, RFC 4555. */
  COOKIE2(16401),
  /** Status, RFC 4555. */
  NO_NATS_ALLOWED(16402),
  /** Status, RFC 4478. */
  AUTH_LIFETIME(16403),
  /** Status, RFC 4739. */
  MULTIPLE_AUTH_SUPPORTED(16404),
  /** Status, RFC 4739. */
  ANOTHER_AUTH_FOLLOWS(16405),
  /** Status, RFC 5685. */
  REDIRECT_SUPPORTED(16406),
  /** Status, RFC 5685. */
  REDIRECT(16407),
  /** Status, RFC 5685. */
  REDIRECTED_FROM(16408),
  /** Status, RFC 5723. */
  TICKET_LT_OPAQUE(16409),
  /** Status, RFC 5723. */
  TICKET_REQUEST(16410),
  /** Status, RFC 5723. */
  TICKET_ACK(16411),
  /** Status, RFC 5723. */
  TICKET_NACK(16412),
  /** Status, RFC 5723. */
  TICKET_OPAQUE(16413),
  /** Status, RFC 5739. */
  LINK_ID(16414),
  /** Status, RFC 5840. */
  USE_WESP_MODE(16415),
  /** Status, RFC 5857. */
  ROHC_SUPPORTED(16416),
  /** Status, RFC 5998. */
  EAP_ONLY_AUTHENTICATION(16417),
  /** Status, RFC 6023. */
  CHILDLESS_IKEV2_SUPPORTED(16418),
  /** Status, RFC 6290. */
  QUICK_CRASH_DETECTION(16419),
  /** Status, RFC 6311. */
  IKEV2_MESSAGE_ID_SYNC_SUPPORTED(16420),
  /** Status, RFC 6311. */
  IPSEC_REPLAY_COUNTER_SYNC_SUPPORTED(16421),
  /** Status, RFC 6311. */
  IKEV2_MESSAGE_ID_SYNC(16422),
  /** Status, RFC 6311. */
  IPSEC_REPLAY_COUNTER_SYNC(16423),
  /** Status, RFC 6467. */
  SECURE_PASSWORD_METHODS(16424),
  /** Status, RFC 6631. */
  PSK_PERSIST(16425),
  /** Status, RFC 6631. */
  PSK_CONFIRM(16426),
  /** Status, RFC 6867. */
  ERX_SUPPORTED(16427),
  /** Status, 3GPP TS 24.303. */
  IFOM_CAPABILITY(16428),
  /** Status, RFC 9838. */
  GROUP_SENDER(16429),
  /** Status, RFC 7383 §2.3. */
  IKEV2_FRAGMENTATION_SUPPORTED(16430),
  /** Status, RFC 7427 §4. */
  SIGNATURE_HASH_ALGORITHMS(16431),
  /** Status, RFC 7791. */
  CLONE_IKE_SA_SUPPORTED(16432),
  /** Status, RFC 7791. */
  CLONE_IKE_SA(16433),
  /** Status, RFC 8019. */
  PUZZLE(16434),
  /** Status, RFC 8784 §3. */
  USE_PPK(16435),
  /** Status, RFC 8784 §3. */
  PPK_IDENTITY(16436),
  /** Status, RFC 8784 §3. */
  NO_PPK_AUTH(16437),
  /** Status, RFC 9242 §3.1. */
  INTERMEDIATE_EXCHANGE_SUPPORTED(16438),
  /** Status, RFC 8983. */
  IP4_ALLOWED(16439),
  /** Status, RFC 8983. */
  IP6_ALLOWED(16440),
  /** Status, RFC 9370 §2.2.4. */
  ADDITIONAL_KEY_EXCHANGE(16441),
  /** Status, RFC 9347. */
  USE_AGGFRAG(16442),
  /** Status, RFC 9593. */
  SUPPORTED_AUTH_METHODS(16443),
  /** Status, RFC 9611. */
  SA_RESOURCE_INFO(16444),
  /** Status, RFC 9867. */
  USE_PPK_INT(16445),
  /** Status, RFC 9867. */
  PPK_IDENTITY_KEY(16446),
  /** A number that has no constant here. */
  UNKNOWN(-1);

  /** The lowest status type; what lies below is an error. */
  public static final int FIRST_STATUS = 16384;

  private static final int LAST_ERROR = REGISTRATION_FAILED.number;
  private static final int LAST_STATUS = PPK_IDENTITY_KEY.number;
  private static final NotifyType[] ERRORS = table(0, LAST_ERROR);
  private static final NotifyType[] STATUSES = table(FIRST_STATUS, LAST_STATUS);

  private final int number;

  NotifyType(int number) {
    this.number = number;
  }

  private static NotifyType[] table(int lowest, int highest) {
    NotifyType[] table = new NotifyType[highest - lowest + 1];
    for (int index = 0; index < table.length; index++) {
      table[index] = UNKNOWN;
    }
    for (NotifyType type : values()) {
      if (type.number >= lowest && type.number <= highest) {
        table[type.number - lowest] = type;
      }
    }
    return table;
  }

  /** The type of a number, 0 to 65535. */
  public static NotifyType of(int number) {
    if (number >= 0 && number <= LAST_ERROR) {
      return ERRORS[number];
    }
    boolean known = number >= FIRST_STATUS && number <= LAST_STATUS;
    return known ? STATUSES[number - FIRST_STATUS] : UNKNOWN;
  }

  /** The number on the wire; -1 for {@link #UNKNOWN}. */
  public int number() {
    return number;
  }
}
