// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.WebConfig;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.dataplane.AssociationInstaller;
import org.sallyport.engine.dataplane.AuditLog;
import org.sallyport.engine.dataplane.InboundPath;
import org.sallyport.engine.dataplane.OutboundPath;
import org.sallyport.engine.dataplane.StackPolicies;
import org.sallyport.engine.dataplane.esp.EspAssociations;
import org.sallyport.engine.dataplane.spd.SecurityPolicyDatabase;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.gateway.Acquisitions;
import org.sallyport.engine.gateway.DynamicAddress;
import org.sallyport.engine.gateway.Forwarding;
import org.sallyport.engine.gateway.PathMtuDiscovery;
import org.sallyport.engine.ike.IkeEngine;
import org.sallyport.engine.ike.child.ChildSas;
import org.sallyport.engine.net.HostOutput;
import org.sallyport.engine.net.HostStack;
import org.sallyport.engine.net.IcmpResponder;
import org.sallyport.engine.net.NetworkInterface;
import org.sallyport.engine.net.PacketPolicy;
import org.sallyport.engine.net.StackHandlers;
import org.sallyport.engine.net.StackLimits;
import org.sallyport.engine.net.UdpDatagram;
import org.sallyport.engine.port.CallLog;
import org.sallyport.engine.port.EnginePorts;
import org.sallyport.engine.status.EngineStatus;
import org.sallyport.engine.table.AllTables;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.task.TaskScheduler;
import org.sallyport.engine.task.TimedWork;
import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.OctetString;

/**
 * The whole engine behind one facade, sans-I/O: frames, packets, operator requests and the time go
 * in; frames, packets and logs come out through {@link EnginePorts}. Not safe for use by two
 * threads at once. Time never goes backwards.
 *
 * <p>A duty cycle is: up to 32 frames of each side ({@link #receive}, {@link #receiveInner}), then
 * {@link #poll}. ESP packets of a burst wait for each other and are handled by {@code poll}.
 *
 * <p>Frames are held slots of one {@link FramePool}; the engine takes each over, works in place,
 * and hands the very slot on to a port, or releases it. Between two turns it holds no more than
 * packets that wait for a neighbour's answer.
 */
public final class Engine {
  private final EngineConfig config;
  private final FramePool pool;
  private final CallLog calls;
  private final SecurityPolicyDatabase policies;
  private final EspAssociations associations;
  private final DutyCycle cycle;
  private final NetworkInterface outer;
  private final NetworkInterface inner;
  private final HostStack outerStack;
  private final HostStack innerStack;
  private final ChildSas children;
  private final OutboundPath out;
  private final Forwarding forwarding;
  private final InboundPath in;
  private final IkeEngine ike;
  private final EngineReport report;
  private final Acquisitions acquisitions;
  private boolean started;
  private long latestNs;

  /**
   * An engine in its first state; peers that are to be initiated are so at the first {@link #poll}.
   *
   * @param pool every frame that goes in or out lies in it; a slot takes a frame of the MTU
   */
  public Engine(
      EngineConfig config,
      CryptoLibrary crypto,
      EntropySource entropy,
      FramePool pool,
      EnginePorts ports) {
    this(config, WebConfig.NONE, crypto, entropy, pool, ports);
  }

