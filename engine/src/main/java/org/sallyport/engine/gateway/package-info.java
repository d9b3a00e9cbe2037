// SPDX-License-Identifier: Apache-2.0
/**
 * What makes a gateway of the data plane and IKE: forwarding between two networks, path MTUs, an
 * outer address that DHCP assigns, and when a handshake is begun.
 */
package org.sallyport.engine.gateway;
