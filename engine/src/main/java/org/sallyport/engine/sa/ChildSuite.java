package org.sallyport.engine.sa;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.KeyExchangeMethod;

/**
 * One ESP proposal, or the one that was chosen (RFC 7296 §3.3).
 *
 * @param cipher what protects packets
 * @param extendedSequence whether sequence numbers have 64 bits (RFC 4303 §2.2.1)
 * @param keyExchange a fresh key exchange when created or rekeyed by CREATE_CHILD_SA, null for none
 */
public record ChildSuite(
    CipherSuite cipher, boolean extendedSequence, @Nullable KeyExchangeMethod keyExchange) {}
