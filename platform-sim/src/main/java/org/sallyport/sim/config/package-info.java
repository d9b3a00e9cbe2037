// SPDX-License-Identifier: Apache-2.0
/**
 * The gateway's configuration: a TOML file written by people, read into records that are valid as a
 * whole. Every mistake is reported at once with file, line, column, key and remedy. What the words
 * mean to the engine is decided where the records are used, not here.
 */
package org.sallyport.sim.config;
