// SPDX-License-Identifier: Apache-2.0
/**
 * Mutation testing of the engine's Java with PIT: which changes of one instruction no test notices,
 * and which of those are explained. The engine's Maven profile {@code mutate} runs PIT; here its
 * report is read and compared with the list of survivors that have a reason.
 */
package org.sallyport.conformance.mutate;
