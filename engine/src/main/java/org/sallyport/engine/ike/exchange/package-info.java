// SPDX-License-Identifier: Apache-2.0
/**
 * Facts about messages under SK, which the specification decides from: what all exchanges ask is
 * here, what one exchange asks, says and does is in its own package below.
 */
package org.sallyport.engine.ike.exchange;
