// SPDX-License-Identifier: Apache-2.0
/**
 * The virtio network device over PCI (VIRTIO 1.1): modern devices by their capability structures,
 * transitional ones by their legacy port registers where those structures are missing. Split
 * virtqueues of one descriptor per frame; the device's header lies in the head-room of the slot, in
 * front of the frame, so that nothing is copied.
 */
package org.sallyport.bare.nic.virtio;
