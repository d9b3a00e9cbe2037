// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/** What the kernel asks of TeaVM beyond its defaults. */
public final class BarePlugin implements TeaVMPlugin {
  @Override
  public void install(TeaVMHost host) {
    host.add(new CloneTransformer());
    host.add(new BodyTransformer());
    host.add(new ArithmeticTransformer());
  }
}
