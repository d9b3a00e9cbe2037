// SPDX-License-Identifier: Apache-2.0
/**
 * Which rows of which machines were fired, noted while tests, simulations and live runs go on, so
 * that they stand beside the rows that the models fire. It knows nothing else of the
 * specifications.
 */
package org.sallyport.spec.fired;
