// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.negotiate;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.Proposal;
import org.sallyport.engine.wire.ike.SecurityAssociationPayload;
import org.sallyport.engine.wire.ike.Transform;
import org.sallyport.engine.wire.ike.TransformIds;

/** Offering and choosing the algorithms of an IKE SA (RFC 7296 §2.7, §3.3). */
public final class IkeProposals {
  /** An accepted combination and the number under which it was offered. */
  public record Choice(IkeProposal proposal, int number) {}

  private IkeProposals() {}

  /** Every configured combination as a proposal of its own, numbered from 1. */
  public static SecurityAssociationPayload offer(List<IkeProposal> configured) {
    List<Proposal> proposals = new ArrayList<>();
    for (IkeProposal proposal : configured) {
      proposals.add(proposal(proposals.size() + 1, proposal));
    }
    return new SecurityAssociationPayload(proposals);
  }

  /** The accepted combination, with the number it was offered under. */
  public static SecurityAssociationPayload answer(Choice choice) {
    return new SecurityAssociationPayload(List.of(proposal(choice.number(), choice.proposal())));
  }

  private static Proposal proposal(int number, IkeProposal proposal) {
    List<Transform> transforms = new ArrayList<>(Transforms.ofSuite(proposal.suite()));
    transforms.add(Transform.of(TransformIds.TYPE_PRF, proposal.prf().id()));
    transforms.add(Transform.of(TransformIds.TYPE_KEY_EXCHANGE, proposal.keyExchange().id()));
    return new Proposal(number, Proposal.PROTOCOL_IKE, OctetString.EMPTY, transforms);
  }

  /** The responder's choice by its own preference, or null. */
  public static @Nullable Choice choose(
      SecurityAssociationPayload offered, List<IkeProposal> configured) {
    return choice(Match.choose(offered, configured, IkeProposals::contains));
  }

  /**
   * The same, but a combination of the group whose public value came goes before all others: any
   * other costs a round trip more (RFC 7296 §1.2), and each that is configured is good enough.
   * Nobody can change the preference on the way, since AUTH covers the message.
   *
   * @param group the group of the public value that came, by its number
   */
  public static @Nullable Choice chooseOfGroup(
      SecurityAssociationPayload offered, List<IkeProposal> configured, int group) {
    List<IkeProposal> ready =
        configured.stream().filter(own -> own.keyExchange().id() == group).toList();
    Choice atOnce = choose(offered, ready);
    return atOnce != null ? atOnce : choose(offered, configured);
  }

  /** What the responder chose of our offer, or null when it chose what was not offered. */
  public static @Nullable Choice accepted(
      SecurityAssociationPayload answer, List<IkeProposal> configured) {
    return choice(Match.accepted(answer, configured, IkeProposals::contains));
  }

  private static @Nullable Choice choice(@Nullable Match<IkeProposal> match) {
    return match == null ? null : new Choice(match.own(), match.proposal().number());
  }

  private static boolean contains(Proposal proposal, IkeProposal own) {
    return proposal.protocolId() == Proposal.PROTOCOL_IKE
        && proposal.spi().length() == 0
        && Transforms.admitsSuite(proposal, own.suite())
        && Transforms.admits(proposal, TransformIds.TYPE_PRF, own.prf().id())
        && Transforms.admits(proposal, TransformIds.TYPE_KEY_EXCHANGE, own.keyExchange().id())
        && !proposal.has(TransformIds.TYPE_ESN)
        && Transforms.understood(proposal);
  }
}
