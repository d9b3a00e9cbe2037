// SPDX-License-Identifier: Apache-2.0
/**
 * Intel's PRO/1000: the 82540EM ({@code e1000}, PCI) and the 82574 ({@code e1000e}, PCI Express) in
 * their common legacy descriptor format. Register facts are those of Intel's software developer's
 * manual for the PCI/PCI-X family (317453) and of the 82574 data sheet (316080).
 */
package org.sallyport.bare.nic.e1000;