  /**
   * An engine that also serves pages on its own addresses; see {@link #Engine(EngineConfig,
   * CryptoLibrary, EntropySource, FramePool, EnginePorts)}.
   */
  public Engine(
      EngineConfig config,
      WebConfig web,
      CryptoLibrary crypto,
      EntropySource entropy,
      FramePool pool,
      EnginePorts ports) {
    AllTables.make();
    this.config = config;
    this.pool = pool;
    this.calls = ports.calls();
    NetworkConfig network = config.network();
    policies = SecurityPolicyDatabase.of(config);
    associations = new EspAssociations(config.limits().maximumChildSas());
    TaskScheduler scheduler =
        new TaskScheduler(
            config.limits().maximumIkeSas() + IkeEngine.TASKS + DutyCycle.TASKS,
            IkeEngine.DEADLINES_PER_TASK,
            ports.trace());
    outer =
        new NetworkInterface(
            network, StackLimits.DEFAULT, pool, ports.outer(), seed(entropy), ports.trace(), null);
    inner =
        new NetworkInterface(
            innerNetwork(config),
            StackLimits.DEFAULT,
            pool,
            ports.inner(),
            seed(entropy),
            ports.trace(),
            outer);
    children =
        new ChildSas(
            config,
            policies,
            entropy,
            new AssociationInstaller(
                crypto, entropy, associations, network.mtuBytes(), ports.trace()),
            ports.operatorLog());
    AuditLog audit = new AuditLog(ports.operatorLog());
    out =
        new OutboundPath(
            policies, associations, crypto, children, audit, seed(entropy), outer, inner);
    ike =
        new IkeEngine(config, crypto, entropy, ports, children, new IkeTransport(outer), scheduler);
    acquisitions = new Acquisitions(config, ike, outer, ports);
    PacketPolicy outerPolicy = StackPolicies.outer(policies, out, network.dhcp());
    PacketPolicy innerPolicy = StackPolicies.inner(out);
    HostOutput innerOutput = new HostOutput(inner, innerPolicy);
    IcmpResponder innerIcmp = new IcmpResponder(innerOutput);
    forwarding = new Forwarding(inner, innerIcmp, policies, out, hasLan(config));
    outerStack =
        HostStack.of(
            outer,
            new StackHandlers(
                outerPolicy, forwarding.fromOutside(), new PathMtuDiscovery(associations)));
    innerStack =
        new HostStack(
            innerOutput, innerIcmp, StackHandlers.gateway(innerPolicy, forwarding.fromInside()));
    in = new InboundPath(associations, crypto, children, audit, outerStack, innerStack);
    listen(outerStack, in, ike);
    List<TimedWork> main = new ArrayList<>(List.of(outer, inner));
    if (network.dhcp()) {
      main.add(new DynamicAddress(network, outerStack, acquisitions, entropy, ports));
    }
    main.add(acquisitions);
    List<StackTcp> transports =
        StackTcp.of(
            web, outerStack, innerStack, network.mtuBytes(), crypto, entropy, ports.trace());
    report =
        new EngineReport(
            config.limits().maximumIkeSas(),
            ike,
            associations,
            scheduler,
            pool,
            outer,
            inner,
            in,
            out,
            transports);
    cycle =
        new DutyCycle(
            scheduler, ike.tasks(), in, out, main, WebService.on(transports, web, report));
  }

  private static boolean hasLan(EngineConfig config) {
    return config.forwarding().lan() != null;
  }

  private static void listen(HostStack outerStack, InboundPath in, IkeEngine ike) {
    outerStack.handleProtocol(
        IpProtocol.ESP,
        (packet, nowNs) -> in.esp(packet, packet.payloadOffset(), packet.payloadLength(), nowNs));
    outerStack.listenUdp(
        Endpoint.IKE_PORT, (datagram, nowNs) -> ikeMessage(ike, datagram, 0, nowNs));
    outerStack.listenUdp(
        Endpoint.NAT_TRAVERSAL_PORT, (datagram, nowNs) -> natTraversal(ike, in, datagram, nowNs));
  }

  private static DropReason natTraversal(
      IkeEngine ike, InboundPath in, UdpDatagram datagram, long nowNs) {
    return switch (IkeTransport.contentOf(datagram)) {
      case IKE -> ikeMessage(ike, datagram, IkeTransport.MARKER_LENGTH, nowNs);
      case ESP ->
          in.esp(datagram.packet(), datagram.payloadOffset(), datagram.payloadLength(), nowNs);
      case KEEPALIVE -> DropReason.NONE;
      case NOTHING -> DropReason.TRUNCATED;
    };
  }

  private static DropReason ikeMessage(
      IkeEngine ike, UdpDatagram datagram, int marker, long nowNs) {
    return ike.receive(
        new Endpoint(datagram.packet().destination(), datagram.destinationPort()),
        new Endpoint(datagram.packet().source(), datagram.sourcePort()),
        datagram.bytes(),
        datagram.payloadOffset() + marker,
        datagram.payloadLength() - marker,
        nowNs);
  }

  private static NetworkConfig innerNetwork(EngineConfig config) {
    NetworkConfig lan = config.forwarding().lan();
    if (lan != null) {
      return lan;
    }
    List<InterfaceAddress> own = new ArrayList<>();
    for (IpAddress address : config.innerAddresses()) {
      own.add(new InterfaceAddress(address, 8 * address.length()));
    }
    return new NetworkConfig(
        NetworkConfig.LinkKind.IP, OctetString.EMPTY, own, List.of(), config.network().mtuBytes());
  }

