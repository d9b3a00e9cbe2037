// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.trace;

/**
 * Whether the specification allows a trace.
 *
 * @param accepted whether it does
 * @param index the place of the first firing that it does not allow, from zero; -1 if accepted
 * @param reason why not, in words; empty if accepted
 */
public record TraceVerdict(boolean accepted, int index, String reason) {
  static final TraceVerdict ACCEPTED = new TraceVerdict(true, -1, "");
}
