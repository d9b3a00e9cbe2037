// SPDX-License-Identifier: Apache-2.0
/**
 * What runs against machines and daemons instead of vectors: {@code interop}, live peers in network
 * namespaces of their own, and {@code bare}, the kernel in QEMU with our own hosts beside it.
 */
package org.sallyport.conformance.laboratory;
