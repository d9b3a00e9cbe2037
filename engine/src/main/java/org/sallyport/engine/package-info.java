// SPDX-License-Identifier: Apache-2.0
/**
 * The IPsec engine: all protocol logic, sans-I/O. Time, frames and entropy come in as arguments or
 * narrow ports, frames and effects go out; no clock, thread, socket, file or reflection here, and
 * no JDK class outside the subset that the ahead-of-time compiler of the bare platform takes.
 */
package org.sallyport.engine;
