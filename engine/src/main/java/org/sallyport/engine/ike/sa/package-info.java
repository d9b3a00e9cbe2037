// SPDX-License-Identifier: Apache-2.0
/**
 * One IKE SA and the table of all of them: state, path, window, Child SAs, handshake, keys, timers.
 * What exchanges do with it, this package does not know.
 */
package org.sallyport.engine.ike.sa;
