// SPDX-License-Identifier: Apache-2.0
/**
 * IKEv2 (RFC 7296): the handshake task handler (HTH), its exchanges and its key schedule.
 *
 * <p>What happens in which state is not written here: the machines {@code Hth} and {@code Exchange}
 * of {@code spec/} say so, {@link org.sallyport.engine.ike.HthTask} and {@link
 * org.sallyport.engine.ike.ExchangeTask} fire their rows. The classifiers turn a message into an
 * event and never ask for the state; the actions do what a row says and can not fail.
 */
package org.sallyport.engine.ike;
