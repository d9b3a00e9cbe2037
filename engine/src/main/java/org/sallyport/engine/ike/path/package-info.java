// SPDX-License-Identifier: Apache-2.0
/**
 * How messages come and go: a message with where it came from, and the machine {@code PeerPath},
 * which says where the peer of an IKE SA is reached and whether there are NATs before it.
 */
package org.sallyport.engine.ike.path;
