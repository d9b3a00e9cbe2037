/* Boots, says what it was given, ends. */
#include "../../main/c/include/board.h"

int sallyport_main(void) {
    console_text("command line: ");
    console_text(board_command_line());
    console_text("\nmemory end: ");
    console_decimal(board_memory_end() >> 20);
    console_text(" MiB\nextended state: ");
    console_hexadecimal(board_extended_state(), 2);
    console_text("\nticks per second: ");
    console_decimal(board_ticks_per_second());
    console_text("\n");
    for (int i = 0; board_module_at(i) != 0; i++) {
        const struct board_module *module = board_module_at(i);
        console_text("module ");
        console_text(module->name);
        console_text(": ");
        console_decimal(module->length);
        console_text(" octets: ");
        console_write(module->address, module->length < 40 ? module->length : 40);
        console_text("\n");
    }
    return 3;
}
