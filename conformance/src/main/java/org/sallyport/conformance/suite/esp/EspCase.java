// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.esp;

import org.sallyport.engine.crypto.CipherSuite;

/**
 * One ESP packet with its keys and what a receiver must make of it.
 *
 * @param name distinct within the file
 * @param suite the algorithms
 * @param encryptionKey key and salt
 * @param integrityKey empty for an AEAD
 * @param spi of the association
 * @param extended whether ESN is on
 * @param sequence the true number of the packet, 64-bit when extended
 * @param iv what the packet's IV is to be; null when the file does not say
 * @param packet SPI to ICV
 * @param plain the payload without trailer; null when the file does not say
 * @param nextHeader protocol of the payload; -1 when the file does not say
 * @param valid whether a receiver must accept it
 * @param line where the case starts
 */
public record EspCase(
    String name,
    CipherSuite suite,
    byte[] encryptionKey,
    byte[] integrityKey,
    int spi,
    boolean extended,
    long sequence,
    byte[] iv,
    byte[] packet,
    byte[] plain,
    int nextHeader,
    boolean valid,
    int line) {}
