// SPDX-License-Identifier: Apache-2.0
/**
 * The DHCP client (RFC 2131): where the configuration says so, the outer side asks the network for
 * its IPv4 address. What the client does in which state is the generated table {@code Dhcp}; by
 * hand are the messages and their bounds ({@link org.sallyport.engine.net.dhcp.DhcpMessage}), what
 * a lease must be like to be of use ({@link org.sallyport.engine.net.dhcp.DhcpLease}) and the
 * timers.
 */
package org.sallyport.engine.net.dhcp;
