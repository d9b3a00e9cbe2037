// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.Engine;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.port.EnginePorts;
import org.sallyport.engine.wire.IpAddress;

class SerialCommandsTest {
  private static final long NOW_NS = 5_000_000_000L;

  private final RecordedMachine around = new RecordedMachine();
  private final Engine engine = engine();
  private final SerialCommands commands = new SerialCommands(engine, around);

  @Test
  void anAnswerIsMarkedAndEnded() {
    type("heap\n");
    assertEquals(List.of("= heap_octets 7000", "=."), around.lines);
    assertTrue(around.hasCollected);
  }

  @Test
  void statusTellsTheMachineAndItsInterfaces() {
    type("status\r\n");
    assertEquals("= uptime_ms 5000", around.lines.getFirst());
    assertTrue(around.lines.contains("= nic first RECEIVED=3"), around.lines::toString);
    assertEquals("=.", around.lines.getLast());
    assertFalse(around.hasCollected);
  }

  @Test
  void whatIsNoOrderIsRefusedWithTheOrdersThereAre() {
    type("reboot\nclose nobody\ninitiate\n\n");
    assertEquals(6, around.lines.size(), around.lines::toString);
    assertTrue(around.lines.getFirst().startsWith("= refused: commands are status"));
    assertTrue(around.lines.get(2).startsWith("= refused: there is no such peer"));
    assertFalse(commands.isShutdownRequested());
  }

  @Test
  void aFloodOfTypingIsCutAndHarmless() {
    type("x".repeat(100_000) + "\u0001\u00ff\n" + "shutdown\n");
    assertEquals(4, around.lines.size(), around.lines::toString);
    assertTrue(commands.isShutdownRequested());
  }

  /** The order goes to the engine, which keeps it: the machine only waits for the end. */
  @Test
  void shutdownIsTheEngines() {
    engine.poll(NOW_NS);
    type("initiate peer\n");
    assertEquals("= done", around.lines.getFirst());
    engine.poll(NOW_NS);
    type("shutdown\n");
    assertTrue(commands.isShutdownRequested());
    assertFalse(engine.isShutDown(), "it was not looked yet whether all is closed");
    for (long nowNs = engine.nextDeadlineNs(); !engine.isShutDown(); ) {
      engine.poll(nowNs);
      nowNs = engine.nextDeadlineNs();
      assertTrue(nowNs <= NOW_NS + 3_000_000_000L || engine.isShutDown(), "two seconds at most");
    }
    around.lines.clear();
    type("initiate peer\n");
    assertTrue(around.lines.getFirst().startsWith("= refused"), around.lines::toString);
  }

  private void type(String text) {
    for (int i = 0; i < text.length(); i++) {
      commands.octet(text.charAt(i), NOW_NS);
    }
  }

  private static Engine engine() {
    NetworkConfig network =
        NetworkConfig.ofIp(List.of(new InterfaceAddress(IpAddress.ofIpv4(0xC0000201), 24)));
    EngineConfig config =
        new EngineConfig(
            network,
            List.of(),
            List.of(peer()),
            List.of(),
            LimitsConfig.DEFAULT,
            TimersConfig.DEFAULT);
    return new Engine(
        config,
        new BouncyCastleLibrary(),
        (target, offset, length) -> {
          for (int i = offset; i < offset + length; i++) {
            target[i] = (byte) i;
          }
        },
        FramePool.of(64),
        EnginePorts.of(Frame::release, Frame::release));
  }

  private static PeerConfig peer() {
    CipherSuite suite =
        new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 128, IntegrityAlgorithm.NONE);
    IpAddress own = IpAddress.ofIpv4(0xC0000201);
    IpAddress remote = IpAddress.ofIpv4(0xC0000202);
    return new PeerConfig(
        "peer",
        own,
        remote,
        Identity.ofAddress(own),
        Identity.ofAddress(remote),
        PresharedKey.ofAscii("a secret for the operator's test"),
        List.of(new IkeProposal(suite, PrfAlgorithm.HMAC_SHA2_256, KeyExchangeMethod.X25519)),
        false,
        false,
        List.of(
            new ChildConfig(
                "hosts",
                Mode.TUNNEL,
                List.of(new EspProposal(suite, false)),
                List.of(TrafficSelectors.ofPrefix(own, 32)),
                List.of(TrafficSelectors.ofPrefix(remote, 32)),
                ChildConfig.DEFAULT_REPLAY_WINDOW)));
  }

  private static final class RecordedMachine implements SerialCommands.Machine {
    private final List<String> lines = new ArrayList<>();
    private boolean hasCollected;

    @Override
    public void line(String text) {
      lines.add(text);
    }

    @Override
    public long heapOctets(boolean collects) {
      hasCollected |= collects;
      return 7000;
    }

    @Override
    public List<String> interfaces() {
      return List.of("first RECEIVED=3");
    }
  }
}
