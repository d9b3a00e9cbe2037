// SPDX-License-Identifier: Apache-2.0
/**
 * The host stack, sans-I/O: Ethernet, ARP, neighbour discovery, IPv4 and IPv6 input and output with
 * fragmentation and bounded reassembly, ICMP echo and errors, UDP, and the place where other IP
 * protocols (ESP) register. It works in place on frames and allocates nothing per packet; a bare
 * machine answers by it alone. Policy and IPsec are asked through {@link
 * org.sallyport.engine.net.PacketPolicy} and never known here.
 */
package org.sallyport.engine.net;
