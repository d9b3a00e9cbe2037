// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.sa;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.ike.child.ChildSas;
import org.sallyport.engine.ike.child.ChildTable;
import org.sallyport.engine.ike.keys.IkeKeys;
import org.sallyport.engine.ike.keys.KeyLogLines;
import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.message.Computation;
import org.sallyport.engine.ike.message.Fingerprint;
import org.sallyport.engine.ike.message.MessageWindow;
import org.sallyport.engine.ike.message.MessageWriter;
import org.sallyport.engine.ike.message.OutgoingMessage;
import org.sallyport.engine.ike.message.Received;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.ike.path.PeerPath;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.table.HthLivenessTimerDecision;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.task.JobQueue;
import org.sallyport.engine.task.TaskScheduler;
import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.ike.IkePayload;

/**
 * One IKE SA: what the TCB of a handshake task refers to. It moves only as the rows of the machine
 * {@code Hth} say.
 */
public final class IkeSa {
  private final PeerPath path;
  private final SaTimers timers;
  private final SaTimers.Timer halfOpenExpiry;
  private final SaTimers.Timer livenessTimer;
  private final SaTimers.Timer lingerTimer;
  private final MessageWindow window;
  private final ChildTable children;
  private final MessageWriter writer;
  private final JobQueue jobs;

  private int task;
  private long id;
  private HthState state = HthState.IDLE;
  private long stateSinceNs;
  private boolean initiator;
  private long initiatorSpi;
  private long responderSpi;
  private @Nullable InitOrigin initOrigin;
  private Fingerprint initRequest = Fingerprint.NONE;
  private @Nullable PeerConfig peer;
  private @Nullable IkeProposal proposal;
  private @Nullable Handshake handshake;
  private @Nullable Computation job;
  private @Nullable IkeKeys keys;

  private final Deque<ClassifiedMessage> inbox = new ArrayDeque<>();

  /** What all IKE SAs share. */
  public record Shared(
      MessageWindow.Shared window,
      ChildSas children,
      KeyLogLines keyLog,
      MessageWriter writer,
      TaskScheduler scheduler,
      JobQueue jobs,
      TraceSink trace) {}

  /** As a task in its pool has it. */
  IkeSa(Shared shared) {
    path = new PeerPath(shared.trace());
    timers = new SaTimers(shared.scheduler());
    SaTimers.Timer retransmission = timers.add(firing -> firing.sa().window.retransmit(firing));
    halfOpenExpiry = timers.add(firing -> post(firing, HthEvent.HALF_OPEN_EXPIRED));
    long livenessNs = shared.window().timers().livenessNs();
    livenessTimer = timers.add(firing -> firing.post(life(firing, livenessNs)));
    lingerTimer = timers.add(firing -> post(firing, HthEvent.LINGER_EXPIRED));
    window = new MessageWindow(path, retransmission, shared.window());
    children = new ChildTable(shared.children(), shared.keyLog(), path);
    writer = shared.writer();
    jobs = shared.jobs();
  }

  private static void post(Firing firing, HthEvent event) {
    firing.post(ClassifiedMessage.of(event));
  }

  private static ClassifiedMessage life(Firing firing, long livenessNs) {
    long silentSinceNs = firing.nowNs() - livenessNs;
    long known =
        HthLivenessTimerDecision.ask(() -> firing.sa().children.lastHeardNs() > silentSinceNs);
    return ClassifiedMessage.of(HthLivenessTimerDecision.event(known), known);
  }

  /** A task begins. */
  void begin(int ofTask, long number) {
    task = ofTask;
    id = number;
    timers.begin(ofTask);
    window.begin(number);
  }

  public void beginAsInitiator(PeerConfig withPeer, Endpoint local, Endpoint remote) {
    initiator = true;
    peer = withPeer;
    path.begin(id, true, local, remote);
  }

  /** An IKE_SA_INIT request begins it. */
  public void beginAsResponder(Received request) {
    Incoming message = request.incoming();
    initiatorSpi = message.initiatorSpi();
    initOrigin = InitOrigin.of(message);
    initRequest = request.fingerprint();
    path.begin(id, false, message.local(), message.remote());
  }

  /** The task whose data this is, as its pool numbers it. */
  int task() {
    return task;
  }

  /** Its number within this engine, from 1 and never used again; 0 while idle. */
  public long id() {
    return id;
  }

  public HthState state() {
    return state;
  }

  public long stateSinceNs() {
    return stateSinceNs;
  }

  public void moveTo(HthState next, long nowNs) {
    if (next != state) {
      stateSinceNs = nowNs;
    }
    state = next;
  }

  public boolean isInitiator() {
    return initiator;
  }

  /** Whether we opened it, and its handshake goes on; one that the operator closed does not. */
  public boolean isOpening() {
    return state.isOpening();
  }

  /** Whether it is under way, established or being closed, and not over. */
  public boolean isAlive() {
    return state.isAlive();
  }

  /** Whether the Child SA that a handshake with the peer makes is there, and sent on. */
  public boolean hasFirstChild() {
    PeerConfig known = peer;
    return known != null && children.sendsOn(known.firstChild().name());
  }

  /** Whether it stands without a Child SA; none will be made under it. */
  public boolean isChildless() {
    return state == HthState.ESTABLISHED && children.isEmpty();
  }

