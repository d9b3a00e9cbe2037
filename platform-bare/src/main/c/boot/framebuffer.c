// SPDX-License-Identifier: Apache-2.0
/* Characters in a linear framebuffer: white on black, so that every pixel format will do (all bits or none). */
#include "local.h"

enum {
    CELL_COLUMNS = 6, /* of the font's grid, with the gap to the next character */
    CELL_ROWS = 10,
    SCALE_MAX = 16,
    COLUMNS_WANTED = 80,
    ROWS_WANTED = 25,
};

static struct framebuffer screen;
static char *pixels;
static unsigned int octets_per_pixel;
static int scale;

/* One character, drawn here first: a framebuffer is slow to write and slower to read. */
static char cell[CELL_ROWS * SCALE_MAX][CELL_COLUMNS * SCALE_MAX];

static int smaller(int a, int b) {
    return a < b ? a : b;
}

void framebuffer_start(const struct framebuffer *description) {
    screen = *description;
    octets_per_pixel = (screen.bits + 7) / 8;
    pixels = map_framebuffer(screen.address, (unsigned long)screen.pitch * screen.height);
    int fits = smaller((int)screen.width / (CELL_COLUMNS * COLUMNS_WANTED), (int)screen.height / (CELL_ROWS * ROWS_WANTED));
    scale = fits < 1 ? 1 : smaller(fits, SCALE_MAX);
    if (pixels != 0) {
        zero_octets(pixels, (unsigned long)screen.pitch * screen.height);
    }
}

int framebuffer_columns(void) {
    return pixels == 0 ? 0 : (int)screen.width / (CELL_COLUMNS * scale);
}

int framebuffer_rows(void) {
    return pixels == 0 ? 0 : (int)screen.height / (CELL_ROWS * scale);
}

/* The pen is a square as wide as a step of the grid. */
static void press(int x, int y) {
    for (int down = 0; down < scale; down++) {
        for (int across = 0; across < scale; across++) {
            cell[y + down][x + across] = 1;
        }
    }
}

static int distance(int from, int to) {
    return from < to ? to - from : from - to;
}

/* From one point of the grid to another, in steps of a pixel. */
static void draw_line(const char *from, const char *to) {
    int x = (from[0] - '0') * scale, y = (from[1] - '0') * scale;
    int across = (to[0] - '0') * scale - x, down = (to[1] - '0') * scale - y;
    int longer = distance(0, across) > distance(0, down) ? distance(0, across) : distance(0, down);
    for (int step = 0; step <= longer; step++) {
        press(x + (longer == 0 ? 0 : across * step / longer), y + (longer == 0 ? 0 : down * step / longer));
    }
}

static void draw(char character) {
    zero_octets(cell, sizeof cell);
    const char *before = 0;
    for (const char *at = font_strokes(character); *at != 0;) {
        if (*at == ' ') {
            before = 0;
            at++;
        } else {
            draw_line(before == 0 ? at : before, at);
            before = at;
            at += 2;
        }
    }
}

void framebuffer_cell(int column, int row, char character) {
    draw(character);
    for (int y = 0; y < CELL_ROWS * scale; y++) {
        char *to = pixels + (unsigned long)(row * CELL_ROWS * scale + y) * screen.pitch +
                   (unsigned long)(column * CELL_COLUMNS * scale) * octets_per_pixel;
        for (int x = 0; x < CELL_COLUMNS * scale; x++) {
            char value = cell[y][x] ? (char)0xFF : 0;
            for (unsigned int octet = 0; octet < octets_per_pixel; octet++) {
                *(volatile char *)to++ = value;
            }
        }
    }
}
