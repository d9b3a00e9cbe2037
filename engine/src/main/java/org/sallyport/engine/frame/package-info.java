/**
 * Frames in place: one {@link org.sallyport.engine.frame.Slab} of octets for a ring, {@link
 * org.sallyport.engine.frame.Frame} as the moving view of a slot, and {@link
 * org.sallyport.engine.frame.DescriptorRing} for the paper's UPD (receive) and DPD (transmit)
 * lists. Nothing here allocates after construction, copies a frame, or knows a protocol.
 */
package org.sallyport.engine.frame;
