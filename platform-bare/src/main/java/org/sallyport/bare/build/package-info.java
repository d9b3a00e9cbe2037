// SPDX-License-Identifier: Apache-2.0
/**
 * Hosted: compiles the engine and the Java of this module ahead of time, compiles and links the C,
 * and writes bootable images. Nothing here is compiled into the kernel.
 */
package org.sallyport.bare.build;
