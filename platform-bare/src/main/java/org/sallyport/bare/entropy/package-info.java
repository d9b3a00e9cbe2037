// SPDX-License-Identifier: Apache-2.0
/**
 * Entropy of the bare machine: noise sources of the hardware, the health tests of NIST SP 800-90B
 * over what they give, and a generator by NIST SP 800-90A that the engine draws from. Pure Java but
 * for {@link org.sallyport.bare.entropy.ProcessorNoise}.
 */
package org.sallyport.bare.entropy;
