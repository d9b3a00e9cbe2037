// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import java.util.List;

/**
 * One use of something that does not exist on bare hardware.
 *
 * @param missing the class, method or field, as a Java programmer writes it
 * @param user the method that uses it and the line, or what else is known of the place
 * @param callPath how the user is reached: its caller, the caller's caller, up to the entry
 */
public record SubsetOffence(String missing, String user, List<String> callPath) {
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(user).append(" -> ").append(missing);
    callPath.forEach(caller -> text.append("\n      from ").append(caller));
    return text.toString();
  }
}