  /** SPIi; 0 while idle. */
  public long initiatorSpi() {
    return initiatorSpi;
  }

  /** SPIr; 0 while unknown. */
  public long responderSpi() {
    return responderSpi;
  }

  public void setInitiatorSpi(long drawn) {
    initiatorSpi = drawn;
  }

  /** SPIr, drawn by us or told by the responder. */
  public void setResponderSpi(long known) {
    responderSpi = known;
  }

  /** The SPI by which messages to us name this IKE SA. */
  public long ownSpi() {
    return initiator ? initiatorSpi : responderSpi;
  }

  /** The SPI by which the peer knows it; 0 while unknown. */
  public long peerSpi() {
    return initiator ? responderSpi : initiatorSpi;
  }

  /** Where the IKE_SA_INIT request came from that has made it; null when we opened it. */
  @Nullable InitOrigin initOrigin() {
    return initOrigin;
  }

  /** That request's fingerprint; {@link Fingerprint#NONE} when we opened it. */
  Fingerprint initRequest() {
    return initRequest;
  }

  public PeerPath path() {
    return path;
  }

  public SaTimers timers() {
    return timers;
  }

  /** The initiator has to authenticate before. */
  public SaTimers.Timer halfOpenExpiry() {
    return halfOpenExpiry;
  }

  /** Something should be heard from the peer before. */
  public SaTimers.Timer livenessTimer() {
    return livenessTimer;
  }

  /** The last answer is kept until then. */
  public SaTimers.Timer lingerTimer() {
    return lingerTimer;
  }

  public MessageWindow window() {
    return window;
  }

  public ChildTable children() {
    return children;
  }

  /** The peer's configuration, or null while it is unknown. */
  public @Nullable PeerConfig peerOrNull() {
    return peer;
  }

  /** The peer has proved who it is. */
  public void setPeer(PeerConfig known) {
    peer = known;
  }

  /** The algorithms, or null while they are not negotiated. */
  public @Nullable IkeProposal proposalOrNull() {
    return proposal;
  }

  /** What the handshake needs, or null when none is going on. */
  public @Nullable Handshake handshakeOrNull() {
    return handshake;
  }

  public void setHandshake(Handshake started) {
    handshake = started;
  }

  /** From now on it waits for this job, and for no other. */
  public void submit(Computation submitted, long nowNs) {
    jobs.submit(task, submitted, nowNs);
    job = submitted;
  }

  /** Whether it waits for a job, or for its turn to take what was computed. */
  public boolean waitsForJob() {
    return job != null;
  }

  /** The job that it has waited for, once it is done; null before that and when it was taken. */
  public @Nullable Computation takeFinishedJob() {
    Computation present = job;
    if (present == null || !present.isDone()) {
      return null;
    }
    job = null;
    return present;
  }

  /** The job is not computed any further, and what is secret of it is zeroed. */
  public void cancelJob() {
    Computation present = job;
    if (present != null) {
      jobs.cancel(task);
      present.destroy();
      job = null;
    }
  }

  /** The keys, or null when there are none yet or any more. */
  public @Nullable IkeKeys keysOrNull() {
    return keys;
  }

  /** The keys, in a row that follows from a message under them or that has derived them. */
  public IkeKeys keys() {
    IkeKeys present = keys;
    if (present == null) {
      throw new IllegalStateException("a row asks for keys that its state does not have");
    }
    return present;
  }

  /** The key schedule is done. */
  public void setKeys(IkeProposal negotiated, IkeKeys derived) {
    proposal = negotiated;
    keys = derived;
  }

  /**
   * A message of ours under SK.
   *
   * @param exchange the exchange type's number; of an answer, that of its request
   */
  public OutgoingMessage seal(
      int exchange, boolean response, long messageId, List<? extends IkePayload> payloads) {
    return writer.sealed(
        keys(),
        new MessageWriter.Header(
            initiatorSpi, responderSpi, exchange, initiator, response, messageId),
        payloads);
  }

  /** Whether nothing is left but the task, which waits to be reclaimed. */
  public boolean isClosed() {
    return state == HthState.CLOSED;
  }

  /** Another IKE SA has something for this one, which it is given when its task has its turn. */
  public void leave(ClassifiedMessage message) {
    inbox.add(message);
    timers.resume();
  }

  /** The next that another IKE SA has left, or null. */
  public @Nullable ClassifiedMessage nextLeft() {
    return inbox.poll();
  }

  /** Zeroes what only the handshake needed. */
  public void releaseHandshake() {
    if (handshake != null) {
      handshake.destroy();
      handshake = null;
    }
    children.releaseRoom();
  }

  /** Zeroes every key; what waited to be sealed with them waits no more. */
  public void releaseKeys() {
    releaseHandshake();
    if (keys != null) {
      keys.destroy();
      keys = null;
    }
    window.abandon();
  }

  /** As a task in its pool has it: the rows that end an IKE SA have left nothing but the task. */
  void reset() {
    assert job == null && handshake == null && keys == null : "secrets end with the IKE SA";
    assert children.all().isEmpty() && inbox.isEmpty() : "an IKE SA that is over has nothing";
    id = 0;
    state = HthState.IDLE;
    initiator = false;
    initiatorSpi = 0;
    responderSpi = 0;
    path.reset();
    peer = null;
    proposal = null;
    window.reset();
    initOrigin = null;
    initRequest = Fingerprint.NONE;
  }
}
