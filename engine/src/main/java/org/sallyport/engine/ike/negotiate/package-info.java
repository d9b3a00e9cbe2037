// SPDX-License-Identifier: Apache-2.0
/** Proposals and transforms: what is offered, chosen and accepted (RFC 7296 §2.7, §3.3). */
package org.sallyport.engine.ike.negotiate;
