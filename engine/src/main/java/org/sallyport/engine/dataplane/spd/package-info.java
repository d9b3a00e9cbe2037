// SPDX-License-Identifier: Apache-2.0
/**
 * The SPD (RFC 4301 §4.4.1): policies, their look-up, and the selectors of a packet as they see it.
 */
package org.sallyport.engine.dataplane.spd;
