// SPDX-License-Identifier: Apache-2.0
/**
 * Known answers of every algorithm, asked of a library at start and in tests: what computes wrongly
 * must not negotiate.
 */
package org.sallyport.engine.crypto.selftest;
