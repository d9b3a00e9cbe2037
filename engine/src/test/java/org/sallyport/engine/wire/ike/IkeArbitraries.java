// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;

/** Generators of every payload type with values that a peer could send. */
final class IkeArbitraries {
  private IkeArbitraries() {}

  static Arbitrary<OctetString> octets(int least, int most) {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofMinSize(least)
        .ofMaxSize(most)
        .map(OctetString::of);
  }

  private static Arbitrary<Integer> octet() {
    return Arbitraries.integers().between(0, 0xFF);
  }

  private static Arbitrary<Integer> number16() {
    return Arbitraries.integers().between(0, 0xFFFF);
  }

  private static Arbitrary<TransformAttribute> attribute() {
    Arbitrary<Integer> type = Arbitraries.integers().between(0, 0x7FFF);
    return Arbitraries.oneOf(
        Arbitraries.of(128, 192, 256).map(TransformAttribute::keyLength),
        Combinators.combine(type, number16()).as(TransformAttribute::ofShort),
        Combinators.combine(type, octets(0, 9)).as(TransformAttribute::ofLong));
  }

  private static Arbitrary<Transform> transform() {
    return Combinators.combine(octet(), number16(), attribute().list().ofMaxSize(3))
        .as(Transform::new);
  }

  private static Arbitrary<Proposal> proposal() {
    return Combinators.combine(octet(), octet(), octets(0, 8), transform().list().ofMaxSize(6))
        .as(Proposal::new);
  }

  static Arbitrary<IpAddress> address(int length) {
    return octets(length, length).map(octets -> IpAddress.of(octets.toArray(), 0, length));
  }

  private static Arbitrary<TrafficSelector> selector() {
    return Arbitraries.oneOf(
        range(IpAddress.IPV4_LENGTH),
        range(IpAddress.IPV6_LENGTH),
        Combinators.combine(Arbitraries.of(0, 1, 6, 9, 255), octet(), octets(0, 20))
            .as(TrafficSelector.Unknown::new));
  }

  private static Arbitrary<TrafficSelector> range(int length) {
    return Combinators.combine(octet(), number16(), number16(), address(length), address(length))
        .as((protocol, one, two, first, second) -> {
          boolean ordered = first.compareTo(second) <= 0;
          return new TrafficSelector.Range(
              new AddressRange(
                  protocol,
                  Math.min(one, two),
                  Math.max(one, two),
                  ordered ? first : second,
                  ordered ? second : first));
        });
  }

  private static Arbitrary<IkePayload> delete() {
    return Arbitraries.of(0, 4)
        .flatMap(length ->
            octets(length, length)
                .list()
                .ofMaxSize(length == 0 ? 0 : 5)
                .map(spis -> new DeletePayload(length == 0 ? 1 : 3, length, spis)));
  }

  private static Arbitrary<IkePayload> eap() {
    return octets(0, 30)
        .map(data -> {
          byte[] message = new byte[4 + data.length()];
          message[3] = (byte) message.length;
          data.copyInto(message, 4);
          return new EapPayload(OctetString.of(message));
        });
  }

  private static Arbitrary<IkePayload> configuration() {
    Arbitrary<ConfigurationPayload.Attribute> attribute =
        Combinators.combine(Arbitraries.integers().between(0, 0x7FFF), octets(0, 20))
            .as(ConfigurationPayload.Attribute::new);
    return Combinators.combine(octet(), attribute.list().ofMaxSize(5))
        .as(ConfigurationPayload::new);
  }

  private static Arbitrary<IkePayload> identification() {
    Arbitrary<Boolean> side = Arbitraries.of(true, false);
    Arbitrary<Integer> reserved = Arbitraries.integers().between(0, 0xFFFFFF);
    return Arbitraries.oneOf(
        Combinators.combine(side, Arbitraries.of(0, 2, 3, 9, 11, 255), reserved, octets(0, 40))
            .as(IdentificationPayload::new),
        Combinators.combine(side, Arbitraries.just(1), reserved, octets(4, 4))
            .as(IdentificationPayload::new),
        Combinators.combine(side, Arbitraries.just(5), reserved, octets(16, 16))
            .as(IdentificationPayload::new));
  }

  /** Any payload but SK and SKF, whose value depends on where they stand. */
  static Arbitrary<IkePayload> payload() {
    Arbitrary<Integer> unknownType =
        Arbitraries.integers()
            .between(1, 255)
            .filter(n -> PayloadType.of(n) == PayloadType.UNKNOWN);
    List<Arbitrary<? extends IkePayload>> kinds = new ArrayList<>();
    kinds.add(proposal().list().ofMinSize(1).ofMaxSize(4).map(SecurityAssociationPayload::new));
    kinds.add(Combinators.combine(number16(), octets(1, 64)).as(KeyExchangePayload::new));
    kinds.add(identification());
    kinds.add(Combinators.combine(octet(), octets(0, 64)).as(CertificatePayload::new));
    kinds.add(Combinators.combine(octet(), octets(0, 64)).as(CertificateRequestPayload::new));
    kinds.add(Combinators.combine(octet(), octets(1, 64)).as(AuthenticationPayload::new));
    kinds.add(octets(16, 256).map(NoncePayload::new));
    kinds.add(
        Combinators.combine(octet(), octets(0, 8), number16(), octets(0, 40))
            .as(NotifyPayload::new));
    kinds.add(delete());
    kinds.add(octets(0, 32).map(VendorIdPayload::new));
    kinds.add(
        Combinators.combine(
                Arbitraries.of(true, false), selector().list().ofMinSize(1).ofMaxSize(4))
            .as(TrafficSelectorPayload::new));
    kinds.add(configuration());
    kinds.add(eap());
    kinds.add(
        Combinators.combine(unknownType, octets(0, 32))
            .as((type, body) -> new UnknownPayload(type, false, body)));
    return Arbitraries.oneOf(kinds);
  }
}
