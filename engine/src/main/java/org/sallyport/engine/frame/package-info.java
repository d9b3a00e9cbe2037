// SPDX-License-Identifier: Apache-2.0
/**
 * Frames in place: one {@link org.sallyport.engine.frame.Slab} of octets cut into slots, {@link
 * org.sallyport.engine.frame.Frame} as the moving view of a slot, and {@link
 * org.sallyport.engine.frame.FramePool}, which says who may touch which slot: the paper's UPD
 * (receive) and DPD (transmit) lists are made of its slots. {@link
 * org.sallyport.engine.frame.IpView} is the one parse of the IP packet in a slot. Nothing here
 * allocates after construction or copies a frame.
 */
package org.sallyport.engine.frame;
