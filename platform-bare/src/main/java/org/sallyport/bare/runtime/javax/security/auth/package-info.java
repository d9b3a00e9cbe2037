// SPDX-License-Identifier: Apache-2.0
/** Stands in for the JDK's package of the same name. */
package org.sallyport.bare.runtime.javax.security.auth;
