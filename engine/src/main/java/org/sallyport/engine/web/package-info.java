// SPDX-License-Identifier: Apache-2.0
/**
 * The web server AO: HTTP/1.1 (RFC 9110, RFC 9112) over the engine's own TCP, with static pages and
 * the status page. Requests are parsed strictly, since what two parsers read differently is how
 * requests are smuggled; every buffer has a bound and every wait an end.
 */
package org.sallyport.engine.web;
