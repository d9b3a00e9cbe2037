// SPDX-License-Identifier: Apache-2.0
/**
 * The configuration of a bare machine as octets in its boot image: written on the host, read by the
 * kernel. {@link org.sallyport.engine.bootimage.SiteImage} is the file, {@link
 * org.sallyport.engine.bootimage.ConfigCodec} its content.
 */
package org.sallyport.engine.bootimage;
