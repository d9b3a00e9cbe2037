// SPDX-License-Identifier: Apache-2.0
/**
 * Live interoperability: our engine against a foreign IKEv2 implementation on one machine. A {@link
 * org.sallyport.conformance.laboratory.interop.Cell} is one suite with one initiator; {@link
 * org.sallyport.conformance.laboratory.interop.CellRun} takes it through the life of an IKE SA in a
 * laboratory of its own; the reports are made of what it returns. {@code lab} holds the machine,
 * {@code peer} the implementations, {@code verifier} the independent verifiers of the wire.
 */
package org.sallyport.conformance.laboratory.interop;
