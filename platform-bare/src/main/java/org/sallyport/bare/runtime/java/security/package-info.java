/** Stands in for the JDK's package of the same name. */
package org.sallyport.bare.runtime.java.security;
