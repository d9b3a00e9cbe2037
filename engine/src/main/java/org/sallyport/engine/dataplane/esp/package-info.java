// SPDX-License-Identifier: Apache-2.0
/**
 * ESP (RFC 4303): the anti-replay window, extended sequence numbers, the sender's counter, the
 * associations with their keys, and the two paths of bursts of packets. Works in place, allocates
 * nothing per packet. Whatever classifies a number into an event is here; what then happens is the
 * generated tables'.
 */
package org.sallyport.engine.dataplane.esp;
