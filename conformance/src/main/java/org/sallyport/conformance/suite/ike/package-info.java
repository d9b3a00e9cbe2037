// SPDX-License-Identifier: Apache-2.0
/**
 * IKE messages that a user brings: read as hexadecimal or binary, parsed by the engine's own
 * parser, opened with given keys, and shown as JSON.
 */
package org.sallyport.conformance.suite.ike;
