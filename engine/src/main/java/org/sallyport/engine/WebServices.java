// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.config.WebConfig;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.net.HostStack;
import org.sallyport.engine.status.EngineStatus.ConnectionStatus;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.web.Pages;
import org.sallyport.engine.web.StaticPages;
import org.sallyport.engine.web.StatusPages;
import org.sallyport.engine.web.StatusSource;

/** The web server on every address of the engine; none when there is no port for it. */
final class WebServices {
  /** Tells the connections of the inner side from those of the outer one in traces. */
  private static final long INNER_ID = 0x100_0000L;

  private final List<WebService> services = new ArrayList<>();

  WebServices(
      WebConfig config,
      HostStack outerStack,
      HostStack innerStack,
      int mtuBytes,
      CryptoLibrary crypto,
      EntropySource entropy,
      TraceSink trace,
      StatusSource status) {
    if (config.port() == 0) {
      return;
    }
    StaticPages pages = new StaticPages(config.pages());
    Pages all = config.hasStatusPage() ? new StatusPages(pages, status) : pages;
    services.add(new WebService(outerStack, mtuBytes, config.port(), all, crypto, entropy, trace));
    if (!innerStack.addresses().isEmpty()) {
      TraceSink inner =
          (machine, id, state, event, next, known, nowNs) ->
              trace.transition(machine, id + INNER_ID, state, event, next, known, nowNs);
      services.add(
          new WebService(innerStack, mtuBytes, config.port(), all, crypto, entropy, inner));
    }
  }

  int poll(long nowNs) {
    int done = 0;
    for (int i = 0; i < services.size(); i++) {
      done += services.get(i).poll(nowNs);
    }
    return done;
  }

  long nextDeadlineNs() {
    long next = Long.MAX_VALUE;
    for (int i = 0; i < services.size(); i++) {
      next = Math.min(next, services.get(i).nextDeadlineNs());
    }
    return next;
  }

  /** What the connections are doing. */
  List<ConnectionStatus> connections() {
    List<ConnectionStatus> connections = new ArrayList<>();
    for (WebService service : services) {
      service.report(connections);
    }
    return connections;
  }
}
