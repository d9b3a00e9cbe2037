// SPDX-License-Identifier: Apache-2.0
/* Names of functions, from the table that the second link puts into the image (SymbolTable writes it). */
#include "local.h"

struct symbol {
    unsigned int address, name; /* name: distance from the end of the table */
};

struct symbol_table {
    unsigned int count, reserved;
    struct symbol symbols[];
};

/* Absent in the first link. */
extern const struct symbol_table board_symbols __attribute__((weak));

const char *symbol_name(unsigned long address, unsigned long *offset) {
    const struct symbol_table *table = &board_symbols;
    if (table == 0 || table->count == 0 || address < table->symbols[0].address || address >= (unsigned long)board_text_end) {
        return 0;
    }
    unsigned int low = 0, high = table->count;
    while (high - low > 1) {
        unsigned int middle = low + (high - low) / 2;
        if (table->symbols[middle].address <= address) {
            low = middle;
        } else {
            high = middle;
        }
    }
    *offset = address - table->symbols[low].address;
    return (const char *)&table->symbols[table->count] + table->symbols[low].name;
}
