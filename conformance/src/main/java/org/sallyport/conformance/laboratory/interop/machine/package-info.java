// SPDX-License-Identifier: Apache-2.0
/**
 * The bare kernel in QEMU: started with a site and a network, read and steered over its console.
 */
package org.sallyport.conformance.laboratory.interop.machine;
