// SPDX-License-Identifier: Apache-2.0
/** What an engine is doing, as values that are detached from it. */
package org.sallyport.engine.status;
