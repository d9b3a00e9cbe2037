package org.sallyport.engine.frame;

/** Who owns a descriptor of a {@link DescriptorRing}: exactly one at every moment. */
public enum DescriptorOwner {
  /** Nobody works on it: the producer may claim it. */
  FREE,
  /** The producer claimed it and fills its slot. */
  PRODUCER,
  /** Filled: the consumer may take it. */
  FILLED,
  /** The consumer took it and works on its slot. */
  CONSUMER
}
