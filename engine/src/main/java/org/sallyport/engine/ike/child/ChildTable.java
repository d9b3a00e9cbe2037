// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.child;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.DirectionKeys;
import org.sallyport.engine.ike.keys.ChildKeyMaterial;
import org.sallyport.engine.ike.keys.IkeKeys;
import org.sallyport.engine.ike.keys.KeyLogLines;
import org.sallyport.engine.ike.keys.KeySchedule;
import org.sallyport.engine.ike.keys.NoncePair;
import org.sallyport.engine.ike.path.PeerPath;

/** The Child SAs of one IKE SA (RFC 7296 §1.2, §1.4.1, §2.17). */
public final class ChildTable {
  private final ChildSas sas;
  private final KeyLogLines keyLog;
  private final PeerPath path;
  private final List<ChildSa> children = new ArrayList<>();
  private boolean roomReserved;

  /**
   * @param sas those of all IKE SAs
   * @param path of the IKE SA
   */
  public ChildTable(ChildSas sas, KeyLogLines keyLog, PeerPath path) {
    this.sas = sas;
    this.keyLog = keyLog;
    this.path = path;
  }

  /** Those that are installed, in the order in which they were. */
  public List<ChildSa> all() {
    return List.copyOf(children);
  }

  public @Nullable ChildSa byInboundSpi(int spi) {
    for (ChildSa child : children) {
      if (child.inboundSpi() == spi) {
        return child;
      }
    }
    return null;
  }

  public @Nullable ChildSa byOutboundSpi(int spi) {
    for (ChildSa child : children) {
      if (child.outboundSpi() == spi) {
        return child;
      }
    }
    return null;
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return children.isEmpty();
  }

  /** Whether there is one of this configured name that is sent on. */
  public boolean sendsOn(String name) {
    for (int index = 0; index < children.size(); index++) {
      if (children.get(index).isSentOn() && children.get(index).name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Those of this configured name. */
  public List<ChildSa> named(String name) {
    List<ChildSa> named = new ArrayList<>();
    for (ChildSa child : children) {
      if (child.name().equals(name)) {
        named.add(child);
      }
    }
    return named;
  }

  /**
   * A Child SA is agreed upon; neither direction is installed yet.
   *
   * @param keys of the IKE SA: KEYMAT comes from its SK_d
   * @param nonces of the exchange that made the Child SA
   * @param initiator whether we began that exchange
   */
  public void add(ChildSa child, IkeKeys keys, NoncePair nonces, boolean initiator) {
    ChildKeyMaterial material =
        KeySchedule.childKeys(
            keys.prf(),
            child.terms().proposal().suite(),
            keys.material().d(),
            nonces.initiator().toArray(),
            nonces.responder().toArray());
    child.keyed(material, initiator);
    children.add(child);
  }

  /**
   * Writes the keys of both directions for who is to decrypt them: before they are destroyed.
   *
   * @param on the path that the Child SA takes
   */
  public void logKeys(ChildSa child, PeerPath on) {
    DirectionKeys outbound = child.outboundKeys();
    DirectionKeys inbound = child.inboundKeys();
    CipherSuite suite = child.terms().proposal().suite();
    keyLog.espSa(
        on.local(),
        on.remote(),
        child.outboundSpi(),
        suite,
        outbound.encryption(),
        outbound.integrity());
    keyLog.espSa(
        on.remote(),
        on.local(),
        child.inboundSpi(),
        suite,
        inbound.encryption(),
        inbound.integrity());
  }

  /** Room, which there is, is kept for the Child SA that we are going to offer. */
  public void reserveRoom() {
    sas.reserve();
    roomReserved = true;
  }

  /** Nothing will be offered any more, or it has its room now. */
  public void releaseRoom() {
    if (roomReserved) {
      roomReserved = false;
      sas.release();
    }
  }

  /**
   * Receives on it from now on.
   *
   * @param on the path that it takes
   */
  public void installInbound(ChildSa child, PeerPath on, long nowNs) {
    sas.installInbound(child, on, nowNs);
  }

  /** Sends on it from now on; it receives already, and its keys are needed no longer. */
  public void installOutbound(ChildSa child, PeerPath on, long nowNs) {
    sas.installOutbound(child, on, nowNs);
    child.destroyKeys();
  }

  /** Sends on none of them any more. */
  public void withdrawAll() {
    withdraw(children);
  }

  /** Sends on these no more; they still receive. */
  public void withdraw(List<ChildSa> named) {
    for (ChildSa child : named) {
      child.withdrawn();
      sas.withdraw(child);
    }
  }

  public void uninstallAll() {
    for (ChildSa child : children) {
      sas.remove(child);
    }
    children.clear();
  }

  /** Uninstalls those of them that are still there. */
  public void uninstall(List<ChildSa> named) {
    for (ChildSa child : named) {
      if (children.remove(child)) {
        sas.remove(child);
      }
    }
  }

  /** The path has changed. */
  public void redirect() {
    for (ChildSa child : children) {
      sas.redirect(child, path);
    }
  }

  /** When a packet of any of them last proved authentic; {@link Long#MIN_VALUE} for never. */
  public long lastHeardNs() {
    long heardNs = Long.MIN_VALUE;
    for (ChildSa child : children) {
      heardNs = Math.max(heardNs, child.heardNs());
    }
    return heardNs;
  }
}
