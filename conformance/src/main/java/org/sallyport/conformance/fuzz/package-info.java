// SPDX-License-Identifier: Apache-2.0
/**
 * Fuzzing of everything that takes octets from outside. A target is a class with {@code public
 * static void fuzzerTestOneInput(byte[])} that throws when a law is broken; {@link
 * org.sallyport.conformance.fuzz.FuzzTarget} lists them. The corpus is replayed in every build, and
 * Jazzer searches on in a JVM of its own.
 */
package org.sallyport.conformance.fuzz;
