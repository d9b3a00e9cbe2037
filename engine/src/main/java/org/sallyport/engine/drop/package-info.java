// SPDX-License-Identifier: Apache-2.0
/**
 * Why something was not acted upon: one enum for the whole engine. It knows nothing, so that every
 * package may use it.
 */
package org.sallyport.engine.drop;
