// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.path;

import org.sallyport.engine.table.PeerPathActions;
import org.sallyport.engine.table.PeerPathArrivalDecision;
import org.sallyport.engine.table.PeerPathDetectionDecision;
import org.sallyport.engine.table.PeerPathEvent;
import org.sallyport.engine.table.PeerPathPortDecision;
import org.sallyport.engine.table.PeerPathState;
import org.sallyport.engine.table.PeerPathTable;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.wire.Endpoint;

/**
 * The machine {@code PeerPath} of one IKE SA: between which addresses and ports it and its Child
 * SAs pass, and which side follows a change of the other's (RFC 7296 §2.11, §2.23).
 */
public final class PeerPath implements PeerPathActions<PeerPath.Cause> {
  private final TraceSink trace;
  private PeerPathState state = PeerPathState.DETECTING;
  private long id;
  private boolean initiator;
  private Endpoint local = Endpoint.NOWHERE;
  private Endpoint remote = Endpoint.NOWHERE;
  private boolean udpEncapsulation;
  private Endpoint answerFrom = Endpoint.NOWHERE;
  private Endpoint answerTo = Endpoint.NOWHERE;

  /** The path of no IKE SA. */
  public PeerPath(TraceSink trace) {
    this.trace = trace;
  }

  /** What a firing is about, and what it brings about elsewhere. */
  public interface Cause {
    long nowNs();

    Incoming incoming();

    /** The Child SAs of this IKE SA take its path. */
    void redirectChildren();
  }

  public void begin(long ikeSaId, boolean isInitiator, Endpoint from, Endpoint to) {
    id = ikeSaId;
    initiator = isInitiator;
    local = from;
    remote = to;
  }

  /** As it was before there was an IKE SA. */
  public void reset() {
    state = PeerPathState.DETECTING;
    begin(0, false, Endpoint.NOWHERE, Endpoint.NOWHERE);
    udpEncapsulation = false;
    answerFrom = Endpoint.NOWHERE;
    answerTo = Endpoint.NOWHERE;
  }

  public Endpoint local() {
    return local;
  }

  public Endpoint remote() {
    return remote;
  }

  /** Whether ESP travels in UDP (RFC 3948). */
  public boolean udpEncapsulation() {
    return udpEncapsulation;
  }

  /** From where the answer to the last request goes; not always our end of the path. */
  public Endpoint answerFrom() {
    return answerFrom;
  }

  /** Where the answer to the last request goes; not always the peer's end of the path. */
  public Endpoint answerTo() {
    return answerTo;
  }

  /** Whether a message came between the addresses and ports in use. */
  public boolean isOn(Incoming message) {
    return message.local().equals(local) && message.remote().equals(remote);
  }

  /** The path as it is going to be when this request is answered. */
  public PeerPath after(Incoming request) {
    PeerPath next = new PeerPath(TraceSink.NONE);
    next.state = state;
    next.begin(id, initiator, local, remote);
    next.udpEncapsulation = udpEncapsulation;
    next.arrive(new Foreseen(request), true);
    return next;
  }

  /** What brings nothing about elsewhere. */
  private record Foreseen(Incoming incoming) implements Cause {
    @Override
    public long nowNs() {
      return 0;
    }

    @Override
    public void redirectChildren() {}
  }

  /** IKE_SA_INIT has passed: looks for NATs, and changes the port if that is the host's to do. */
  public void detect(Cause cause, NatDetection.Hashes hashes, boolean udpConfigured) {
    Detection facts = new Detection(this, hashes, udpConfigured);
    long found = PeerPathDetectionDecision.ask(facts);
    fire(cause, PeerPathDetectionDecision.event(found), found);
    long port = PeerPathPortDecision.ask(facts);
    fire(cause, PeerPathPortDecision.event(port), port);
  }

  /** A request is answered; fresh unless it was answered before. */
  public void arrive(Cause cause, boolean fresh) {
    // R7296-2.23-3, R7296-2.23-4
    long known = PeerPathArrivalDecision.ask(new Arrival(this, cause.incoming(), fresh));
    fire(cause, PeerPathArrivalDecision.event(known), known);
  }

  /** The one way in which the machine moves. */
  private void fire(Cause cause, PeerPathEvent event, long known) {
    PeerPathState before = state;
    int row = PeerPathTable.row(before, event);
    PeerPathActions.perform(row, this, cause);
    state = PeerPathTable.next(row);
    trace.transition("PeerPath", id, before, event, state, known, cause.nowNs());
  }

  // ---- actions

  @Override
  public void changeToNatPort(Cause cause) {
    // R7296-2.23-1
    local = local.withPort(Endpoint.NAT_TRAVERSAL_PORT);
    remote = remote.withPort(Endpoint.NAT_TRAVERSAL_PORT);
  }

  @Override
  public void encapsulateEsp(Cause cause) {
    // R7296-2.23-1
    udpEncapsulation = true;
  }

  @Override
  public void followPeer(Cause cause) {
    // R7296-2.23-2
    local = cause.incoming().local();
    remote = cause.incoming().remote();
  }

  @Override
  public void redirectChildren(Cause cause) {
    cause.redirectChildren();
  }

  @Override
  public void answerToOrigin(Cause cause) {
    // R7296-2.11-1
    answerFrom = cause.incoming().local();
    answerTo = cause.incoming().remote();
  }

  @Override
  public void keepPath(Cause cause) {}

  // ---- facts

  private record Detection(PeerPath path, NatDetection.Hashes hashes, boolean isUdpConfigured)
      implements PeerPathDetectionDecision.Facts, PeerPathPortDecision.Facts {
    @Override
    public boolean hashesPresent() {
      return hashes.present();
    }

    @Override
    public boolean destinationTrue() {
      return hashes.destinationTrue();
    }

    @Override
    public boolean sourceTrue() {
      return hashes.sourceTrue();
    }

    @Override
    public boolean udpConfigured() {
      return isUdpConfigured;
    }

    @Override
    public boolean hostIsInitiator() {
      return path.initiator;
    }

    @Override
    public boolean hostOnNatPort() {
      return path.local.port() == Endpoint.NAT_TRAVERSAL_PORT;
    }
  }

  private record Arrival(PeerPath path, Incoming message, boolean isFresh)
      implements PeerPathArrivalDecision.Facts {
    @Override
    public boolean fresh() {
      return isFresh;
    }

    @Override
    public boolean samePath() {
      return path.isOn(message);
    }

    @Override
    public boolean sameLocalAddress() {
      return message.local().address().equals(path.local.address());
    }

    @Override
    public boolean sameLocalPort() {
      return message.local().port() == path.local.port();
    }

    @Override
    public boolean arrivedOnNatPort() {
      return message.local().port() == Endpoint.NAT_TRAVERSAL_PORT;
    }

    @Override
    public boolean samePeerAddress() {
      return message.remote().address().equals(path.remote.address());
    }
  }
}
