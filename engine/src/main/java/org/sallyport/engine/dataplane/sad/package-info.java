// SPDX-License-Identifier: Apache-2.0
/**
 * The SAD (RFC 4301 §4.4.2): what every security association has, whatever protects its packets.
 * Nothing here knows ciphers or windows: package {@code esp} adds them to an association.
 */
package org.sallyport.engine.dataplane.sad;
