// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sallyport.conformance.laboratory.interop.CheckResult.Check;
import org.sallyport.conformance.laboratory.interop.CheckResult.Outcome;
import org.sallyport.conformance.laboratory.interop.lab.Capture;
import org.sallyport.conformance.laboratory.interop.lab.Lab;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.Namespace;
import org.sallyport.conformance.laboratory.interop.lab.TextFile;
import org.sallyport.conformance.laboratory.interop.lab.Waiting;
import org.sallyport.conformance.laboratory.interop.peer.InnerHost;
import org.sallyport.conformance.laboratory.interop.peer.Notice;
import org.sallyport.conformance.laboratory.interop.peer.Peer;
import org.sallyport.conformance.laboratory.interop.peer.PeerSettings;
import org.sallyport.conformance.laboratory.interop.peer.PeerSettings.InnerNet;
import org.sallyport.conformance.laboratory.interop.verifier.Verdict;
import org.sallyport.conformance.laboratory.interop.verifier.WireVerifier;

/**
 * Takes one cell through the life of an IKE SA: refused with a wrong secret, established with the
 * right one, traffic, deleted by us, established again, deleted by the peer, and once more for the
 * end of our process; then verified.
 */
final class CellRun {
  private static final Duration HANDSHAKE = Duration.ofSeconds(12);
  private static final Duration DELETION = Duration.ofSeconds(6);
  private static final int PINGS = 5;
  private static final int TAIL_LINES = 25;
  private static final String GUESSED_GROUP = "ecp384";
  private static final InnerNet OUR_NET = new InnerNet("10.1.0");
  private static final InnerNet THEIR_NET = new InnerNet("10.2.0");
  private static final String RIGHT = "the secret of the live interoperability tests";
  private static final String WRONG = "a secret that the other side does not know";

  private final Cell cell;
  private final Lab lab;
  private final Peer ours;
  private final Peer theirs;
  private final Map<Check, CheckResult> results = new EnumMap<>(Check.class);

  private CellRun(Cell cell, Lab lab, PeerFactory ourKind, PeerFactory theirKind) {
    this.cell = cell;
    this.lab = lab;
    this.ours = ourKind.make(lab, lab.left(), "ours", ourSettings());
    this.theirs = theirKind.make(lab, lab.right(), "theirs", theirSettings());
  }

  /**
   * Runs a cell in a laboratory of its own.
   *
   * @param directory where its files go
   * @param ourKind makes our side
   * @param theirKind makes the foreign side
   */
  static CellResult run(Cell cell, Path directory, PeerFactory ourKind, PeerFactory theirKind)
      throws LabException {
    try (Lab lab = Lab.create(directory)) {
      CellRun run = new CellRun(cell, lab, ourKind, theirKind);
      run.allChecks();
      return run.result();
    }
  }

  private void allChecks() {
    Path keys = lab.directory().resolve("keys");
    List<Capture> capture = new ArrayList<>();
    check(Check.START, Set.of(), () -> start(capture));
    check(Check.WRONG_SECRET, Set.of(Check.START), this::wrongSecret);
    check(Check.ESTABLISHED, Set.of(Check.START), this::establish);
    check(Check.PING, Set.of(Check.ESTABLISHED), () -> ping(PINGS));
    check(Check.SIZES, Set.of(Check.PING), this::pingSizes);
    check(Check.TRANSFER, Set.of(Check.ESTABLISHED), this::transfer);
    check(Check.PAGES, Set.of(Check.ESTABLISHED), this::pages);
    check(Check.BROWSER, Set.of(Check.PAGES), this::browse);
    check(
        Check.DELETE_BY_ENGINE,
        Set.of(Check.ESTABLISHED),
        () -> {
          (ours.hasKeyLog() ? ours : theirs).exportKeys(keys);
          ours.closeIke();
          return gone();
        });
    if (!ours.isKeyLogComplete()) {
      verify(keys, capture); // while the keys of every SA in the capture are still known
    }
    check(Check.DELETE_BY_PEER, Set.of(Check.DELETE_BY_ENGINE), this::deleteByPeer);
    check(Check.SHUTDOWN, Set.of(Check.DELETE_BY_PEER), this::shutdown);
    if (ours.isKeyLogComplete()) {
      verify(keys, capture);
    }
  }

  private String start(List<Capture> capture) throws LabException {
    theirs.start();
    ours.start();
    capture.add(Capture.start(lab, lab.right(), Lab.WIRE));
    return ours.name() + " and " + theirs.name();
  }

