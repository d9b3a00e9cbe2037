package org.sallyport.engine.sa;

/** How an association carries packets (RFC 4301 §4.1). */
public enum Mode {
  /** The whole inner packet travels inside a new IP header. */
  TUNNEL,
  /** Only what follows the IP header is protected. */
  TRANSPORT
}
