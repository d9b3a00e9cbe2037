// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.wrong;

import java.util.Map;

/**
 * A method that goes wrong, to be put in place of the engine's.
 *
 * @param label a short name
 * @param claim the name of the claim that does not hold with it
 * @param method the engine's method that it replaces, with its class and descriptor
 * @param type where the wrong method is
 * @param story what is wrong
 */
public record WrongMethod(String label, String claim, String method, Class<?> type, String story) {
  /** The name of the wrong method's class, as class files write it, by the method it replaces. */
  public Map<String, String> replacement() {
    return Map.of(method, type.getName().replace('.', '/'));
  }
}
