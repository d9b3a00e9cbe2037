// SPDX-License-Identifier: Apache-2.0
/**
 * What a driver may know of a machine: registers, I/O ports, PCI configuration, pinned memory that
 * a device reaches, ordering and short waits. Pure interfaces: the board implements them with
 * single machine instructions, the register-level device models implement them with plain Java, and
 * the very same driver runs on both. Nothing here knows a device or a protocol.
 */
package org.sallyport.bare.hardware;
