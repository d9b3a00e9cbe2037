// SPDX-License-Identifier: Apache-2.0
/**
 * What the operator decides, as plain immutable values: addresses, peers, proposals, Child SAs,
 * limits and timers. No protocol logic here and nothing that changes after start; a part that reads
 * configuration files makes these values.
 */
package org.sallyport.engine.config;
