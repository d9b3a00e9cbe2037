// SPDX-License-Identifier: Apache-2.0
/**
 * The server side of TCP (RFC 9293), sans-I/O: segments and the time go in, segments come out of a
 * {@link org.sallyport.engine.net.tcp.SegmentOutput}. The machine {@code Tcp} decides what an event
 * does to a connection; here segments become events ({@code SegmentFacts}) and actions are done.
 * Memory is taken at construction; no segment allocates.
 */
package org.sallyport.engine.net.tcp;
