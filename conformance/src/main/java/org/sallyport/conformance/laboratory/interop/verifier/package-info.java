// SPDX-License-Identifier: Apache-2.0
/**
 * Independent verifiers of what was on the wire: a capture and the keys of the run go in, and out
 * comes how many messages could be decrypted and how many integrity check values are right.
 * Wireshark's dissector verifies the suites it knows; ChaCha20-Poly1305, which it does not, is
 * verified with the JDK's cipher. No code of our engine verifies itself here.
 */
package org.sallyport.conformance.laboratory.interop.verifier;
