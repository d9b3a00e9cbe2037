// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.sa;

import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.wire.Endpoint;

/**
 * By what the IKE SAs are found that IKE_SA_INIT requests of one initiator have made: there is more
 * than one when somebody has altered such a request on its way (RFC 7296 §2.1).
 *
 * @param initiatorSpi SPIi
 * @param remote where the request came from
 */
record InitOrigin(long initiatorSpi, Endpoint remote) {
  static InitOrigin of(Incoming request) {
    return new InitOrigin(request.initiatorSpi(), request.remote());
  }
}
