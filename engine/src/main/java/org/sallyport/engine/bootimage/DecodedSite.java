// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.bootimage;

/** What {@link SiteImage#decode} makes of octets: a site, or the reason why they are none. */
public sealed interface DecodedSite permits SiteImage, SiteRefusal {}
