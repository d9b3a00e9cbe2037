// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.wire.OctetString;

/**
 * A message as a tree of plain nodes, for logs and for machine-readable output: names and texts
 * only, no protocol types.
 *
 * @param name what the node is, in the notation of RFC 7296: "SA", "proposal", "transform" …
 * @param fields names and values in the order of the wire
 * @param children what it contains, in order
 */
public record PayloadTree(String name, List<Field> fields, List<PayloadTree> children) {
  /**
   * One named value.
   *
   * @param name whole words, unit last
   * @param value a number in decimal, octets in hexadecimal, or a name
   * @param isNumber whether the value is a decimal number
   */
  public record Field(String name, String value, boolean isNumber) {
    /** Octets or a name. */
    public Field(String name, String value) {
      this(name, value, false);
    }
  }

  /** Copies the lists. */
  public PayloadTree {
    fields = List.copyOf(fields);
    children = List.copyOf(children);
  }

  /** The tree of a message with its outer payloads. */
  public static PayloadTree of(IkeMessage message) {
    IkeHeaderFields header = message.header();
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("initiatorSpi", OctetString.ofLong(header.initiatorSpi()).toHex()));
    fields.add(new Field("responderSpi", OctetString.ofLong(header.responderSpi()).toHex()));
    fields.add(new Field("version", header.majorVersion() + "." + header.minorVersion()));
    fields.add(new Field("exchange", header.exchangeType().name()));
    fields.add(new Field("kind", header.response() ? "response" : "request"));
    fields.add(new Field("sender", header.fromInitiator() ? "initiator" : "responder"));
    fields.add(number("messageId", header.messageId()));
    fields.add(number("lengthBytes", header.lengthBytes()));
    return new PayloadTree("IKE", fields, children(message.payloads()));
  }

  /** The trees of payloads. */
  public static List<PayloadTree> children(PayloadList payloads) {
    List<PayloadTree> nodes = new ArrayList<>();
    for (IkePayload payload : payloads.all()) {
      nodes.add(of(payload));
    }
    return nodes;
  }

  /** The tree of a refusal. */
  public static PayloadTree of(Refusal refusal) {
    return leaf(
        "refusal",
        new Field("reason", refusal.reason().name()),
        number("offset", refusal.offset()),
        number("payloadType", refusal.payloadType()),
        new Field("text", refusal.text()));
  }

  /** The tree of one payload. */
  public static PayloadTree of(IkePayload payload) {
    String name = payload.type().notation();
    return switch (payload) {
      case SecurityAssociationPayload sa -> new PayloadTree(name, List.of(), proposals(sa));
      case KeyExchangePayload ke ->
          leaf(
              name,
              new Field("method", TransformNames.keyExchange(ke.method())),
              number("methodNumber", ke.method()),
              hex("data", ke.data()));
      case IdentificationPayload id ->
          leaf(name, number("idType", id.idType()), hex("data", id.data()), ascii(id.data()));
      case CertificatePayload certificate ->
          leaf(name, number("encoding", certificate.encoding()), hex("data", certificate.data()));
      case CertificateRequestPayload request ->
          leaf(
              name,
              number("encoding", request.encoding()),
              hex("authorities", request.authorities()));
      case AuthenticationPayload auth ->
          leaf(name, number("method", auth.method()), hex("data", auth.data()));
      case NoncePayload nonce -> leaf(name, hex("data", nonce.data()));
      case NotifyPayload notify ->
          leaf(
              name,
              new Field("type", notify.notifyType().name()),
              number("typeNumber", notify.typeCode()),
              number("protocol", notify.protocolId()),
              hex("spi", notify.spi()),
              hex("data", notify.data()));
      case DeletePayload delete ->
          new PayloadTree(name, List.of(number("protocol", delete.protocolId())), spis(delete));
      case VendorIdPayload vendor -> leaf(name, hex("data", vendor.data()), ascii(vendor.data()));
      case TrafficSelectorPayload selectors ->
          new PayloadTree(name, List.of(), selectors(selectors));
      case EncryptedPayload encrypted ->
          leaf(
              name,
              new Field("firstInner", PayloadType.of(encrypted.firstInner()).notation()),
              number("contentOffset", encrypted.contentOffset()),
              number("contentLengthBytes", encrypted.contentLength()));
      case EncryptedFragmentPayload fragment ->
          leaf(
              name,
              new Field("firstInner", PayloadType.of(fragment.firstInner()).notation()),
              number("fragmentNumber", fragment.fragmentNumber()),
              number("totalFragments", fragment.totalFragments()),
              number("contentOffset", fragment.contentOffset()),
              number("contentLengthBytes", fragment.contentLength()));
      case ConfigurationPayload configuration ->
          new PayloadTree(
              name,
              List.of(number("configurationType", configuration.configurationType())),
              attributes(configuration));
      case EapPayload eap -> leaf(name, hex("message", eap.message()));
      case UnknownPayload unknown ->
          leaf(
              name,
              number("payloadType", unknown.typeNumber()),
              new Field("critical", unknown.critical() ? "true" : "false"),
              hex("body", unknown.body()));
    };
  }

  private static List<PayloadTree> proposals(SecurityAssociationPayload sa) {
    List<PayloadTree> nodes = new ArrayList<>();
    for (Proposal proposal : sa.proposals()) {
      List<PayloadTree> transforms = new ArrayList<>();
      for (Transform transform : proposal.transforms()) {
        transforms.add(transform(transform));
      }
      List<Field> fields =
          List.of(
              number("number", proposal.number()),
              number("protocol", proposal.protocolId()),
              hex("spi", proposal.spi()));
      nodes.add(new PayloadTree("proposal", fields, transforms));
    }
    return nodes;
  }

  private static PayloadTree transform(Transform transform) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("type", TransformNames.type(transform.type())));
    fields.add(number("typeNumber", transform.type()));
    fields.add(new Field("id", TransformNames.id(transform.type(), transform.id())));
    fields.add(number("idNumber", transform.id()));
    for (TransformAttribute attribute : transform.attributes()) {
      if (attribute.isKeyLength()) {
        fields.add(number("keyLengthBits", attribute.value()));
      } else {
        String value =
            attribute.isShort()
                ? Integer.toString(attribute.value())
                : attribute.longValue().toHex();
        fields.add(new Field("attribute" + attribute.type(), value));
      }
    }
    return new PayloadTree("transform", fields, List.of());
  }

  private static List<PayloadTree> spis(DeletePayload delete) {
    List<PayloadTree> nodes = new ArrayList<>();
    for (OctetString spi : delete.spis()) {
      nodes.add(leaf("deleted", hex("spi", spi)));
    }
    return nodes;
  }

  private static List<PayloadTree> selectors(TrafficSelectorPayload payload) {
    List<PayloadTree> nodes = new ArrayList<>();
    for (TrafficSelector selector : payload.selectors()) {
      nodes.add(
          switch (selector) {
            case TrafficSelector.Range(AddressRange range) ->
                leaf(
                    "selector",
                    number("protocol", range.protocol()),
                    number("startPort", range.startPort()),
                    number("endPort", range.endPort()),
                    new Field("start", range.start().toString()),
                    new Field("end", range.end().toString()));
            case TrafficSelector.Unknown unknown ->
                leaf(
                    "selector",
                    number("selectorType", unknown.selectorType()),
                    number("protocol", unknown.protocol()),
                    hex("body", unknown.body()));
          });
    }
    return nodes;
  }

  private static List<PayloadTree> attributes(ConfigurationPayload configuration) {
    List<PayloadTree> nodes = new ArrayList<>();
    for (ConfigurationPayload.Attribute attribute : configuration.attributes()) {
      nodes.add(
          leaf("attribute", number("type", attribute.type()), hex("value", attribute.value())));
    }
    return nodes;
  }

  private static PayloadTree leaf(String name, Field... fields) {
    return new PayloadTree(name, List.of(fields), List.of());
  }

  private static Field number(String name, long value) {
    return new Field(name, Long.toString(value), true);
  }

  private static Field hex(String name, OctetString octets) {
    return new Field(name, octets.toHex());
  }

  private static Field ascii(OctetString octets) {
    return new Field("text", octets.isPrintable() ? octets.toAscii() : "");
  }

  /** The tree as indented lines of text, one node each. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    append(text, 0);
    return text.toString();
  }

  private void append(StringBuilder text, int depth) {
    for (int level = 0; level < depth; level++) {
      text.append("  ");
    }
    text.append(name);
    for (Field field : fields) {
      if (!field.value().isEmpty()) {
        text.append(' ').append(field.name()).append('=').append(field.value());
      }
    }
    text.append('\n');
    for (PayloadTree child : children) {
      child.append(text, depth + 1);
    }
  }
}