  private static int seed(EntropySource entropy) {
    byte[] octets = new byte[4];
    entropy.fill(octets, 0, octets.length);
    return OctetString.of(octets).i32(0);
  }

  /**
   * A frame from the outer side, Ethernet or bare IP as the link is configured: held, and taken
   * over.
   *
   * @return {@link DropReason#NONE} or why it was not acted upon, which is counted too; an ESP
   *     packet's ICV is verified later, in {@link #poll}
   */
  public DropReason receive(Frame held, long nowNs) {
    calls.receive(held, nowNs);
    note(nowNs);
    return outerStack.receive(held, nowNs);
  }

  private void note(long nowNs) {
    latestNs = nowNs;
    report.noteTime(nowNs);
    cycle.noteTime(nowNs);
    pool.noteTime(nowNs);
  }

  /**
   * A frame from the inner side: of Ethernet where there is a network behind us, else a plaintext
   * IP packet; see {@link #receive}. A packet for our own inner address goes to our own stack, any
   * other is handled by policy.
   */
  public DropReason receiveInner(Frame held, long nowNs) {
    calls.receiveInner(held, nowNs);
    note(nowNs);
    start(nowNs);
    if (hasLan(config)) {
      DropReason result = innerStack.receive(held, nowNs);
      acquisitions.packets(children, nowNs);
      return result;
    }
    if (held.ip().read() == DropReason.NONE && inner.owns(held.ip())) {
      return innerStack.receive(held, nowNs);
    }
    DropReason reason = out.submit(held, forwarding, nowNs);
    acquisitions.packets(children, nowNs);
    return reason;
  }

  /**
   * Lets everything happen that is due: timers, batches, finished tasks. Returns how much was done.
   */
  public int poll(long nowNs) {
    calls.poll(nowNs);
    note(nowNs);
    start(nowNs);
    int done = cycle.run(nowNs);
    acquisitions.packets(children, nowNs);
    done += out.flush(nowNs);
    if (in.pending() == 0 && out.pending() == 0) {
      associations.destroyRetired(children, nowNs);
    }
    return done;
  }

  private void start(long nowNs) {
    if (!started) {
      started = true;
      report.noteStart(nowNs);
      acquisitions.start(nowNs);
    }
  }

  /** When {@link #poll} must be called next; {@link DeadlineTable#NEVER_NS} for not at all. */
  public long nextDeadlineNs() {
    return started ? Math.max(latestNs, cycle.nextDeadlineNs()) : latestNs;
  }

  /**
   * Opens an IKE SA with the peer of this name, unless a handshake that we began with it is under
   * way; false when there is no such peer, no room for it, or no address of ours yet.
   */
  public boolean initiate(String peerName, long nowNs) {
    calls.initiate(peerName, nowNs);
    start(nowNs);
    PeerConfig peer = config.peer(peerName);
    return peer != null && acquisitions.request(peer, nowNs);
  }

  /** Closes every IKE SA with the peer; false when there is none. */
  public boolean close(String peerName, long nowNs) {
    calls.close(peerName, nowNs);
    PeerConfig peer = config.peer(peerName);
    return peer != null && ike.close(peer, nowNs);
  }

  /** Closes every Child SA of this name; false when there is none. */
  public boolean closeChild(String peerName, String childName, long nowNs) {
    calls.closeChild(peerName, childName, nowNs);
    PeerConfig peer = config.peer(peerName);
    return peer != null && ike.closeChild(peer, childName, nowNs);
  }

  /**
   * Ends everything with every peer: the IKE SAs are closed, and none is opened any more, by us or
   * by a peer. It takes two seconds at most, of {@link #poll}, until {@link #isShutDown}.
   */
  public void shutDown(long nowNs) {
    calls.shutDown(nowNs);
    ike.shutDown(nowNs);
    acquisitions.shutDown(nowNs);
  }

  /**
   * After {@link #shutDown}: whether every peer knows that its IKE SAs are over, or has had its
   * time to answer.
   */
  public boolean isShutDown() {
    return acquisitions.isShutDown();
  }

  /** Our addresses on the outer side, those that the network gave included. */
  public List<InterfaceAddress> outerAddresses() {
    return outer.addresses();
  }

  /** What the engine is doing. */
  public EngineStatus status() {
    return report.status();
  }
}