  private String wrongSecret() throws LabException {
    theirs.useSecret(WRONG);
    try {
      initiator().initiate();
      boolean refused = Waiting.until(HANDSHAKE, () -> bothReported(Notice.AUTHENTICATION_FAILED));
      demand(refused, "not both sides reported AUTHENTICATION_FAILED");
      require(() -> ours.state().isDown() && theirs.state().isDown(), DELETION, "nothing is left");
      return "AUTHENTICATION_FAILED on both sides, no SA";
    } finally {
      theirs.useSecret(RIGHT);
    }
  }

  private String establish() throws LabException {
    initiator().initiate();
    require(() -> ours.state().isUp() && theirs.state().isUp(), HANDSHAKE, "both are up");
    String detour =
        switch (cell.detour()) {
          case NONE -> "";
          case COOKIE -> afterReportOf(Notice.COOKIE);
          case GROUP -> afterReportOf(Notice.INVALID_KE_PAYLOAD);
        };
    return ours.state() + detour;
  }

  private String afterReportOf(Notice notice) throws LabException {
    return demand(bothReported(notice), ", after " + notice);
  }

  private boolean bothReported(Notice notice) throws LabException {
    return ours.reported(notice) > 0 && theirs.reported(notice) > 0;
  }

  private String ping(int count) throws LabException {
    List<String> seen = new ArrayList<>();
    String theirHost = theirs.innerAddresses().getFirst();
    if (ours.host().isPresent()) {
      String ourHost = ours.innerAddresses().getFirst();
      seen.add(Traffic.ping(ours.host().get(), ourHost, theirHost, count));
    }
    for (String address : ours.innerAddresses()) {
      seen.add(Traffic.ping(host(theirs), theirHost, address, count));
    }
    return String.join(", ", seen);
  }

  private String pingSizes() throws LabException {
    return Traffic.pingSizes(
        host(theirs), theirs.innerAddresses().getFirst(), ours.innerAddresses().getFirst());
  }

  private String transfer() throws LabException {
    String ourHost = ours.innerAddresses().getFirst();
    String theirHost = theirs.innerAddresses().getFirst();
    String out = Traffic.transfer(host(ours), ourHost, host(theirs), theirHost);
    String in = Traffic.transfer(host(theirs), theirHost, host(ours), ourHost);
    return "to " + out + ", to " + in;
  }

  private String pages() throws LabException {
    String server = "http://" + ours.innerAddresses().getFirst();
    String fetched = Traffic.pages(host(theirs), server, ours.pages());
    String status = host(theirs).fetch(server + "/status");
    return demand(!status.isEmpty(), fetched + " and the status page");
  }

  private String browse() throws LabException {
    String url = "http://" + ours.innerAddresses().getFirst() + "/status";
    return new Browser(lab.right(), lab.directory())
        .show(url, theirs.innerAddresses().getFirst(), Browser.standardPicture());
  }

  private static InnerHost host(Peer peer) throws LabException {
    return peer.host()
        .orElseThrow(() -> new LabException(peer.name() + " has nobody who could send"));
  }

  private String deleteByPeer() throws LabException {
    establish();
    ping(1);
    theirs.closeChild();
    require(
        () -> ours.state().childSas() == 0 && theirs.state().childSas() == 0,
        DELETION,
        "no Child SA is left");
    require(
        () -> ours.state().establishedIkeSas() == 1 && theirs.state().establishedIkeSas() == 1,
        DELETION,
        "the IKE SA outlives its Child SA");
    theirs.closeIke();
    return "Child SA, then IKE SA: " + gone();
  }

  private String shutdown() throws LabException {
    establish();
    ours.stop();
    if (!Waiting.until(DELETION, () -> theirs.state().isDown())) {
      throw new LabException("the peer still has " + theirs.state());
    }
    return "the peer has nothing left";
  }

  private String gone() throws LabException {
    require(() -> ours.state().isDown() && theirs.state().isDown(), DELETION, "nothing is left");
    return "nothing left on both sides";
  }

