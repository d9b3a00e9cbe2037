// SPDX-License-Identifier: Apache-2.0
/** What is claimed, each in terms of the RFC, about the code as compiled. */
package org.sallyport.proofs.claim;
