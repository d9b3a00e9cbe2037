/** What tests need of the build. */
package org.sallyport.bare.build;
