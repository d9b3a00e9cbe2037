/**
 * The bare kernel in QEMU: started with a site and a network, read and steered over its console.
 */
package org.sallyport.conformance.interop.machine;
