// SPDX-License-Identifier: Apache-2.0
/**
 * A throw-away laboratory on one Linux machine: network namespaces joined by a wire, the programs
 * that run in them, a capture, and the machine's fitness for all that. Everything made here is
 * removed by the handle it was made with, also when the run is interrupted; nothing is looked up by
 * name. No protocol knowledge here.
 */
package org.sallyport.conformance.laboratory.interop.lab;
