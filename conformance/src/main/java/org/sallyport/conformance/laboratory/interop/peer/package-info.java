// SPDX-License-Identifier: Apache-2.0
/**
 * IKEv2 implementations as the live tests see them: something that is started with settings, opens
 * and closes an IKE SA when asked, and says what it has. {@link
 * org.sallyport.conformance.laboratory.interop.peer.StrongSwanPeer} is a foreign one, {@link
 * org.sallyport.conformance.laboratory.interop.peer.GatewayPeer} our own; a further one implements
 * {@link org.sallyport.conformance.laboratory.interop.peer.Peer} and nothing else changes.
 */
package org.sallyport.conformance.laboratory.interop.peer;
