// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.config.WebConfig;
import org.sallyport.engine.net.tcp.Tcp;
import org.sallyport.engine.task.TimedWork;
import org.sallyport.engine.web.HttpLimits;
import org.sallyport.engine.web.HttpServer;
import org.sallyport.engine.web.Pages;
import org.sallyport.engine.web.StaticPages;
import org.sallyport.engine.web.StatusPages;
import org.sallyport.engine.web.StatusSource;

/** The web server AO on the TCP of one host stack, and that TCP's time. */
final class WebService implements TimedWork {
  private final Tcp tcp;
  private final HttpServer server;

  private WebService(Tcp tcp, int port, Pages pages) {
    this.tcp = tcp;
    server = new HttpServer(tcp, pages, HttpLimits.DEFAULT);
    tcp.listen(port, server);
  }

  /** The servers of a configuration that has a port for them, one on each TCP. */
  static List<WebService> on(List<StackTcp> transports, WebConfig config, StatusSource status) {
    StaticPages pages = new StaticPages(config.pages());
    Pages all = config.hasStatusPage() ? new StatusPages(pages, status) : pages;
    List<WebService> services = new ArrayList<>();
    for (StackTcp transport : transports) {
      services.add(new WebService(transport.tcp(), config.port(), all));
    }
    return services;
  }

  @Override
  public int poll(long nowNs) {
    return tcp.poll(nowNs) + server.poll(nowNs);
  }

  @Override
  public long nextDeadlineNs() {
    return Math.min(tcp.nextDeadlineNs(), server.nextDeadlineNs());
  }
}
