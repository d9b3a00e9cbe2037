// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

/**
 * One step of a boot run.
 *
 * @param name what it shows
 * @param atNs when it was over, since QEMU was started
 * @param isPassed whether it went as it must
 * @param detail what was observed
 */
public record BootStep(String name, long atNs, boolean isPassed, String detail) {}
