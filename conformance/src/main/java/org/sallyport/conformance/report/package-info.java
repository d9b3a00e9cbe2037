// SPDX-License-Identifier: Apache-2.0
/**
 * What a run of suites looks like: a table for people, JSON and JUnit XML for machines, and one
 * HTML page that needs nothing else. A reporter only formats; what passed is decided elsewhere.
 */
package org.sallyport.conformance.report;
