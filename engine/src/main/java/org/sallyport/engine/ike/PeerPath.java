// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import org.sallyport.engine.table.PeerPathActions;
import org.sallyport.engine.table.PeerPathArrivalDecision;
import org.sallyport.engine.table.PeerPathDetectionDecision;
import org.sallyport.engine.table.PeerPathEvent;
import org.sallyport.engine.table.PeerPathPortDecision;
import org.sallyport.engine.table.PeerPathState;
import org.sallyport.engine.table.PeerPathTable;

/**
 * Fires the machine {@code PeerPath}: between which addresses and ports an IKE SA and its Child SAs
 * pass, and which side follows a change of the other's (RFC 7296 §2.11, §2.23).
 */
final class PeerPath implements PeerPathActions<Firing> {
  private final IkeContext context;

  PeerPath(IkeContext context) {
    this.context = context;
  }

  /** IKE_SA_INIT has passed: looks for NATs, and changes the port if that is the host's to do. */
  void detect(Firing firing, NatDetection.Hashes hashes, boolean udpConfigured) {
    Detection facts = new Detection(firing.sa(), hashes, udpConfigured);
    long found = PeerPathDetectionDecision.ask(facts);
    fire(firing, PeerPathDetectionDecision.event(found), found);
    long port = PeerPathPortDecision.ask(facts);
    fire(firing, PeerPathPortDecision.event(port), port);
  }

  /** A request has arrived; fresh unless it was answered before. */
  void arrive(Firing firing, boolean fresh) {
    long known = PeerPathArrivalDecision.ask(new Arrival(firing.sa(), firing.incoming(), fresh));
    fire(firing, PeerPathArrivalDecision.event(known), known);
  }

  /** The one way in which the machine moves. */
  private void fire(Firing firing, PeerPathEvent event, long known) {
    IkeSa sa = firing.sa();
    PeerPathState before = sa.pathState;
    int row = PeerPathTable.row(before, event);
    PeerPathActions.perform(row, this, firing);
    sa.pathState = PeerPathTable.next(row);
    context
        .ports
        .trace()
        .transition("PeerPath", sa.id, before, event, sa.pathState, known, firing.nowNs());
  }

  // ---- actions

  @Override
  public void changeToNatPort(Firing firing) {
    IkeSa sa = firing.sa();
    sa.local = sa.local.withPort(Endpoint.NAT_TRAVERSAL_PORT);
    sa.remote = sa.remote.withPort(Endpoint.NAT_TRAVERSAL_PORT);
  }

  @Override
  public void encapsulateEsp(Firing firing) {
    firing.sa().udpEncapsulation = true;
  }

  @Override
  public void followPeer(Firing firing) {
    firing.sa().local = firing.incoming().local();
    firing.sa().remote = firing.incoming().remote();
  }

  @Override
  public void redirectChildren(Firing firing) {
    IkeSa sa = firing.sa();
    for (ChildSa child : sa.children) {
      context.children.redirect(child, sa.path());
    }
  }

  @Override
  public void answerToOrigin(Firing firing) {
    firing.sa().answerFrom = firing.incoming().local();
    firing.sa().answerTo = firing.incoming().remote();
  }

  @Override
  public void keepPath(Firing firing) {}

  // ---- facts

  private record Detection(IkeSa sa, NatDetection.Hashes hashes, boolean isUdpConfigured)
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
      return sa.initiator;
    }

    @Override
    public boolean hostOnNatPort() {
      return sa.local.port() == Endpoint.NAT_TRAVERSAL_PORT;
    }
  }

  private record Arrival(IkeSa sa, Incoming message, boolean isFresh)
      implements PeerPathArrivalDecision.Facts {
    @Override
    public boolean fresh() {
      return isFresh;
    }

    @Override
    public boolean samePath() {
      return message.local().equals(sa.local) && message.remote().equals(sa.remote);
    }

    @Override
    public boolean sameLocalAddress() {
      return message.local().address().equals(sa.local.address());
    }

    @Override
    public boolean sameLocalPort() {
      return message.local().port() == sa.local.port();
    }

    @Override
    public boolean arrivedOnNatPort() {
      return message.local().port() == Endpoint.NAT_TRAVERSAL_PORT;
    }

    @Override
    public boolean samePeerAddress() {
      return message.remote().address().equals(sa.remote.address());
    }
  }
}
