// SPDX-License-Identifier: Apache-2.0
/** The verbs of this module: {@code conform} and {@code fuzz}. They parse options and print. */
package org.sallyport.conformance.command;
