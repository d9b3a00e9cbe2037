// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.informational;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.ike.child.ChildSa;
import org.sallyport.engine.ike.sa.Firing;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.DeletePayload;
import org.sallyport.engine.wire.ike.IkePayload;

/** The actions that ask for deletion and liveness, or answer that (RFC 7296 §1.4, §2.4). */
public final class InformationalActions {
  private InformationalActions() {}

  public static void sendLivenessRequest(Firing firing) {
    // R7296-2.4-2
    ask(firing, new InformationalRequest.Liveness(firing.sa()));
  }

  public static void sendDeleteRequest(Firing firing) {
    ask(firing, new InformationalRequest.DeleteIke(firing.sa()));
  }

  public static void sendAuthFailedDelete(Firing firing) {
    ask(firing, new InformationalRequest.DeleteUnauthenticated(firing.sa()));
  }

  public static void sendDeleteChildRequest(Firing firing) {
    IkeSa sa = firing.sa();
    for (ChildSa child : NamedChildren.of(firing.message()).children()) {
      ask(firing, new InformationalRequest.DeleteChild(sa, child.inboundSpi()));
    }
  }

  private static void ask(Firing firing, InformationalRequest request) {
    firing.sa().window().enqueue(request);
  }

  /**
   * SendDeleteChildResponse: our halves of the pairs, but of those that we are deleting too (RFC
   * 7296 §1.4.1); nothing when none is left.
   */
  public static void sendDeleteChildResponse(Firing firing) {
    // R7296-2.25-2
    List<OctetString> spis = new ArrayList<>();
    for (ChildSa child : NamedChildren.of(firing.message()).children()) {
      if (child.isSentOn()) {
        spis.add(OctetString.ofInt(child.inboundSpi()));
      }
    }
    List<IkePayload> payloads = spis.isEmpty() ? List.of() : List.of(DeletePayload.ofEsp(spis));
    firing.respond(payloads);
  }

  public static void withdrawNamedChildren(Firing firing) {
    firing.sa().children().withdraw(NamedChildren.of(firing.message()).children());
  }

  public static void uninstallNamedChildren(Firing firing) {
    firing.sa().children().uninstall(NamedChildren.of(firing.message()).children());
  }
}
