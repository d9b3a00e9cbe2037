// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sallyport.sim.simulation.network.FaultOptions;
import org.sallyport.sim.trace.sequence.SequenceEvent;

/** A simulated run as JSON, keys in a fixed order. */
public final class SimulationJson {
  private SimulationJson() {}

  /** The report as an object. */
  public static ObjectNode of(SimulationReport report) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    options(root.putObject("options"), report.options());
    root.put("passed", report.isPassed());
    ArrayNode checks = root.putArray("checks");
    for (SimulationReport.Check check : report.checks()) {
      checks
          .addObject()
          .put("claim", check.claim())
          .put("passed", check.isPassed())
          .put("detail", check.detail());
    }
    root.put("established_ns", report.establishedNs());
    root.put("end_ns", report.endNs());
    traffic(root.putObject("left_to_right"), report.leftToRight());
    traffic(root.putObject("right_to_left"), report.rightToLeft());
    ArrayNode events = root.putArray("events");
    report.events().forEach(event -> event(events.addObject(), event));
    ArrayNode log = root.putArray("log");
    for (EngineHost.LogEntry entry : report.log()) {
      log.addObject()
          .put("time_ns", entry.timeNs())
          .put("host", entry.host())
          .put("level", entry.level())
          .put("peer", entry.peer())
          .put("text", entry.text());
    }
    return root;
  }

  private static void options(ObjectNode node, SimulationOptions options) {
    FaultOptions faults = options.faults();
    node.put("seed", options.seed());
    node.put("loss", faults.loss());
    node.put("duplication", faults.duplication());
    node.put("reordering", faults.reordering());
    node.put("corruption", faults.corruption());
    node.put("replay", faults.replay());
    node.put("least_delay_ns", faults.leastDelayNs());
    node.put("most_delay_ns", faults.mostDelayNs());
    ArrayNode partitions = node.putArray("partitions_ns");
    faults
        .partitions()
        .forEach(span -> partitions.addArray().add(span.fromNs()).add(span.untilNs()));
    node.put("ipv6", options.isIpv6());
    node.put("udp_encapsulation", options.isEncapsulated());
    ArrayNode ike = node.putArray("ike_proposals");
    options.ikeProposals().forEach(proposal -> ike.add(proposal.toString()));
    ArrayNode esp = node.putArray("esp_proposals");
    options.espProposals().forEach(proposal -> esp.add(proposal.toString()));
    node.put("packets", options.packetCount());
    node.put("payload_bytes", options.payloadBytes());
  }

  private static void traffic(ObjectNode node, InnerTraffic.Comparison comparison) {
    node.put("sent", comparison.sentCount());
    node.put("arrived", comparison.arrivedCount());
    node.put("repeated", comparison.repeatedCount());
    node.put("altered", comparison.alteredCount());
  }

  private static void event(ObjectNode node, SequenceEvent event) {
    node.put("time_ns", event.timeNs());
    switch (event) {
      case SequenceEvent.Message message -> {
        node.put("from", message.from());
        node.put("to", message.to());
        node.put("message", message.label());
        node.put("fate", message.mark().toString());
        if (message.mark() != SequenceEvent.Mark.LOST) {
          node.put("arrival_ns", message.arrivalNs());
        }
      }
      case SequenceEvent.Note note -> {
        node.put("host", note.host());
        node.put("note", note.text());
      }
    }
  }
}
