// SPDX-License-Identifier: Apache-2.0
/** The verb {@code prove}. It parses options and prints. */
package org.sallyport.proofs.command;
