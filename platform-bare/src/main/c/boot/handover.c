// SPDX-License-Identifier: Apache-2.0
/* What the loader handed over: Multiboot 1 (QEMU -kernel, GRUB) or Multiboot 2 (GRUB), copied into one structure. */
#include "local.h"

enum {
    MULTIBOOT1_MAGIC = 0x2BADB002,
    MULTIBOOT2_MAGIC = 0x36D76289,
    MEMORY_AVAILABLE = 1,
};

struct handover board_handover_state;

/* Multiboot 1 information; the fields that are used. */
struct information1 {
    unsigned int flags, memory_lower, memory_upper, boot_device, command_line, module_count, modules;
    unsigned int symbols[4];
    unsigned int map_length, map;
    unsigned int drives_length, drives, configuration, loader_name, apm, vbe[4];
    unsigned long framebuffer_address;
    unsigned int framebuffer_pitch, framebuffer_width, framebuffer_height;
    unsigned char framebuffer_bits, framebuffer_type;
} __attribute__((packed));

struct module1 {
    unsigned int start, end, name, reserved;
};

struct range1 {
    unsigned int size; /* of what follows */
    unsigned long start, length;
    unsigned int type;
} __attribute__((packed));

/* Multiboot 2: a list of tags, each on 8 octets. */
struct tag2 {
    unsigned int type, size;
};
enum { TAG_END = 0, TAG_COMMAND_LINE = 1, TAG_MODULE = 3, TAG_MAP = 6, TAG_FRAMEBUFFER = 8, TAG_EFI32 = 11, TAG_EFI64 = 12 };

struct module2 {
    struct tag2 tag;
    unsigned int start, end;
    char name[];
};

struct map2 {
    struct tag2 tag;
    unsigned int entry_size, version;
};

struct range2 {
    unsigned long start, length;
    unsigned int type, reserved;
};

struct framebuffer2 {
    struct tag2 tag;
    unsigned long address;
    unsigned int pitch, width, height;
    unsigned char bits, type;
} __attribute__((packed));
enum { FRAMEBUFFER_COLOURS = 1, FRAMEBUFFER_TEXT = 2 };

static const char *number_to_text(unsigned int address) {
    return (const char *)(unsigned long)address;
}

static void copy_text(char *to, const char *from, unsigned long size) {
    unsigned long length = 0;
    while (length + 1 < size && from[length] != 0) {
        to[length] = from[length];
        length++;
    }
    to[length] = 0;
}

static void add_range(unsigned long start, unsigned long length, unsigned int type) {
    struct handover *state = &board_handover_state;
    if (type == MEMORY_AVAILABLE && length > 0 && state->range_count < MEMORY_RANGES) {
        state->ranges[state->range_count++] = (struct memory_range){start, start + length};
    }
}

/* A module's name is the last word of its command line: loaders differ in whether the file's path comes first. */
static void add_module(unsigned int start, unsigned int end, const char *line) {
    struct handover *state = &board_handover_state;
    if (state->module_count == MODULES) {
        return;
    }
    unsigned long last = text_length(line);
    while (last > 0 && line[last - 1] == ' ') {
        last--;
    }
    unsigned long first = last;
    while (first > 0 && line[first - 1] != ' ') {
        first--;
    }
    char *name = state->module_names[state->module_count];
    unsigned long length = last - first < MODULE_NAME_SIZE - 1 ? last - first : MODULE_NAME_SIZE - 1;
    copy_octets(name, line + first, length);
    name[length] = 0;
    state->modules[state->module_count++] = (struct board_module){name, (void *)(unsigned long)start, (unsigned long)end - start};
}

