// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.status;

import java.util.List;
import java.util.Map;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.table.TcpState;
import org.sallyport.engine.wire.IpAddress;

/**
 * What an engine is doing at one moment: a copy, detached from the engine, in a fixed order.
 *
 * @param ikeSas every IKE SA that is not idle
 * @param drops how often each reason occurred; only those above zero
 * @param events how often the HTH was given each event, by the specification's name; only those
 *     above zero
 * @param machine what the engine is made of and how full it is
 */
public record EngineStatus(
    List<IkeSaStatus> ikeSas,
    Map<DropReason, Long> drops,
    Map<String, Long> events,
    MachineStatus machine) {
  /** Copies the lists. */
  public EngineStatus {
    ikeSas = List.copyOf(ikeSas);
  }

  /** How often {@code reason} occurred. */
  public long drops(DropReason reason) {
    Long count = drops.get(reason);
    return count == null ? 0 : count;
  }

  /** How often the HTH was given the event. */
  public long events(String event) {
    Long count = events.get(event);
    return count == null ? 0 : count;
  }

  /**
   * Tasks, frames and connections.
   *
   * @param nowNs the engine's time when this was true
   * @param startedNs its time when it was first polled
   * @param handshakeTasks tasks of the handshake pool
   * @param pendingTasks tasks that wait for their turn
   * @param frames how many slots are in each state, by the specification's name
   * @param framesExhausted how often a slot was wanted and none was free
   * @param frameCopies how many frames were copied
   * @param framesIn frames that came in on the outer side
   * @param framesOut frames that went out there
   * @param connections TCP connections of the web server
   */
  public record MachineStatus(
      long nowNs,
      long startedNs,
      int handshakeTasks,
      int pendingTasks,
      Map<String, Integer> frames,
      long framesExhausted,
      long frameCopies,
      long framesIn,
      long framesOut,
      List<ConnectionStatus> connections) {
    /** Copies the list. */
    public MachineStatus {
      connections = List.copyOf(connections);
    }
  }

  /**
   * A TCP connection.
   *
   * @param localPort our port
   * @param remoteAddress the peer's address
   * @param remotePort the peer's port
   * @param state where it stands
   * @param octetsSent octets of text that the peer has acknowledged
   * @param roundTripNs the smoothed round-trip time, 0 while unknown
   */
  public record ConnectionStatus(
      int localPort,
      IpAddress remoteAddress,
      int remotePort,
      TcpState state,
      long octetsSent,
      long roundTripNs) {}

  /**
   * An IKE SA.
   *
   * @param id its number within the engine, as in the trace
   * @param peer the peer's name; empty while unknown
   * @param initiator whether we opened it
   * @param state where the HTH stands
   * @param stateSinceNs the engine's time when it came there
   * @param localAddress our address
   * @param localPort our UDP port
   * @param remoteAddress the peer's address
   * @param remotePort the peer's UDP port
   * @param initiatorSpi the initiator's SPI
   * @param responderSpi the responder's SPI, 0 while unknown
   * @param proposal the algorithms, empty while unknown
   * @param udpEncapsulation whether ESP travels in UDP
   * @param children its Child SAs
   */
  public record IkeSaStatus(
      long id,
      String peer,
      boolean initiator,
      HthState state,
      long stateSinceNs,
      IpAddress localAddress,
      int localPort,
      IpAddress remoteAddress,
      int remotePort,
      long initiatorSpi,
      long responderSpi,
      String proposal,
      boolean udpEncapsulation,
      List<ChildSaStatus> children) {
    /** Copies the list. */
    public IkeSaStatus {
      children = List.copyOf(children);
    }
  }

  /**
   * A Child SA: both directions.
   *
   * @param name the child's name
   * @param mode tunnel or transport
   * @param proposal the algorithms
   * @param inboundSpi the SPI of packets to us
   * @param outboundSpi the SPI of packets to the peer
   * @param packetsIn packets that arrived and were delivered
   * @param packetsOut packets that were sent
   * @param createdNs the engine's time when it was made
   */
  public record ChildSaStatus(
      String name,
      Mode mode,
      String proposal,
      int inboundSpi,
      int outboundSpi,
      long packetsIn,
      long packetsOut,
      long createdNs) {}
}
