// SPDX-License-Identifier: Apache-2.0
/** What people see of a run: frames in words here, message-sequence diagrams below. */
package org.sallyport.sim.trace;
