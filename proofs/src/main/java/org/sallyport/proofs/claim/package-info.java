/** What is claimed, each in terms of the RFC, about the code as compiled. */
package org.sallyport.proofs.claim;
