package org.sallyport.engine;

import java.util.List;
import java.util.Map;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.wire.IpAddress;

/**
 * What an engine is doing at one moment: a copy, detached from the engine, in a fixed order.
 *
 * @param ikeSas every IKE SA that is not idle
 * @param drops how often each reason occurred; only those above zero
 * @param events how often the HTH was given each event, by the specification's name; only those
 *     above zero
 */
public record EngineStatus(
    List<IkeSaStatus> ikeSas, Map<DropReason, Long> drops, Map<String, Long> events) {
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
   * An IKE SA.
   *
   * @param id its number within the engine, as in the trace
   * @param peer the peer's name; empty while unknown
   * @param initiator whether we opened it
   * @param state where the HTH stands
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
   */
  public record ChildSaStatus(
      String name,
      ChildConfig.Mode mode,
      String proposal,
      int inboundSpi,
      int outboundSpi,
      long packetsIn,
      long packetsOut) {}
}
