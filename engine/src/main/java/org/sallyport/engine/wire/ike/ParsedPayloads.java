// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

/** What {@link IkeParser#parseChain} gives: the payloads or why there are none. */
public sealed interface ParsedPayloads permits PayloadList, Refusal {}
