// SPDX-License-Identifier: Apache-2.0
/** IKE_AUTH: both ends prove who they are, and the first Child SA (RFC 7296 §1.2, §2.15). */
package org.sallyport.engine.ike.exchange.auth;
