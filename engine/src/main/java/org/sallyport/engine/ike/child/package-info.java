// SPDX-License-Identifier: Apache-2.0
/**
 * Child SAs as the control plane knows them: negotiation, SPIs and room, key material, lifetimes.
 * The data plane is behind {@link org.sallyport.engine.dataplane.sad.SadCommands} and {@link
 * org.sallyport.engine.dataplane.sad.SadEvents}.
 */
package org.sallyport.engine.ike.child;
