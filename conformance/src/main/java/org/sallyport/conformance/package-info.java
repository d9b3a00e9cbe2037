/**
 * The frame of the conformance suites: what a case is, what a suite is, which suites there are and
 * how they are run. Suites live in sub-packages and know only this package of the module; reporters
 * are in {@link org.sallyport.conformance.report}, verbs in {@link
 * org.sallyport.conformance.command}.
 */
package org.sallyport.conformance;
