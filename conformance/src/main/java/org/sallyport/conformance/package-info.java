// SPDX-License-Identifier: Apache-2.0
/**
 * The frame of the conformance suites: what a case is, what a suite is and how suites are run.
 * Suites live in sub-packages and know only this package of the module and {@code file}; reporters
 * are in {@code report}; the list of all suites and the verbs are in {@code command}.
 */
package org.sallyport.conformance;
