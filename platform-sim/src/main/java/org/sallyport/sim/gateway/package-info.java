// SPDX-License-Identifier: Apache-2.0
/**
 * The hosted engine on a Linux machine.
 *
 * <p>A gateway has two sides. The <b>outer</b> link carries IKE and ESP: a TAP (Ethernet, as on the
 * bare machine: the engine has its own MAC and IP addresses and answers ARP, NDP and ping by
 * itself), a TUN (the host routes the engine's address to the device), or datagrams that hold
 * Ethernet frames (QEMU, tests, no privilege needed). The <b>inner</b> side is where plain packets
 * come from and go to: a TUN device of the Linux host, which then, with all it routes, is behind
 * the gateway; or the engine itself; or nobody.
 *
 * <pre>
 *   peer --- veth --- bridge --- TAP sally0 === engine === TUN sally1 --- Linux host and its LAN
 *   192.0.2.2                    192.0.2.1 (engine's own)  10.1.0.1/24, route 10.2.0.0/24 dev sally1
 * </pre>
 *
 * The kernel never sees IKE or ESP of the engine, needs no IPsec of its own, and its firewall and
 * routing apply to the plain side as to any interface. One thread runs the poll loop; the engine's
 * ports are called in it. Devices vanish with the process, so nothing needs to be cleaned up after
 * a crash.
 */
package org.sallyport.sim.gateway;
