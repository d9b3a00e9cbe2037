// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

import java.util.Map;
import java.util.TreeMap;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.status.EngineStatus;
import org.sallyport.engine.status.EngineStatus.ChildSaStatus;
import org.sallyport.engine.status.EngineStatus.ConnectionStatus;
import org.sallyport.engine.status.EngineStatus.IkeSaStatus;
import org.sallyport.engine.status.EngineStatus.MachineStatus;

/** The status for programs. Times are milliseconds; SPIs are hexadecimal; never a key. */
public final class StatusJson {
  private static final long MILLISECOND_NS = 1_000_000;

  private StatusJson() {}

  /** One JSON object and a line end, at the time that the status was taken. */
  public static String text(EngineStatus status) {
    long nowNs = status.machine().nowNs();
    JsonWriter out = new JsonWriter().open('{');
    out.put("uptime_ms", (nowNs - status.machine().startedNs()) / MILLISECOND_NS);
    out.name("ike_sas").open('[');
    for (IkeSaStatus sa : status.ikeSas()) {
      ikeSa(out, sa, nowNs);
    }
    out.close(']');
    machine(out, status.machine());
    out.name("drops").open('{');
    for (Map.Entry<DropReason, Long> drop : status.drops().entrySet()) {
      out.put(drop.getKey().name(), drop.getValue());
    }
    out.close('}').name("events").open('{');
    for (Map.Entry<String, Long> event : new TreeMap<>(status.events()).entrySet()) {
      out.put(event.getKey(), event.getValue());
    }
    out.close('}').name("machines").open('{');
    for (StateCounts machine : StateCounts.of(status)) {
      out.name(machine.machine()).open('{');
      for (int i = 0; i < machine.states().size(); i++) {
        out.put(machine.states().get(i), machine.counts()[i]);
      }
      out.close('}');
    }
    return out.close('}').close('}').text();
  }

  private static void ikeSa(JsonWriter out, IkeSaStatus sa, long nowNs) {
    out.open('{')
        .put("id", sa.id())
        .put("peer", sa.peer())
        .put("initiator", sa.initiator())
        .put("state", sa.state().specName())
        .put("in_state_ms", (nowNs - sa.stateSinceNs()) / MILLISECOND_NS)
        .put("local", endpoint(sa.localAddress().toString(), sa.localPort()))
        .put("remote", endpoint(sa.remoteAddress().toString(), sa.remotePort()))
        .put("initiator_spi", Hexadecimal.of(sa.initiatorSpi(), 16))
        .put("responder_spi", Hexadecimal.of(sa.responderSpi(), 16))
        .put("proposal", sa.proposal())
        .put("udp_encapsulation", sa.udpEncapsulation())
        .name("children")
        .open('[');
    for (ChildSaStatus child : sa.children()) {
      out.open('{')
          .put("name", child.name())
          .put("mode", mode(child))
          .put("proposal", child.proposal())
          .put("inbound_spi", Hexadecimal.of(child.inboundSpi(), 8))
          .put("outbound_spi", Hexadecimal.of(child.outboundSpi(), 8))
          .put("packets_in", child.packetsIn())
          .put("packets_out", child.packetsOut())
          .put("age_ms", (nowNs - child.createdNs()) / MILLISECOND_NS)
          .close('}');
    }
    out.close(']').close('}');
  }

  private static void machine(JsonWriter out, MachineStatus machine) {
    out.name("tasks")
        .open('{')
        .put("handshake_pool", machine.handshakeTasks())
        .put("pending", machine.pendingTasks())
        .close('}')
        .name("frames")
        .open('{');
    for (Map.Entry<String, Integer> frames : machine.frames().entrySet()) {
      out.put(frames.getKey(), frames.getValue());
    }
    out.put("exhausted", machine.framesExhausted())
        .put("copies", machine.frameCopies())
        .put("in", machine.framesIn())
        .put("out", machine.framesOut())
        .close('}')
        .name("connections")
        .open('[');
    for (ConnectionStatus connection : machine.connections()) {
      out.open('{')
          .put("local_port", connection.localPort())
          .put("remote", endpoint(connection.remoteAddress().toString(), connection.remotePort()))
          .put("state", connection.state().specName())
          .put("octets_sent", connection.octetsSent())
          .put("round_trip_us", connection.roundTripNs() / 1000)
          .close('}');
    }
    out.close(']');
  }

  static String mode(ChildSaStatus child) {
    return child.mode() == Mode.TUNNEL ? "tunnel" : "transport";
  }

  static String endpoint(String address, int port) {
    return address.indexOf(':') >= 0 ? "[" + address + "]:" + port : address + ":" + port;
  }
}
