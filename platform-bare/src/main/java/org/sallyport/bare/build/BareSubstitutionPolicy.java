// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import java.util.Set;
import org.teavm.extension.spi.substitution.SubstitutionPolicy;
import org.teavm.extension.spi.substitution.SubstitutionSink;

/**
 * Which classes of {@code org.sallyport.bare.runtime} stand in for classes of the JDK that TeaVM's
 * class library does not have.
 */
public final class BareSubstitutionPolicy implements SubstitutionPolicy {
  private static final String STAND_INS = "org.sallyport.bare.runtime.";

  private static final Set<String> STOOD_IN_FOR = Set.of("javax.security.auth.Destroyable");

  @Override
  public void contribute(SubstitutionSink sink) {
    sink.selectClasses(STOOD_IN_FOR::contains).packagePrefix(STAND_INS);
  }
}
