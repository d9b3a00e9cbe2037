// SPDX-License-Identifier: Apache-2.0
/**
 * The engine without an operating system, seen from outside: a machine in QEMU, this JVM's own
 * engine as its peer over a link of datagrams, and a client behind that engine which pings and
 * fetches pages through ESP. No privilege is needed for any of it.
 */
package org.sallyport.conformance.laboratory.bare;
