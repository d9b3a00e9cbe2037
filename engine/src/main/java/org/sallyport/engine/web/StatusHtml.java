// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

import java.util.Map;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.status.EngineStatus;
import org.sallyport.engine.status.EngineStatus.ChildSaStatus;
import org.sallyport.engine.status.EngineStatus.ConnectionStatus;
import org.sallyport.engine.status.EngineStatus.IkeSaStatus;
import org.sallyport.engine.status.EngineStatus.MachineStatus;

/**
 * The status for people: one page without anything from elsewhere. Without scripts it shows the
 * moment it was asked for; with them it asks for itself again, and draws the state diagrams of the
 * site with the states marked in which something is.
 */
final class StatusHtml {
  private static final long SECOND_NS = 1_000_000_000L;

  private static final String STYLE =
      """
      :root{--ink:#1c2430;--soft:#667085;--line:#e3e6ec;--paper:#fff;--ground:#f5f6f9;--live:#1b7f4b;--mark:#ffe08a}
      *{box-sizing:border-box}
      body{margin:0;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground)}
      header{background:#16263f;color:#fff;padding:18px 28px;display:flex;flex-wrap:wrap;gap:8px 28px;align-items:baseline}
      header h1{font-size:20px;margin:0}header span{color:#b9c6dc}
      main{max-width:1180px;margin:0 auto;padding:20px}
      section{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:16px 20px;margin:0 0 18px}
      h2{font-size:16px;margin:0 0 10px}
      table{border-collapse:collapse;width:100%}
      th{text-align:left;font-weight:600;color:var(--soft);font-size:12px}
      td,th{padding:5px 12px 5px 0;border-bottom:1px solid var(--line);vertical-align:top}
      code,.n{font-family:ui-monospace,monospace;font-size:13px}
      .n{text-align:right}.none{color:var(--soft)}
      .chips{display:flex;flex-wrap:wrap;gap:6px;margin:4px 0 10px}
      .chip{border:1px solid var(--line);border-radius:14px;padding:2px 11px;color:var(--soft);font-size:13px}
      .chip.on{background:var(--mark);border-color:#d9b23c;color:var(--ink);font-weight:600}
      .state{color:var(--live);font-weight:600}
      .grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(330px,1fr));gap:18px;margin:0 0 18px}.grid section{margin:0}
      .diagram{overflow:auto}.diagram svg{max-width:100%;height:auto!important}
      footer{color:var(--soft);font-size:13px;padding:0 4px 30px}
      """;

  // Content is replaced as a whole, diagrams are fetched once and only coloured afterwards.
  private static final String SCRIPT =
      """
      'use strict';
      const drawings={};
      async function drawing(box){
        const name=box.dataset.machine;
        if(drawings[name]===undefined){
          drawings[name]=null;
          try{
            const answer=await fetch('/diagrams/'+name+'.svg');
            if(answer.ok){
              const parsed=new DOMParser().parseFromString(await answer.text(),'image/svg+xml').documentElement;
              if(parsed.nodeName==='svg')drawings[name]=document.importNode(parsed,true);
            }
          }catch(ignored){}
        }
        const svg=drawings[name];
        if(svg&&svg.parentNode!==box){box.replaceChildren(svg);}
        return svg;
      }
      async function colour(status){
        for(const box of document.querySelectorAll('.diagram')){
          const svg=await drawing(box);
          if(!svg)continue;
          const counts=status.machines[box.dataset.machine]||{};
          for(const state of Object.keys(counts)){
            const group=svg.querySelector('g[id="'+state+'"]');
            const label=[...svg.querySelectorAll('text')].find(t=>t.textContent===state);
            const shape=group?group.querySelector('rect,ellipse,polygon'):label&&label.previousElementSibling;
            if(shape)shape.setAttribute('fill',counts[state]>0?'#ffe08a':'#fbfbf6');
          }
        }
      }
      async function refresh(){
        try{
          const page=new DOMParser().parseFromString(await(await fetch('/status')).text(),'text/html');
          document.getElementById('live').replaceChildren(...page.getElementById('live').childNodes);
          document.getElementById('uptime').textContent=page.getElementById('uptime').textContent;
          await colour(await(await fetch('/status.json')).json());
        }catch(ignored){document.getElementById('uptime').textContent='no answer';}
        setTimeout(refresh,2000);
      }
      fetch('/status.json').then(a=>a.json()).then(colour).finally(()=>setTimeout(refresh,2000));
      """;

  private final StringBuilder out = new StringBuilder(16384);

  private StatusHtml() {}

  static String page(EngineStatus status, long nowNs) {
    return new StatusHtml().make(status, nowNs);
  }

  private String make(EngineStatus status, long nowNs) {
    MachineStatus machine = status.machine();
    out.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    out.append("<meta name=\"viewport\" content=\"width=device-width\">");
    out.append("<title>Sallyport status</title><style>").append(STYLE).append("</style></head>\n");
    out.append("<body><header><h1>Sallyport</h1><span>up <b id=\"uptime\">");
    out.append(duration(nowNs - machine.startedNs())).append("</b></span></header>\n<main>");
    out.append("<div id=\"live\">");
    ikeSas(status, nowNs);
    states(status);
    out.append("<div class=\"grid\">");
    connections(machine);
    counters(status);
    out.append("</div></div>\n");
    for (StateCounts counts : StateCounts.of(status)) {
      out.append("<section><h2>Diagram of ").append(counts.machine());
      out.append("</h2><div class=\"diagram\" data-machine=\"").append(counts.machine());
      out.append("\"><p class=\"none\">Drawn by scripts, where the site has /diagrams/");
      out.append(counts.machine()).append(".svg.</p></div></section>\n");
    }
    out.append("<footer>The same as <a href=\"/status.json\">JSON</a>. Marked states are those in");
    out.append(" which something is now.</footer></main>\n<script>").append(SCRIPT);
    return out.append("</script></body></html>\n").toString();
  }

