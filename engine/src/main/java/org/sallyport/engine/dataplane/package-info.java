// SPDX-License-Identifier: Apache-2.0
/**
 * The data plane (RFC 4301): the paths of packets in and out through the SPD and the SAD. Below it
 * lie {@code spd} (policies), {@code sad} (what every association has) and {@code esp} (RFC 4303).
 */
package org.sallyport.engine.dataplane;
