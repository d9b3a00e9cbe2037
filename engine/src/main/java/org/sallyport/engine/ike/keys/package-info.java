// SPDX-License-Identifier: Apache-2.0
/** The key schedule (RFC 7296 §2.13 to §2.17): keys from secrets and nonces, and their end. */
package org.sallyport.engine.ike.keys;
