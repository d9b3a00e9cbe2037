/* A framebuffer without a font yet shows nothing: no columns, no rows. */
#include "local.h"

void framebuffer_start(const struct framebuffer *description) {
    (void)description;
}

void framebuffer_cell(int column, int row, char character) {
    (void)column;
    (void)row;
    (void)character;
}

int framebuffer_columns(void) {
    return 0;
}

int framebuffer_rows(void) {
    return 0;
}
