// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

/** What {@link IkeParser#parseMessage} gives: the message or why there is none. */
public sealed interface ParsedMessage permits IkeMessage, Refusal {}
