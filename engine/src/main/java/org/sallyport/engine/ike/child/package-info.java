// SPDX-License-Identifier: Apache-2.0
/**
 * Child SAs as IKE knows them: negotiation, SPIs, key material, installation in both directions.
 * The data plane is behind {@link org.sallyport.engine.ike.child.ChildSaHost}.
 */
package org.sallyport.engine.ike.child;
