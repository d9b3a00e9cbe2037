// SPDX-License-Identifier: Apache-2.0
/**
 * The conformance suites: what a case is, what a suite is and how suites are run. Suites live in
 * sub-packages and know only this package of the module and {@code file}; reporters are in {@code
 * conformance.report}; the list of all suites and the verbs are in {@code conformance.command}.
 */
package org.sallyport.conformance.suite;
