// SPDX-License-Identifier: Apache-2.0
/**
 * The engine on a machine without an operating system. {@code hardware} holds the narrow ports
 * through which drivers see the machine; {@code pci} and {@code nic} hold drivers in plain Java;
 * {@code board} binds those ports to the C of {@code src/main/c}; {@code machine} holds the entry,
 * the boot self-tests and the poll loop; {@code crypto} binds the native cryptographic library.
 * {@code build} alone runs on the host: it compiles all the others, with the engine, to the kernel.
 */
package org.sallyport.bare;
