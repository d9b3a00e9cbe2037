// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.bootimage;

/**
 * Why a site image was not taken.
 *
 * @param offset where, in octets from the start of the image
 * @param text the defect in words for the operator
 */
public record SiteRefusal(int offset, String text) implements DecodedSite {
  /** One line for the console. */
  public String message() {
    return "site image refused at octet " + offset + ": " + text;
  }
}
