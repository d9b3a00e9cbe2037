// SPDX-License-Identifier: Apache-2.0
/* Boot modules and options of the command line for Java: names end in a zero octet. */
#include <handover.h>
#include <board.h>
#include <string.h>

/* The length of the module of this name; -1 when there is none. */
int64_t handover_module_length(const int8_t *name) {
    const struct board_module *module = board_module((const char *)name);
    return module == 0 ? -1 : (int64_t)module->length;
}

/* Copies the module, which is there. */
void handover_module_copy(const int8_t *name, int8_t *to) {
    const struct board_module *module = board_module((const char *)name);
    memcpy(to, module->address, module->length);
}

/* Copies the value of name=value with its zero octet; 0 when it is not there. */
int32_t handover_option(const int8_t *name, int8_t *value, int32_t size) {
    return board_option((const char *)name, (char *)value, (unsigned long)size);
}
