// SPDX-License-Identifier: Apache-2.0
/**
 * Hosted: programs that the bare platform needs on a host, first of all QEMU. Nothing here is
 * compiled into the kernel.
 */
package org.sallyport.bare.run;
