// SPDX-License-Identifier: Apache-2.0
/*
 * The screen: a grid of characters that scrolls, shown in the text memory of a VGA or drawn into a framebuffer.
 * The grid is kept here: reading a screen back is slow, and a framebuffer does not hold characters.
 */
#include "local.h"

enum { TEXT_COLUMNS = 80, TEXT_ROWS = 25, COLUMNS_MAX = 160, ROWS_MAX = 64, TAB = 8 };
enum { ATTRIBUTE = 0x07 }; /* light grey on black */

static char grid[ROWS_MAX][COLUMNS_MAX];
static int columns, rows, column, row;

static volatile unsigned short *text_memory(void) {
    return (volatile unsigned short *)0xB8000UL;
}

static void show(int at_column, int at_row) {
    char character = grid[at_row][at_column];
    if (board_handover_state.text_screen) {
        text_memory()[at_row * TEXT_COLUMNS + at_column] = (unsigned short)(ATTRIBUTE << 8 | (unsigned char)character);
    } else {
        framebuffer_cell(at_column, at_row, character);
    }
}

static void put(int at_column, int at_row, char character) {
    if (grid[at_row][at_column] != character) {
        grid[at_row][at_column] = character;
        show(at_column, at_row);
    }
}

/* Only cells that change are drawn again. */
static void scroll(void) {
    for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
            put(x, y, y + 1 < rows ? grid[y + 1][x] : ' ');
        }
    }
}

static void new_line(void) {
    column = 0;
    if (row + 1 < rows) {
        row++;
    } else {
        scroll();
    }
}

/* The blinking cursor of the text screen; a framebuffer has none. */
static void move_cursor(void) {
    if (board_handover_state.text_screen) {
        unsigned int position = (unsigned int)(row * TEXT_COLUMNS + (column < columns ? column : columns - 1));
        board_out8(0x3D4, 0x0F);
        board_out8(0x3D5, (unsigned char)position);
        board_out8(0x3D4, 0x0E);
        board_out8(0x3D5, (unsigned char)(position >> 8));
    }
}

void screen_start(void) {
    const struct framebuffer *framebuffer = &board_handover_state.framebuffer;
    columns = 0;
    rows = 0;
    if (board_handover_state.text_screen) {
        columns = TEXT_COLUMNS;
        rows = TEXT_ROWS;
    } else if (framebuffer->width != 0) {
        framebuffer_start(framebuffer);
        columns = framebuffer_columns() < COLUMNS_MAX ? framebuffer_columns() : COLUMNS_MAX;
        rows = framebuffer_rows() < ROWS_MAX ? framebuffer_rows() : ROWS_MAX;
    }
    for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
            grid[y][x] = ' ';
            show(x, y);
        }
    }
    column = 0;
    row = 0;
}

void screen_write(const char *text, unsigned long length) {
    if (columns == 0) {
        return;
    }
    for (unsigned long i = 0; i < length; i++) {
        char character = text[i];
        if (character == '\n') {
            new_line();
        } else if (character == '\r') {
            column = 0;
        } else if (character == '\t') {
            column = column + TAB - column % TAB;
        } else {
            /* Not before: a line that just fits is followed by its own end of line. */
            if (column >= columns) {
                new_line();
            }
            put(column++, row, character < ' ' || character > '~' ? '?' : character);
        }
    }
    move_cursor();
}
