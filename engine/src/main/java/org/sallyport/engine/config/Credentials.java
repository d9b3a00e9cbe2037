// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.config;

/** By what the two ends of an IKE SA prove their identities (RFC 7296 §2.15). */
public sealed interface Credentials permits PresharedKey {}
