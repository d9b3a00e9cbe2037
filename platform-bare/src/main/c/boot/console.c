// SPDX-License-Identifier: Apache-2.0
/* Text for people, on every place that shows it, or only on the one that the command line names (console=NAME). */
#include "local.h"

static int serial_only, screen_only;

void console_start(void) {
    char name[8];
    board_option("console", name, sizeof name);
    serial_only = text_equal(name, "serial");
    screen_only = text_equal(name, "screen");
    if (!serial_only) {
        screen_start();
    }
}

void console_write(const char *text, unsigned long length) {
    if (!screen_only) {
        serial_write(text, length);
    }
    if (!serial_only) {
        screen_write(text, length);
    }
}

void console_text(const char *text) {
    console_write(text, text_length(text));
}

void console_decimal(unsigned long value) {
    char digits[20];
    int first = sizeof digits;
    do {
        digits[--first] = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    console_write(digits + first, sizeof digits - (unsigned long)first);
}

/* At least so many digits. */
void console_hexadecimal(unsigned long value, int digits) {
    char text[16];
    int first = sizeof text;
    do {
        text[--first] = "0123456789ABCDEF"[value & 15];
        value >>= 4;
    } while (value != 0 || (int)sizeof text - first < digits);
    console_write(text + first, sizeof text - (unsigned long)first);
}
