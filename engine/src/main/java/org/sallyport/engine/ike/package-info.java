// SPDX-License-Identifier: Apache-2.0
/**
 * IKEv2 (RFC 7296): the facade, and the handshake task handler (HTH), which ties together what the
 * packages below hold.
 *
 * <p>What happens in which state is not written here: the machines {@code Hth}, {@code Exchange}
 * and {@code PeerPath} of {@code spec/} say so; {@link org.sallyport.engine.ike.HthTask}, {@link
 * org.sallyport.engine.ike.message.MessageWindow} and {@link
 * org.sallyport.engine.ike.path.PeerPath} fire their rows. Facts about a message make its event and
 * never ask for the state; the actions do what a row says and can not fail.
 */
package org.sallyport.engine.ike;
