// SPDX-License-Identifier: Apache-2.0
/**
 * Debian's kernel with strongSwan in QEMU: a Linux XFRM peer, which speaks what strongSwan's
 * user-space ESP cannot (protocol 50, transport mode, ESN). Its file system is made in memory of
 * this machine's own programs; it is steered over its second serial port.
 */
package org.sallyport.conformance.laboratory.interop.guest;