  private void ikeSas(EngineStatus status, long nowNs) {
    out.append("<section><h2>Security associations</h2>");
    if (status.ikeSas().isEmpty()) {
      out.append("<p class=\"none\">None.</p></section>\n");
      return;
    }
    head("IKE SA", "State", "Peer", "SPIs", "Suite", "Child SAs");
    for (IkeSaStatus sa : status.ikeSas()) {
      out.append("<tr>");
      cell("#" + sa.id() + (sa.initiator() ? " initiator" : " responder"));
      out.append("<td><span class=\"state\">")
          .append(sa.state().specName())
          .append("</span><br>for ");
      out.append(duration(nowNs - sa.stateSinceNs())).append("</td><td>");
      text(sa.peer());
      out.append("<br><code>");
      text(StatusJson.endpoint(sa.remoteAddress().toString(), sa.remotePort()));
      out.append("</code></td><td><code>").append(Hexadecimal.of(sa.initiatorSpi(), 16));
      out.append("<br>").append(Hexadecimal.of(sa.responderSpi(), 16)).append("</code></td><td>");
      text(sa.proposal());
      out.append("</td><td>");
      for (ChildSaStatus child : sa.children()) {
        child(child, nowNs);
      }
      out.append("</td></tr>");
    }
    out.append("</table></section>\n");
  }

  private void child(ChildSaStatus child, long nowNs) {
    out.append("<b>");
    text(child.name());
    out.append("</b> ").append(StatusJson.mode(child)).append(", ");
    text(child.proposal());
    out.append("<br><code>in ").append(Hexadecimal.of(child.inboundSpi(), 8)).append(": ");
    out.append(child.packetsIn()).append(" packets, out ");
    out.append(Hexadecimal.of(child.outboundSpi(), 8)).append(": ").append(child.packetsOut());
    out.append(" packets</code><br>")
        .append(duration(nowNs - child.createdNs()))
        .append(" old<br>");
  }

  private void states(EngineStatus status) {
    out.append("<section><h2>State machines</h2>");
    for (StateCounts machine : StateCounts.of(status)) {
      out.append("<b>").append(machine.machine()).append("</b><div class=\"chips\">");
      for (int i = 0; i < machine.states().size(); i++) {
        int count = machine.counts()[i];
        out.append(count > 0 ? "<span class=\"chip on\">" : "<span class=\"chip\">");
        out.append(machine.states().get(i));
        out.append(count > 0 ? " &times; " + count : "").append("</span>");
      }
      out.append("</div>");
    }
    out.append("</section>\n");
  }

  private void connections(MachineStatus machine) {
    out.append("<section><h2>TCP connections</h2>");
    head("Peer", "State", "Octets sent", "Round trip");
    for (ConnectionStatus connection : machine.connections()) {
      out.append("<tr><td><code>");
      text(StatusJson.endpoint(connection.remoteAddress().toString(), connection.remotePort()));
      out.append("</code></td>");
      cell(connection.state().specName());
      number(connection.octetsSent());
      cell(connection.roundTripNs() == 0 ? "" : connection.roundTripNs() / 1000 + " &micro;s");
      out.append("</tr>");
    }
    out.append("</table></section>\n");
  }

  private void counters(EngineStatus status) {
    MachineStatus machine = status.machine();
    out.append("<section><h2>Machine</h2><table>");
    row("Handshake tasks in use", status.ikeSas().size() + " of " + machine.handshakeTasks());
    row("Tasks pending", Integer.toString(machine.pendingTasks()));
    row("Frames in", Long.toString(machine.framesIn()));
    row("Frames out", Long.toString(machine.framesOut()));
    row("Frames copied", Long.toString(machine.frameCopies()));
    row("No frame was free", Long.toString(machine.framesExhausted()));
    out.append("</table></section>\n<section><h2>Dropped</h2><table>");
    for (Map.Entry<DropReason, Long> drop : status.drops().entrySet()) {
      row(drop.getKey().name(), Long.toString(drop.getValue()));
    }
    out.append("</table></section>\n");
  }

  private void head(String... names) {
    out.append("<table><tr>");
    for (String name : names) {
      out.append("<th>").append(name).append("</th>");
    }
    out.append("</tr>");
  }

  private void row(String name, String value) {
    out.append("<tr><td>").append(name).append("</td><td class=\"n\">").append(value);
    out.append("</td></tr>");
  }

  private void cell(String html) {
    out.append("<td>").append(html).append("</td>");
  }

  private void number(long value) {
    out.append("<td class=\"n\">").append(value).append("</td>");
  }

  /** Text from outside. */
  private void text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      switch (character) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        default -> out.append(character);
      }
    }
  }

  /** "2 d 3 h", "5 min 20 s". */
  static String duration(long durationNs) {
    long seconds = Math.max(0, durationNs / SECOND_NS);
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    return seconds < 86_400
        ? seconds / 3600 + " h " + seconds / 60 % 60 + " min"
        : seconds / 86_400 + " d " + seconds / 3600 % 24 + " h";
  }
}
