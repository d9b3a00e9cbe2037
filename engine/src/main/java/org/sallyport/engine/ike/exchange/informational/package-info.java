// SPDX-License-Identifier: Apache-2.0
/** INFORMATIONAL: liveness checks and deletion (RFC 7296 §1.4, §2.4, §2.25). */
package org.sallyport.engine.ike.exchange.informational;
