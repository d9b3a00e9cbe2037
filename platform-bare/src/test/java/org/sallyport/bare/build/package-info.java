// SPDX-License-Identifier: Apache-2.0
/** What tests need of the build. */
package org.sallyport.bare.build;
