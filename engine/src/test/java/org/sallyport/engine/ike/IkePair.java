// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.dataplane.spd.SecurityPolicyDatabase;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.ike.child.ChildSas;
import org.sallyport.engine.ike.message.MessageWriter;
import org.sallyport.engine.ike.message.ProtectedMessage;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.port.EnginePorts;
import org.sallyport.engine.status.EngineStatus;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.task.TaskScheduler;
import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.IkeHeader;
import org.sallyport.engine.wire.ike.IkeParser;
import org.sallyport.engine.wire.ike.IkePayload;
import org.sallyport.engine.wire.ike.KeyExchangePayload;
import org.sallyport.engine.wire.ike.PayloadList;

/** Two engines, IKE only, and a wire between them that a test can watch, cut and tap. */
final class IkePair {
  static final IpAddress ADDRESS_A = address("192.0.2.1");
  static final IpAddress ADDRESS_B = address("192.0.2.2");
  static final AddressRange NET_A = TrafficSelectors.ofPrefix(address("10.1.0.0"), 24);
  static final AddressRange NET_B = TrafficSelectors.ofPrefix(address("10.2.0.0"), 24);
  static final long SECOND_NS = 1_000_000_000L;

  static final IkeProposal GCM =
      new IkeProposal(
          new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 128, IntegrityAlgorithm.NONE),
          PrfAlgorithm.HMAC_SHA2_256,
          KeyExchangeMethod.X25519);
  static final IkeProposal CBC =
      new IkeProposal(
          new CipherSuite(EncryptionAlgorithm.AES_CBC, 256, IntegrityAlgorithm.HMAC_SHA2_256_128),
          PrfAlgorithm.HMAC_SHA2_256,
          KeyExchangeMethod.ECP_256);
  static final EspProposal ESP_GCM = new EspProposal(GCM.suite(), false);
  static final EspProposal ESP_CBC = new EspProposal(CBC.suite(), false);

  /** A message on the wire. */
  record Datagram(Endpoint from, Endpoint to, byte[] octets) {
    Datagram copy() {
      return new Datagram(from, to, octets.clone());
    }
  }

  /** One end. */
  static final class End {
    final String name;
    final RecordingSad sad = new RecordingSad();
    final List<String> trace = new ArrayList<>();
    final List<String> log = new ArrayList<>();

    /** The arrays into which its entropy source has drawn. */
    final List<byte[]> drawn = new ArrayList<>();

    final List<String> keyLines = new ArrayList<>();
    CryptoLibrary crypto = new BouncyCastleLibrary();
    PeerConfig peer;
    IkeEngine engine;
    TaskScheduler scheduler;

    /** Requests that a test has made with this end's keys, without this end's knowledge. */
    int requestsMade;

    End(String name) {
      this.name = name;
    }

    HthState state() {
      return status().isEmpty() ? HthState.IDLE : status().get(0).state();
    }

    List<EngineStatus.IkeSaStatus> status() {
      return engine.status(sad);
    }

    /** The one Child SA that is installed. */
    RecordingSad.Installed child() {
      assertEquals(1, sad.byInboundSpi.size(), log::toString);
      return sad.byInboundSpi.values().iterator().next();
    }

    /** What its first child offers and accepts. */
    End esp(EspProposal... proposals) {
      ChildConfig child = peer.firstChild();
      return configure(
          child.mode(), List.of(proposals), child.localSelectors(), child.remoteSelectors());
    }

    /** What its first child protects. */
    End selectors(List<AddressRange> local, List<AddressRange> remote) {
      ChildConfig child = peer.firstChild();
      return configure(child.mode(), child.proposals(), local, remote);
    }

    End mode(Mode mode) {
      ChildConfig child = peer.firstChild();
      return configure(mode, child.proposals(), child.localSelectors(), child.remoteSelectors());
    }

    private End configure(
        Mode mode,
        List<EspProposal> proposals,
        List<AddressRange> local,
        List<AddressRange> remote) {
      ChildConfig child = peer.firstChild();
      peer =
          withChildren(
              peer,
              new ChildConfig(child.name(), mode, proposals, local, remote, child.replayWindow()));
      return this;
    }

    void runTasks(long nowNs) {
      scheduler.run(nowNs, 1000, engine.tasks());
    }

    boolean logged(String part) {
      return log.stream().anyMatch(line -> line.contains(part));
    }
  }

  final End a = new End("a");
  final End b = new End("b");
  final Deque<Datagram> wire = new ArrayDeque<>();
  final List<Datagram> sent = new ArrayList<>();
  Predicate<Datagram> lost = datagram -> false;
  LimitsConfig limits = LimitsConfig.DEFAULT;
  TimersConfig timers = TimersConfig.DEFAULT;
  long nowNs;
  private long seed = 1;

  IkePair() {
    a.peer = peer("b", ADDRESS_A, ADDRESS_B, NET_A, NET_B, List.of(GCM), List.of(ESP_GCM));
    b.peer = peer("a", ADDRESS_B, ADDRESS_A, NET_B, NET_A, List.of(GCM), List.of(ESP_GCM));
  }

  static IpAddress address(String text) {
    IpAddress parsed = IpAddress.parse(text);
    if (parsed == null) {
      throw new IllegalArgumentException(text);
    }
    return parsed;
  }

  static PeerConfig peer(
      String remote,
      IpAddress localAddress,
      IpAddress remoteAddress,
      AddressRange localNet,
      AddressRange remoteNet,
      List<IkeProposal> ike,
      List<EspProposal> esp) {
    String local = remote.equals("a") ? "b" : "a";
    ChildConfig child =
        new ChildConfig(
            "net",
            Mode.TUNNEL,
            esp,
            List.of(localNet),
            List.of(remoteNet),
            ChildConfig.DEFAULT_REPLAY_WINDOW);
    return new PeerConfig(
        remote,
        localAddress,
        remoteAddress,
        Identity.ofDomainName(local + ".test"),
        Identity.ofDomainName(remote + ".test"),
        PresharedKey.ofAscii("a secret of the two"),
        ike,
        false,
        false,
        List.of(child));
  }

  IkePair with(List<IkeProposal> ikeA, List<IkeProposal> ikeB) {
    a.peer = withIke(a.peer, ikeA);
    b.peer = withIke(b.peer, ikeB);
    return this;
  }

  static PeerConfig withIke(PeerConfig p, List<IkeProposal> ike) {
    return new PeerConfig(
        p.name(),
        p.localAddress(),
        p.remoteAddress(),
        p.localId(),
        p.remoteId(),
        p.credentials(),
        ike,
        p.forceUdpEncapsulation(),
        p.initiate(),
        p.children());
  }

  static PeerConfig withSecret(PeerConfig p, String secret) {
    return new PeerConfig(
        p.name(),
        p.localAddress(),
        p.remoteAddress(),
        p.localId(),
        p.remoteId(),
        PresharedKey.ofAscii(secret),
        p.ikeProposals(),
        p.forceUdpEncapsulation(),
        p.initiate(),
        p.children());
  }

  static PeerConfig withIdentities(PeerConfig p, Identity localId, Identity remoteId) {
    return new PeerConfig(
        p.name(),
        p.localAddress(),
        p.remoteAddress(),
        localId,
        remoteId,
        p.credentials(),
        p.ikeProposals(),
        p.forceUdpEncapsulation(),
        p.initiate(),
        p.children());
  }

  static PeerConfig withForcedEncapsulation(PeerConfig p) {
    return new PeerConfig(
        p.name(),
        p.localAddress(),
        p.remoteAddress(),
        p.localId(),
        p.remoteId(),
        p.credentials(),
        p.ikeProposals(),
        true,
        p.initiate(),
        p.children());
  }

  static PeerConfig withChildren(PeerConfig p, ChildConfig... children) {
    return new PeerConfig(
        p.name(),
        p.localAddress(),
        p.remoteAddress(),
        p.localId(),
        p.remoteId(),
        p.credentials(),
        p.ikeProposals(),
        p.forceUdpEncapsulation(),
        p.initiate(),
        List.of(children));
  }

  IkePair start() {
    start(a);
    start(b);
    return this;
  }

  void start(End end) {
    EnginePorts ports =
        new EnginePorts(
            frame -> {},
            frame -> {},
            NotedRows.and((machine, id, state, event, next, known, now) ->
                end.trace.add(machine + " " + id + " " + state + " " + event + " " + next)),
            new org.sallyport.engine.port.KeyLog() {
              @Override
              public void ikeSa(String line) {
                end.keyLines.add("ike " + line);
              }

              @Override
              public void espSa(String line) {
                end.keyLines.add("esp " + line);
              }
            },
            (level, peer, text, now) -> end.log.add(level + " " + peer + ": " + text));
    EngineConfig config =
        new EngineConfig(
            NetworkConfig.ofIp(List.of()), List.of(), List.of(end.peer), List.of(), limits, timers);
    end.scheduler =
        new TaskScheduler(limits.maximumIkeSas() + IkeEngine.TASKS, IkeEngine.DEADLINES_PER_TASK);
    EntropySource source = entropy(seed++);
    EntropySource entropy =
        (target, offset, length) -> {
          end.drawn.add(target);
          source.fill(target, offset, length);
        };
    ChildSas children =
        new ChildSas(
            config, SecurityPolicyDatabase.of(config), entropy, end.sad, ports.operatorLog());
    end.sad.events = children;
    end.engine =
        new IkeEngine(
            config,
            end.crypto,
            entropy,
            ports,
            children,
            (local, remote, message, now) -> {
              Datagram datagram = new Datagram(local, remote, message);
              sent.add(datagram.copy());
              if (!lost.test(datagram)) {
                wire.add(datagram.copy());
              }
            },
            end.scheduler);
  }

  /** A repeatable source of octets; good for tests only. */
  static EntropySource entropy(long seed) {
    java.util.Random random = new java.util.Random(seed);
    return (target, offset, length) -> {
      for (int i = 0; i < length; i++) {
        target[offset + i] = (byte) random.nextInt(256);
      }
    };
  }

  End at(Endpoint endpoint) {
    return endpoint.address().equals(a.peer.localAddress()) ? a : b;
  }

  /** Delivers a message, and lets its receiver compute what it has to. */
  DropReason deliver(Datagram datagram) {
    DropReason result = deliverOnly(datagram);
    compute(at(datagram.to()));
    return result;
  }

  /** Delivers a message; what has to be computed for its answer is not yet. */
  DropReason deliverOnly(Datagram datagram) {
    byte[] octets = datagram.octets().clone();
    return at(datagram.to())
        .engine
        .receive(datagram.to(), datagram.from(), octets, 0, octets.length, nowNs);
  }

  /** Gives an end its turns until no key exchange is left to compute. */
  void compute(End end) {
    while (end.engine.isComputing()) {
      end.runTasks(nowNs);
    }
  }

  /** Computes and delivers until the wire is empty. */
  IkePair run() {
    compute(a);
    compute(b);
    while (!wire.isEmpty()) {
      deliver(wire.remove());
    }
    return this;
  }

  /**
   * Lets time pass, with everything that falls due, until nothing is due before {@code untilNs}.
   */
  IkePair runUntil(long untilNs) {
    run();
    while (true) {
      long next = Math.min(a.scheduler.nextDeadlineNs(), b.scheduler.nextDeadlineNs());
      if (next > untilNs || next == DeadlineTable.NEVER_NS) {
        nowNs = untilNs;
        return this;
      }
      nowNs = Math.max(nowNs, next);
      a.runTasks(nowNs);
      b.runTasks(nowNs);
      run();
    }
  }

  IkePair initiate(End end) {
    if (!end.engine.initiate(end.peer, end.peer.localAddress(), nowNs)) {
      throw new AssertionError("cannot initiate");
    }
    compute(end);
    return this;
  }

  IkePair establish() {
    start();
    initiate(a);
    run();
    return this;
  }

  /** IKE_SA_INIT is done; the initiator's IKE_AUTH request is on the wire. */
  IkePair upToAuth() {
    start();
    initiate(a);
    deliver(wire.remove());
    deliver(wire.remove());
    return this;
  }

  /** Both ends have the same Child SA, each from its side. */
  void assertChildrenMatch() {
    RecordingSad.Installed ofA = a.child();
    RecordingSad.Installed ofB = b.child();
    assertEquals(ofA.inboundSpi(), ofB.outboundSpi());
    assertEquals(ofA.outboundSpi(), ofB.inboundSpi());
    assertEquals(ofA.inboundKeys(), ofB.outboundKeys());
    assertEquals(ofA.outboundKeys(), ofB.inboundKeys());
    assertEquals(ofA.parameters().localSelectors(), ofB.parameters().remoteSelectors());
    assertEquals(ofA.parameters().remoteSelectors(), ofB.parameters().localSelectors());
    assertEquals(ofA.parameters().mode(), ofB.parameters().mode());
    assertEquals(ofA.parameters().localAddress(), ofB.parameters().peerAddress());
    assertEquals(ofA.udpEncapsulation(), ofB.udpEncapsulation());
  }

  /** The one IKE SA of an end. */
  static IkeSa only(End end) {
    List<IkeSa> active = end.engine.table().active();
    if (active.size() != 1) {
      throw new AssertionError(active.size() + " IKE SAs at " + end.name);
    }
    return active.get(0);
  }

  End other(End end) {
    return end == a ? b : a;
  }

  /**
   * A message that only {@code from} can have made, however odd, as it arrives at the other end.
   */
  Datagram sealed(
      End from, ExchangeType exchange, boolean response, long id, IkePayload... payloads) {
    return sealed(from, exchange.number(), response, id, payloads);
  }

  /** The same with an exchange type by its number, known or not. */
  Datagram sealed(End from, int exchange, boolean response, long id, IkePayload... payloads) {
    IkeSa sa = only(from);
    OctetString octets = sa.seal(exchange, response, id, List.of(payloads)).datagrams().get(0);
    return new Datagram(sa.path().local(), sa.path().remote(), octets.toArray());
  }

  /** Sends {@link #sealed} with the next message ID of the sender, and says what came of it. */
  DropReason request(End from, ExchangeType exchange, IkePayload... payloads) {
    long id = only(from).window().nextRequestId() + from.requestsMade++;
    return deliver(sealed(from, exchange, false, id, payloads));
  }

  /** A message in clear that anyone can have made. */
  Datagram clear(
      End to,
      long initiatorSpi,
      long responderSpi,
      ExchangeType exchange,
      boolean fromInitiator,
      boolean response,
      long id,
      IkePayload... payloads) {
    byte[] octets =
        new MessageWriter()
            .clear(
                new MessageWriter.Header(
                    initiatorSpi, responderSpi, exchange.number(), fromInitiator, response, id),
                List.of(payloads))
            .toArray();
    return new Datagram(
        new Endpoint(to == a ? ADDRESS_B : ADDRESS_A, Endpoint.IKE_PORT),
        new Endpoint(to == a ? ADDRESS_A : ADDRESS_B, Endpoint.IKE_PORT),
        octets);
  }

  /** The message with its KE data replaced, and the payload's length kept. */
  static Datagram withPublicValue(Datagram message, byte[] genuine, byte[] value) {
    byte[] octets = message.octets().clone();
    for (int at = 0; at + genuine.length <= octets.length; at++) {
      if (Arrays.equals(octets, at, at + genuine.length, genuine, 0, genuine.length)) {
        System.arraycopy(value, 0, octets, at, value.length);
        return new Datagram(message.from(), message.to(), octets);
      }
    }
    throw new AssertionError("the public value is not in the message");
  }

  /** The public value in the message that was sent last. */
  byte[] publicValue() {
    KeyExchangePayload payload = lastSentInClear().keyExchange();
    if (payload == null) {
      throw new AssertionError("no KE payload");
    }
    return payload.data().toArray();
  }

  /** What the message that was sent last says, when it is in clear. */
  PayloadList lastSentInClear() {
    return inClear(sent.get(sent.size() - 1));
  }

  private static PayloadList inClear(Datagram datagram) {
    byte[] octets = datagram.octets();
    IkeHeader header = new IkeHeader().wrap(octets, 0, octets.length);
    return (PayloadList) IkeParser.parsePayloads(header, octets, 0, octets.length);
  }

  /** What the message that was sent last says, opened with the keys of its receiver. */
  PayloadList lastSent() {
    return opened(sent.get(sent.size() - 1));
  }

  /** What a message says, opened with the keys of its receiver. */
  PayloadList opened(Datagram datagram) {
    Datagram copy = datagram.copy();
    Incoming incoming =
        new Incoming(copy.to(), copy.from(), copy.octets(), 0, copy.octets().length);
    ProtectedMessage content =
        new ProtectedMessage(only(at(copy.to())).keysOrNull(), incoming, inClear(datagram));
    assertTrue(content.verified(), content::reason);
    return content.payloads();
  }
}
