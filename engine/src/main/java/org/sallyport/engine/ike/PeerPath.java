package org.sallyport.engine.ike;

/**
 * Where the peer is reached. An authentic request tells where it is now: its ports may move at
 * will, its address only behind a NAT, where the address is the NAT's and not the peer's (RFC 7296
 * §2.23).
 */
final class PeerPath {
  private final ChildSaHost children;

  PeerPath(ChildSaHost children) {
    this.children = children;
  }

  /** Follows an authentic request to where it came from. */
  void follow(IkeSa sa, Incoming message) {
    boolean sameAddresses =
        message.local().address().equals(sa.local.address())
            && message.remote().address().equals(sa.remote.address());
    boolean samePorts =
        message.local().port() == sa.local.port() && message.remote().port() == sa.remote.port();
    if ((sameAddresses && samePorts) || (!sameAddresses && !sa.natDetected)) {
      return;
    }
    sa.local = message.local();
    sa.remote = message.remote();
    for (ChildSa child : sa.children) {
      children.redirect(child, sa.path());
    }
  }
}
