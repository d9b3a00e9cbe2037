// SPDX-License-Identifier: Apache-2.0
/**
 * ESP put to the test from files: anti-replay scenarios (RFC 4303 §3.4.3 and appendix A) and whole
 * packets with their keys. The formats are in the module's README.
 */
package org.sallyport.conformance.suite.esp;