  private void verify(Path keys, List<Capture> capture) {
    List<Verdict> verdicts = new ArrayList<>();
    check(
        Check.IKE_VERIFIED,
        Set.of(Check.ESTABLISHED),
        () -> {
          if (ours.isKeyLogComplete()) {
            ours.exportKeys(keys);
          }
          WireVerifier verifier = WireVerifier.of(cell.suite().esp());
          Path file = capture.getFirst().stop();
          verdicts.add(verifier.verify(file, keys, ourSettings().localAddress()));
          Verdict verdict = verdicts.getFirst();
          boolean complete = !ours.isKeyLogComplete() || verdict.ikeWithoutKey() == 0;
          return demand(verdict.isIkeRight() && complete, verdict.ikeText());
        });
    check(
        Check.ESP_VERIFIED,
        Set.of(Check.PING),
        () -> {
          if (cell.suite().isExtended()) {
            return kernelVerdict();
          }
          if (verdicts.isEmpty()) {
            throw new LabException("the verifier did not get to ESP");
          }
          return demand(verdicts.getFirst().isEspRight(), verdicts.getFirst().espText());
        });
  }

  /** No dissector knows the half of an extended number that is not sent; the peer's kernel does. */
  private String kernelVerdict() throws LabException {
    long refused =
        theirs
            .refusedEspPackets()
            .orElseThrow(() -> new LabException("the peer does not count what it refuses"));
    return demand(refused == 0, "the peer's kernel refused " + refused + " packets");
  }

  private Peer initiator() {
    return cell.initiator() == Cell.Initiator.ENGINE ? ours : theirs;
  }

  private void require(Waiting.Condition condition, Duration limit, String what)
      throws LabException {
    if (!Waiting.until(limit, condition)) {
      throw new LabException(
          "not so within "
              + limit.toSeconds()
              + " s: "
              + what
              + "; ours has "
              + ours.state()
              + ", theirs "
              + theirs.state());
    }
  }

  private static String demand(boolean holds, String observed) throws LabException {
    if (!holds) {
      throw new LabException(observed);
    }
    return observed;
  }

  private void check(Check check, Set<Check> builtUpon, Body body) {
    if (!cell.checks().contains(check)) {
      return;
    }
    for (Check needed : builtUpon) {
      if (results.get(needed).outcome() != Outcome.PASS) {
        String reason = "needs \"" + needed.title() + "\"";
        results.put(check, new CheckResult(check, Outcome.NOT_RUN, reason, 0));
        return;
      }
    }
    long startNs = System.nanoTime();
    Outcome outcome = Outcome.PASS;
    String detail;
    try {
      detail = body.run();
    } catch (LabException failed) {
      outcome = Outcome.FAIL;
      detail = failed.getMessage();
    }
    double seconds = (System.nanoTime() - startNs) / 1e9;
    results.put(check, new CheckResult(check, outcome, detail, seconds));
  }

  private CellResult result() {
    List<CheckResult> checks = new ArrayList<>(results.values());
    boolean pass = checks.stream().allMatch(check -> check.outcome() == Outcome.PASS);
    List<String> tails = new ArrayList<>();
    if (!pass) {
      for (Peer peer : List.of(ours, theirs)) {
        for (Path log : peer.logs()) {
          tails.add("--- " + peer.name() + ", " + log);
          tails.addAll(TextFile.tail(log, TAIL_LINES));
        }
      }
    }
    return new CellResult(cell, checks, lab.directory(), tails);
  }

  private PeerSettings ourSettings() {
    boolean ipv6 = cell.outer() == Cell.Outer.IPV6;
    return new PeerSettings(
        ipv6 ? "2001:db8::1" : "192.0.2.1",
        ipv6 ? "2001:db8::2" : "192.0.2.2",
        ipv6 ? 64 : 24,
        "a.test",
        "b.test",
        OUR_NET,
        THEIR_NET,
        ikeProposal(Cell.Initiator.ENGINE),
        cell.suite().esp(),
        RIGHT,
        cell.wrapping(),
        cell.detour() == Cell.Detour.COOKIE);
  }

  private PeerSettings theirSettings() {
    return ourSettings().mirrored().withIkeProposal(ikeProposal(Cell.Initiator.PEER));
  }

  /** With another group in front, on the side that guesses it in vain. */
  private String ikeProposal(Cell.Initiator side) {
    String ike = cell.suite().ike();
    if (cell.detour() != Cell.Detour.GROUP || cell.initiator() != side) {
      return ike;
    }
    int group = ike.lastIndexOf('-');
    return ike.substring(0, group) + "-" + GUESSED_GROUP + ike.substring(group);
  }

  /** Makes a peer of some kind. */
  @FunctionalInterface
  interface PeerFactory {
    /** A peer that is not started yet. */
    Peer make(Lab lab, Namespace namespace, String directoryName, PeerSettings settings);
  }

  /** What a check does: returns what it observed. */
  @FunctionalInterface
  private interface Body {
    String run() throws LabException;
  }
}
