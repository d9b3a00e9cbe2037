// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.PolicyConfig;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.wire.IpAddress;

/**
 * What peers, children and policies of one file mean to each other and to the network: each is
 * right by itself, and together they could not work, or not as their author thinks.
 */
final class PeerChecks {
  private final NetworkConfig network;
  private final List<Subnet> own;
  private final List<PeerEntry> entries;

  /**
   * A peer with the section that it was read from.
   *
   * @param children the sections of its children, in their order
   */
  record PeerEntry(TomlSection section, PeerConfig peer, List<TomlSection> children) {}

  PeerChecks(NetworkConfig network, List<PeerEntry> entries) {
    this.network = network;
    this.own =
        network.addresses().stream()
            .map(address -> new Subnet(address.address(), address.prefixLength()))
            .toList();
    this.entries = List.copyOf(entries);
  }

  /** Notes all that is wrong or should be known. */
  void run(List<PolicyConfig> policies) {
    for (int i = 0; i < entries.size(); i++) {
      PeerEntry entry = entries.get(i);
      Optional.ofNullable(entry.peer.remoteAddress())
          .ifPresent(remote -> remoteAddress(entry.section, remote));
      sameIdentity(entry, entries.subList(0, i));
      for (int child = 0; child < entry.children.size(); child++) {
        child(entry, child);
        shadowed(i, child);
        inClear(entry.children.get(child), entry.peer.children().get(child), policies);
      }
    }
  }

  private void remoteAddress(TomlSection section, IpAddress remote) {
    Optional<String> objection = Unicast.objection(remote, own);
    if (objection.isPresent()) {
      section.problem(
          "remote_address",
          objection.orElseThrow(),
          "write the address of the peer, or \"any\" when it opens the IKE SA from anywhere");
    } else if (own.stream().anyMatch(subnet -> subnet.address().equals(remote))) {
      section.problem(
          "remote_address",
          remote + " is the engine's own, in outer.addresses",
          "write the address of the peer");
    } else if (!isReachable(remote)) {
      section.problem(
          "remote_address",
          remote + " is on none of the networks of outer.addresses, and there is no router",
          "add routers = [\"...\"] to [outer], or correct the address or the prefix lengths");
    }
  }

  private boolean isReachable(IpAddress remote) {
    return network.link() != NetworkConfig.LinkKind.ETHERNET
        || network.dhcp()
        || own.stream().noneMatch(subnet -> subnet.address().length() == remote.length())
        || own.stream().anyMatch(subnet -> subnet.contains(remote))
        || network.gateways().stream().anyMatch(router -> router.length() == remote.length());
  }

  private static void sameIdentity(PeerEntry entry, List<PeerEntry> before) {
    for (PeerEntry other : before) {
      boolean sameAddress =
          Optional.ofNullable(entry.peer.remoteAddress())
              .equals(Optional.ofNullable(other.peer.remoteAddress()));
      if (sameAddress && entry.peer.remoteId().equals(other.peer.remoteId())) {
        entry.section.problem(
            "remote_id",
            "has the identity and the address of peer "
                + other.peer.name()
                + ", so that nothing tells the two apart and this one is never chosen",
            "give it another remote_id or remote_address, or add its children to the other");
      }
    }
  }

  private static void child(PeerEntry entry, int index) {
    TomlSection section = entry.children.get(index);
    ChildConfig child = entry.peer.children().get(index);
    if (child.proposals().stream().anyMatch(PeerChecks::isInClear)) {
      section.warning(
          "esp_proposals",
          "has null: what is agreed on it is authenticated and not encrypted, so that everybody on"
              + " the way can read it",
          "name a cipher, such as aes128gcm16, unless that is what you want");
    }
    withoutPartner(section, "local_ts", child.localSelectors(), child.remoteSelectors());
    withoutPartner(section, "remote_ts", child.remoteSelectors(), child.localSelectors());
    if (child.mode() == Mode.TRANSPORT) {
      transport(section, "local_ts", child.localSelectors(), entry.peer.localAddress());
      transport(section, "remote_ts", child.remoteSelectors(), entry.peer.remoteAddress());
    } else if (Ranges.overlap(child.localSelectors(), child.remoteSelectors())) {
      section.warning(
          "remote_ts",
          "overlaps local_ts: hosts of one address are on both sides, and reach only their own",
          "give the two networks different addresses");
    }
  }

  private static boolean isInClear(EspProposal proposal) {
    return proposal.suite().encryption() == EncryptionAlgorithm.NULL;
  }

  private static void withoutPartner(
      TomlSection section, String key, List<AddressRange> some, List<AddressRange> others) {
    for (AddressRange range : some) {
      if (others.stream().noneMatch(other -> Ranges.sameFamily(range, other))) {
        section.problem(
            key,
            range.start()
                + " is of an IP version of which the other side has no selector, so nothing fits it",
            "name a network of that version on the other side too, or leave this one out");
        return;
      }
    }
  }

  private static void transport(
      TomlSection section, String key, List<AddressRange> ranges, IpAddress end) {
    boolean isKnown = end != null && !end.isUnspecified();
    for (AddressRange range : ranges) {
      boolean isHost = range.start().equals(range.end());
      if (isKnown && !(isHost && range.start().equals(end))) {
        section.problem(
            key,
            "transport mode protects what the two ends say themselves, and this is not "
                + end
                + " alone",
            "leave " + key + " out, or set mode = \"tunnel\"");
        return;
      }
    }
  }

  /** What an earlier child takes, in the order of the file (RFC 4301 §4.4.1). */
  private void shadowed(int peerIndex, int childIndex) {
    PeerEntry entry = entries.get(peerIndex);
    ChildConfig child = entry.peer.children().get(childIndex);
    for (int i = 0; i <= peerIndex; i++) {
      List<ChildConfig> earlier = entries.get(i).peer.children();
      int count = i == peerIndex ? childIndex : earlier.size();
      for (ChildConfig other : earlier.subList(0, count)) {
        if (Ranges.overlap(child.localSelectors(), other.localSelectors())
            && Ranges.overlap(child.remoteSelectors(), other.remoteSelectors())) {
          entry
              .children
              .get(childIndex)
              .warning(
                  "remote_ts",
                  "overlaps that of child "
                      + other.name()
                      + " of peer "
                      + entries.get(i).peer.name()
                      + ", which comes first and takes every packet that fits both",
                  "name networks that do not overlap, or put the smaller one first");
          return;
        }
      }
    }
  }

  private static void inClear(TomlSection section, ChildConfig child, List<PolicyConfig> policies) {
    List<AddressRange> bypassed = new ArrayList<>();
    for (PolicyConfig policy : policies) {
      boolean isPassed =
          policy.action() == PolicyConfig.Action.BYPASS
              && Ranges.overlap(List.of(policy.local()), child.localSelectors())
              && Ranges.overlap(List.of(policy.remote()), child.remoteSelectors());
      if (isPassed) {
        bypassed.add(policy.remote());
      }
    }
    if (!bypassed.isEmpty()) {
      section.warning(
          "remote_ts",
          "a [[policy]] with action = \"bypass\" overlaps it: what fits both travels IN CLEAR",
          "narrow the policy, if the child is to protect that traffic");
    }
  }
}
