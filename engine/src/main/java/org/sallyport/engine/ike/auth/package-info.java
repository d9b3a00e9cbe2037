// SPDX-License-Identifier: Apache-2.0
/** Who may be a peer (RFC 4301 §4.4.3) and how identities are proved (RFC 7296 §2.15). */
package org.sallyport.engine.ike.auth;
