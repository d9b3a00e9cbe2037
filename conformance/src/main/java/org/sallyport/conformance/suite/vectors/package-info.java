// SPDX-License-Identifier: Apache-2.0
/**
 * Test vectors as files, and the suites that put them to every crypto library. The files lie under
 * the resource folder {@code vectors} with their origins.
 */
package org.sallyport.conformance.suite.vectors;
