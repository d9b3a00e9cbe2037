// SPDX-License-Identifier: Apache-2.0
/** IKE_SA_INIT: from nothing to keys, with cookies and other groups on the way (RFC 7296 §1.2). */
package org.sallyport.engine.ike.exchange.init;
