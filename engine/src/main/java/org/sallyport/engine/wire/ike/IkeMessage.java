// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

/**
 * A parsed IKE message: header and outer payloads. What an SK payload holds is parsed by {@link
 * IkeParser#parseOpened} after it was verified and decrypted in place.
 *
 * @param header the header's fields
 * @param payloads the outer payloads in order
 */
public record IkeMessage(IkeHeaderFields header, PayloadList payloads) implements ParsedMessage {}
