// SPDX-License-Identifier: Apache-2.0
/**
 * Trace validation: TLC says whether the specifications allow what an engine did. {@link
 * org.sallyport.spec.trace.TraceValidator} takes the firing trace that the engine emits.
 */
package org.sallyport.spec.trace;
