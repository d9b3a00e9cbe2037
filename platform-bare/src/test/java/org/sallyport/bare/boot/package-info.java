// SPDX-License-Identifier: Apache-2.0
/** The C below all Java, booted in QEMU: {@code src/test/c/board.c} does what a test names. */
package org.sallyport.bare.boot;
