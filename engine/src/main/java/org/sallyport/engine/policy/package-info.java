// SPDX-License-Identifier: Apache-2.0
/**
 * What security policy is made of, below every protocol: traffic selectors and their narrowing (RFC
 * 4301 §4.4.1.1, RFC 7296 §2.9), IPsec modes and policy actions. Configuration, IKE and the data
 * plane are typed by these; nothing here knows a payload or a packet.
 */
package org.sallyport.engine.policy;
