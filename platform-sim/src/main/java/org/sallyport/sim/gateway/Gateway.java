// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.sallyport.engine.Engine;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.WebConfig;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Slab;
import org.sallyport.engine.port.EnginePorts;
import org.sallyport.engine.port.KeyLog;
import org.sallyport.engine.port.OperatorLog;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.sim.link.FrameLink;
import org.sallyport.sim.link.LinkWaiter;
import org.sallyport.sim.link.PooledLink;

/**
 * The poll loop of a hosted engine: takes bursts from the outer and the inner link, gives them to
 * the engine with the time, and sleeps until something arrives or is due. One thread runs it; other
 * threads reach the engine through {@link #ask}, whose questions the loop answers between bursts.
 */
public final class Gateway {
  private static final int BURST_FRAMES = 32;
  private static final int POOL_SLOTS = 512;
  private static final int SLOT_BYTES = 16384; // a TUN may have an MTU of 9000 and more
  private static final int LONGEST_SLEEP_MS = 50; // questions of other threads wait no longer
  private static final long MILLISECOND_NS = 1_000_000L;

  private final Engine engine;
  private final List<Side> sides = new ArrayList<>();
  private final LongSupplier clockNs;
  private final ConcurrentLinkedQueue<Runnable> questions = new ConcurrentLinkedQueue<>();
  private volatile boolean isStopping;

  /**
   * Makes the engine; nothing is sent before {@link #run}.
   *
   * @param web what the engine serves on its own addresses
   * @param outer where IKE and ESP travel
   * @param inner where plain packets travel, at most one
   * @param clockNs never goes backwards
   */
  public Gateway(
      EngineConfig config,
      WebConfig web,
      FrameLink outer,
      List<FrameLink> inner,
      CryptoLibrary crypto,
      EntropySource entropy,
      Logs logs,
      LongSupplier clockNs) {
    this.clockNs = clockNs;
    FramePool pool = new FramePool(new Slab(POOL_SLOTS, SLOT_BYTES, FramePool.HEAD_ROOM));
    PooledLink outerLink = new PooledLink(outer, pool);
    PooledLink innerLink = inner.isEmpty() ? null : new PooledLink(inner.getFirst(), pool);
    this.engine =
        new Engine(
            config,
            web,
            crypto,
            entropy,
            pool,
            new EnginePorts(
                outerLink,
                innerLink == null ? Frame::release : innerLink,
                logs.trace,
                logs.keys,
                logs.operator));
    sides.add(new Side(outerLink, engine::receive));
    if (innerLink != null) {
      sides.add(new Side(innerLink, engine::receiveInner));
    }
  }

  /** Runs until {@link #stop}, then closes every SA with its peer, for two seconds at most. */
  public void run() {
    LinkWaiter waiter = new LinkWaiter(sides.stream().map(side -> side.link().link()).toList());
    while (!isStopping) {
      turn(waiter);
    }
    engine.shutDown(clockNs.getAsLong());
    while (!engine.isShutDown()) {
      turn(waiter);
    }
    answerQuestions();
  }

  /** Ends {@link #run} from any thread. */
  public void stop() {
    isStopping = true;
  }

  /**
   * Asks the engine something from any thread.
   *
   * @param question runs in the loop's thread
   * @return done when the loop has answered
   */
  public <T> CompletableFuture<T> ask(Function<Engine, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    questions.add(() -> {
      try {
        answer.complete(question.apply(engine));
      } catch (RuntimeException failure) {
        answer.completeExceptionally(failure);
      }
    });
    return answer;
  }

  /** The time by the gateway's clock, for questions that need it. */
  public long nowNs() {
    return clockNs.getAsLong();
  }

  /** One turn of the duty cycle. */
  private void turn(LinkWaiter waiter) {
    int workCount = answerQuestions();
    for (Side side : sides) {
      workCount += side.burst(clockNs);
    }
    long nowNs = clockNs.getAsLong();
    workCount += engine.poll(nowNs);
    if (workCount == 0) {
      long untilDueMs = (engine.nextDeadlineNs() - nowNs) / MILLISECOND_NS + 1;
      waiter.await((int) Math.max(0, Math.min(LONGEST_SLEEP_MS, untilDueMs)));
    }
  }

  private int answerQuestions() {
    int count = 0;
    for (Runnable question = questions.poll(); question != null; question = questions.poll()) {
      question.run();
      count++;
    }
    return count;
  }

  /** Where the engine's records go. */
  public record Logs(TraceSink trace, KeyLog keys, OperatorLog operator) {}

  /** A link with what is done with its frames. */
  private record Side(PooledLink link, Taker taker) {
    int burst(LongSupplier clockNs) {
      int count = 0;
      long nowNs = clockNs.getAsLong();
      while (count < BURST_FRAMES) {
        Frame frame = link.receive();
        if (frame == null) {
          break;
        }
        taker.take(frame, nowNs);
        count++;
      }
      return count;
    }
  }

  /** Takes one held frame over. */
  private interface Taker {
    void take(Frame held, long nowNs);
  }
}
