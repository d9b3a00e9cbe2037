// SPDX-License-Identifier: Apache-2.0
/**
 * Files that users bring: read whole, taken apart by lines, and refused with every problem at once,
 * each with file, line, what is wrong and what to do about it.
 */
package org.sallyport.conformance.suite.file;
