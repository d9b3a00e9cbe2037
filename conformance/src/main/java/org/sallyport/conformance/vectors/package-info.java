/**
 * Test vectors as files and the runners that put them to a crypto library. A runner gives one
 * {@link org.sallyport.conformance.vectors.CaseResult} per case, for JUnit and for the command
 * alike. The vectors lie under the resource folder {@code vectors} with their origins.
 */
package org.sallyport.conformance.vectors;
