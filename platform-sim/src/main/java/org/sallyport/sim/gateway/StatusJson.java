// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.TreeMap;
import org.sallyport.engine.status.EngineStatus;

/** An engine's status as JSON. SPIs are hexadecimal, as other tools show them. */
public final class StatusJson {
  private StatusJson() {}

  /** The status as an object. */
  public static ObjectNode of(EngineStatus status) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode sas = root.putArray("ike_sas");
    for (EngineStatus.IkeSaStatus sa : status.ikeSas()) {
      ObjectNode node = sas.addObject();
      node.put("id", sa.id());
      node.put("peer", sa.peer());
      node.put("initiator", sa.initiator());
      node.put("state", sa.state().specName());
      node.put("local", endpoint(sa.localAddress().toString(), sa.localPort()));
      node.put("remote", endpoint(sa.remoteAddress().toString(), sa.remotePort()));
      node.put("initiator_spi", "%016x".formatted(sa.initiatorSpi()));
      node.put("responder_spi", "%016x".formatted(sa.responderSpi()));
      node.put("proposal", sa.proposal());
      node.put("udp_encapsulation", sa.udpEncapsulation());
      ArrayNode children = node.putArray("children");
      for (EngineStatus.ChildSaStatus child : sa.children()) {
        ObjectNode inner = children.addObject();
        inner.put("name", child.name());
        inner.put("mode", child.mode().toString().toLowerCase(Locale.ROOT));
        inner.put("proposal", child.proposal());
        inner.put("inbound_spi", "%08x".formatted(child.inboundSpi()));
        inner.put("outbound_spi", "%08x".formatted(child.outboundSpi()));
        inner.put("packets_in", child.packetsIn());
        inner.put("packets_out", child.packetsOut());
      }
    }
    ObjectNode drops = root.putObject("drops");
    status.drops().forEach((reason, count) -> drops.put(reason.toString(), count));
    ObjectNode events = root.putObject("events");
    new TreeMap<>(status.events()).forEach(events::put);
    return root;
  }

  private static String endpoint(String address, int port) {
    return address.indexOf(':') >= 0 ? "[" + address + "]:" + port : address + ":" + port;
  }
}
