// SPDX-License-Identifier: Apache-2.0
/**
 * Situations in which IPsec gateways failed their users, each tried on this engine: {@code
 * sallyport conform --field}. Most run on the simulated network, some on this host in namespaces of
 * their own. {@link org.sallyport.conformance.field.FieldTrials} lists them.
 */
package org.sallyport.conformance.field;
