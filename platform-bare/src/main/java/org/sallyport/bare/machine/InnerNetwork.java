package org.sallyport.bare.machine;

import org.sallyport.bare.board.Machine;
import org.sallyport.bare.nic.NetworkDriver;
import org.sallyport.engine.DropReason;
import org.sallyport.engine.Engine;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.net.HostStack;
import org.sallyport.engine.net.StackLimits;

/**
 * The Ethernet behind the machine: hosts there reach the tunnels through our address on their
 * network, and what comes out of a tunnel finds its host by ARP or NDP. The engine's inner side
 * knows bare IP packets only; this stack puts them on the wire and takes them off it, in their
 * slot.
 */
final class InnerNetwork implements PollLoop.Receiver {
  private final HostStack stack;
  private long latestNs = Machine.timeNs();

  /**
   * A network of hosts.
   *
   * @param network our addresses there, with the hardware address of the driver
   * @param seed where the identifiers of our own packets begin
   */
  InnerNetwork(NetworkConfig network, NetworkDriver driver, FramePool pool, int seed) {
    stack =
        new HostStack(network, StackLimits.DEFAULT, pool, frame -> Host.send(driver, frame), seed);
  }

  /** Packets of the hosts, for other networks, go to the engine's inner side from now on. */
  void attach(Engine engine) {
    stack.setForwarder((packet, nowNs) -> engine.receiveInner(packet.frame(), nowNs));
  }

  /** A packet out of a tunnel, for a host behind us. Taken over. */
  void deliver(Frame packet) {
    stack.transmit(packet, latestNs);
  }

  @Override
  public DropReason receive(Frame held, long nowNs) {
    latestNs = nowNs;
    return stack.receive(held, nowNs);
  }

  @Override
  public int poll(long nowNs) {
    latestNs = nowNs;
    return stack.poll(nowNs);
  }

  @Override
  public long nextDeadlineNs() {
    return stack.nextDeadlineNs();
  }
}
