// SPDX-License-Identifier: Apache-2.0
/** Which driver is for which device: the one place that knows all of them. */
package org.sallyport.bare.nic.discovery;
