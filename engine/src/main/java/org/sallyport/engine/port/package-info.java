// SPDX-License-Identifier: Apache-2.0
/**
 * The narrow ports through which effects leave the engine: frames, packets, the firing trace, the
 * key log and the operator's log. A platform implements them; implementations must not call back
 * into the engine. What a stranger can cause reaches the operator's log through a {@link
 * org.sallyport.engine.port.BudgetedLog}.
 */
package org.sallyport.engine.port;
