// SPDX-License-Identifier: Apache-2.0
/** The machine's entry, its boot self-tests and the loop that binds drivers to the engine. */
package org.sallyport.bare.machine;
