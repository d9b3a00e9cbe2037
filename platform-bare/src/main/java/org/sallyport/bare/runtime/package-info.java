// SPDX-License-Identifier: Apache-2.0
/**
 * What the ahead-of-time compiler's class library does wrong or lacks, and the kernel needs. The
 * classes in packages below this one stand in for those of the JDK that have the rest of their
 * names; {@code org.sallyport.bare.build.BareSubstitutionPolicy} says which. On a JVM they are
 * never used.
 */
package org.sallyport.bare.runtime;
