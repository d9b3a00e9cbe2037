// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.negotiate;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.wire.EspHeader;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.Proposal;
import org.sallyport.engine.wire.ike.SecurityAssociationPayload;
import org.sallyport.engine.wire.ike.Transform;
import org.sallyport.engine.wire.ike.TransformIds;

/** Offering and choosing the algorithms of a Child SA in IKE_AUTH (RFC 7296 §1.2, §2.7, §3.3). */
public final class EspProposals {
  /**
   * An accepted combination.
   *
   * @param number the number under which it was offered
   * @param spi the SPI of the end that sent the payload
   */
  public record Choice(EspProposal proposal, int number, int spi) {}

  private EspProposals() {}

  /**
   * Every configured combination as a proposal of its own, numbered from 1, with our inbound SPI.
   */
  public static SecurityAssociationPayload offer(List<EspProposal> configured, int inboundSpi) {
    List<Proposal> proposals = new ArrayList<>();
    for (EspProposal proposal : configured) {
      proposals.add(proposal(proposals.size() + 1, proposal, inboundSpi));
    }
    return new SecurityAssociationPayload(proposals);
  }

  /** The accepted combination, with the number it was offered under and our inbound SPI. */
  public static SecurityAssociationPayload answer(
      EspProposal proposal, int number, int inboundSpi) {
    return new SecurityAssociationPayload(List.of(proposal(number, proposal, inboundSpi)));
  }

  private static Proposal proposal(int number, EspProposal proposal, int spi) {
    List<Transform> transforms = new ArrayList<>(Transforms.ofSuite(proposal.suite()));
    int esn = proposal.extendedSequence() ? TransformIds.ESN_EXTENDED : TransformIds.ESN_NONE;
    transforms.add(Transform.of(TransformIds.TYPE_ESN, esn));
    return new Proposal(number, Proposal.PROTOCOL_ESP, OctetString.ofInt(spi), transforms);
  }

  /** The responder's choice, or null. */
  public static @Nullable Choice choose(
      SecurityAssociationPayload offered, List<EspProposal> configured) {
    return choice(Match.choose(offered, configured, EspProposals::contains));
  }

  /** What the responder chose of our offer, or null when it chose what was not offered. */
  public static @Nullable Choice accepted(
      SecurityAssociationPayload answer, List<EspProposal> configured) {
    return choice(Match.accepted(answer, configured, EspProposals::contains));
  }

  private static @Nullable Choice choice(@Nullable Match<EspProposal> match) {
    return match == null
        ? null
        : new Choice(match.own(), match.proposal().number(), match.proposal().spi().i32(0));
  }

  // The first Child SA has no key exchange of its own: only NONE may be offered (RFC 7296 §1.2).
  private static boolean contains(Proposal proposal, EspProposal own) {
    int esn = own.extendedSequence() ? TransformIds.ESN_EXTENDED : TransformIds.ESN_NONE;
    return proposal.protocolId() == Proposal.PROTOCOL_ESP
        && hasSpi(proposal)
        && Transforms.admitsSuite(proposal, own.suite())
        && Transforms.admits(proposal, TransformIds.TYPE_ESN, esn)
        && Transforms.admitsNone(proposal, TransformIds.TYPE_KEY_EXCHANGE)
        && !proposal.has(TransformIds.TYPE_PRF)
        && Transforms.understood(proposal);
  }

  private static boolean hasSpi(Proposal proposal) {
    return proposal.spi().length() == 4 && !EspHeader.isReservedSpi(proposal.spi().i32(0));
  }
}
