// SPDX-License-Identifier: Apache-2.0
/**
 * Frame links: how frames enter and leave a hosted engine. One interface of three verbs (receive,
 * send, close), its implementations (memory, UDP and unix datagrams as QEMU speaks them, Linux TAP
 * and TUN through the foreign function API) and decorators (faults, capture, trace). No protocol
 * knowledge lives here.
 */
package org.sallyport.sim.link;
