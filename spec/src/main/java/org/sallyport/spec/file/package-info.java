// SPDX-License-Identifier: Apache-2.0
/** Why a file can be neither read nor written, in words for a user; for every module. */
package org.sallyport.spec.file;