static void read1(const struct information1 *information) {
    struct handover *state = &board_handover_state;
    state->loader = "Multiboot 1";
    state->text_screen = 1;
    if (information->flags >> 2 & 1) {
        /* The first word is the kernel's own file name. */
        const char *line = number_to_text(information->command_line);
        while (*line != 0 && *line != ' ') {
            line++;
        }
        while (*line == ' ') {
            line++;
        }
        copy_text(state->command_line, line, COMMAND_LINE_SIZE);
    }
    if (information->flags >> 3 & 1) {
        const struct module1 *modules = (const struct module1 *)(unsigned long)information->modules;
        for (unsigned int i = 0; i < information->module_count; i++) {
            add_module(modules[i].start, modules[i].end, modules[i].name == 0 ? "" : number_to_text(modules[i].name));
        }
    }
    if (information->flags >> 6 & 1) {
        unsigned long at = information->map;
        unsigned long end = at + information->map_length;
        while (at < end) {
            const struct range1 *range = (const struct range1 *)at;
            add_range(range->start, range->length, range->type);
            at += range->size + sizeof range->size;
        }
    } else if (information->flags & 1) {
        add_range(0x100000, (unsigned long)information->memory_upper << 10, MEMORY_AVAILABLE);
    }
    if (information->flags >> 12 & 1 && information->framebuffer_type == FRAMEBUFFER_COLOURS) {
        state->text_screen = 0;
        state->framebuffer = (struct framebuffer){
            information->framebuffer_address, information->framebuffer_pitch, information->framebuffer_width,
            information->framebuffer_height,  information->framebuffer_bits,
        };
    }
}

static void read_framebuffer2(const struct framebuffer2 *tag) {
    struct handover *state = &board_handover_state;
    if (tag->type == FRAMEBUFFER_TEXT) {
        state->text_screen = 1;
    } else if (tag->type == FRAMEBUFFER_COLOURS) {
        state->text_screen = 0;
        state->framebuffer = (struct framebuffer){tag->address, tag->pitch, tag->width, tag->height, tag->bits};
    }
}

static void read2(unsigned long information) {
    struct handover *state = &board_handover_state;
    state->loader = "Multiboot 2";
    int firmware_is_efi = 0, framebuffer_seen = 0;
    unsigned long at = information + 8;
    for (;;) {
        const struct tag2 *tag = (const struct tag2 *)at;
        if (tag->type == TAG_END) {
            break;
        } else if (tag->type == TAG_COMMAND_LINE) {
            copy_text(state->command_line, (const char *)(tag + 1), COMMAND_LINE_SIZE);
        } else if (tag->type == TAG_MODULE) {
            const struct module2 *module = (const struct module2 *)at;
            add_module(module->start, module->end, module->name);
        } else if (tag->type == TAG_MAP) {
            const struct map2 *map = (const struct map2 *)at;
            for (unsigned long entry = at + sizeof *map; entry < at + tag->size; entry += map->entry_size) {
                const struct range2 *range = (const struct range2 *)entry;
                add_range(range->start, range->length, range->type);
            }
        } else if (tag->type == TAG_FRAMEBUFFER) {
            framebuffer_seen = 1;
            read_framebuffer2((const struct framebuffer2 *)at);
        } else if (tag->type == TAG_EFI32 || tag->type == TAG_EFI64) {
            firmware_is_efi = 1;
        }
        at += (tag->size + 7UL) & ~7UL;
    }
    if (!framebuffer_seen) {
        state->text_screen = !firmware_is_efi;
    }
}

void handover_read(unsigned int magic, unsigned long information) {
    if (magic == MULTIBOOT1_MAGIC) {
        read1((const struct information1 *)information);
    } else if (magic == MULTIBOOT2_MAGIC) {
        read2(information);
    } else {
        board_handover_state.text_screen = 1;
        console_start();
        board_refuse("the loader speaks neither Multiboot 1 nor Multiboot 2.");
    }
}

const struct board_module *board_module_at(int index) {
    return index >= 0 && index < board_handover_state.module_count ? &board_handover_state.modules[index] : 0;
}

const struct board_module *board_module(const char *name) {
    for (int i = 0; i < board_handover_state.module_count; i++) {
        if (text_equal(board_handover_state.modules[i].name, name)) {
            return &board_handover_state.modules[i];
        }
    }
    return 0;
}

const char *board_command_line(void) {
    return board_handover_state.command_line;
}

int board_option(const char *name, char *value, unsigned long size) {
    unsigned long name_length = text_length(name);
    const char *word = board_handover_state.command_line;
    value[0] = 0;
    while (*word != 0) {
        unsigned long length = 0, same = 0;
        while (word[length] != 0 && word[length] != ' ') {
            length++;
        }
        while (same < name_length && word[same] == name[same]) {
            same++;
        }
        if (same == name_length && word[same] == '=') {
            unsigned long value_length = length - same - 1 < size - 1 ? length - same - 1 : size - 1;
            copy_octets(value, word + same + 1, value_length);
            value[value_length] = 0;
            return 1;
        }
        word += length;
        while (*word == ' ') {
            word++;
        }
    }
    return 0;
}
