// SPDX-License-Identifier: Apache-2.0
/**
 * The IKEv2 codec (RFC 7296 §3): {@link org.sallyport.engine.wire.ike.IkeHeader} in place, {@link
 * org.sallyport.engine.wire.ike.IkeParser} from octets to immutable payload values or a {@link
 * org.sallyport.engine.wire.ike.Refusal}, {@link org.sallyport.engine.wire.ike.IkeMessageWriter}
 * from values to octets in a transmit slot, {@link org.sallyport.engine.wire.ike.PayloadTree} for
 * people. No cryptography and no protocol state here.
 */
package org.sallyport.engine.wire.ike;
