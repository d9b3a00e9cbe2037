// SPDX-License-Identifier: Apache-2.0
/** The drivers in QEMU: a kernel that sends back what it gets, and the tests that talk to it. */
package org.sallyport.bare.nic;
