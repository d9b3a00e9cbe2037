package org.sallyport.engine.config;

/** What {@link SiteImage#decode} makes of octets: a site, or the reason why they are none. */
public sealed interface DecodedSite permits SiteImage, SiteRefusal {}
