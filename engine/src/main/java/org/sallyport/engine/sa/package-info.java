/**
 * The databases of RFC 4301: traffic selectors and their narrowing, the SPD, the SAD, and what
 * every security association has whatever protects its packets. Nothing here knows ciphers or
 * windows: package {@code esp} adds them to an association.
 */
package org.sallyport.engine.sa;
