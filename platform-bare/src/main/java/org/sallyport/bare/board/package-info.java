// SPDX-License-Identifier: Apache-2.0
/**
 * The board as Java sees it: the functions of {@code board.h} and of the runtime by
 * {@code @Import}, and what is built upon them: console, clock, entropy, pinned arrays, registers.
 */
package org.sallyport.bare.board;
