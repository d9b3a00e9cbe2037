// SPDX-License-Identifier: Apache-2.0
/**
 * The paper's CL: the port through which the engine reaches cryptography ({@link
 * org.sallyport.engine.crypto.CryptoLibrary}), the algorithms by their IKEv2 transform ids, and the
 * implementation on Bouncy Castle that runs on every platform. Platforms bring faster ones. Nothing
 * here knows a protocol, a clock or a source of entropy of its own.
 */
package org.sallyport.engine.crypto;
