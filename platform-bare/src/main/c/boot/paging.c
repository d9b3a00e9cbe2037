// SPDX-License-Identifier: Apache-2.0
/*
 * Memory's map after the loader's: identity everywhere; code read-only, constants read-only, data not executable;
 * device memory uncached; page 0 and the page below every stack absent, so that a null pointer and a stack overflow
 * are exceptions.
 */
#include "local.h"

static const unsigned long PRESENT = 1, WRITABLE = 2, WRITE_THROUGH = 8, NOT_CACHED = 0x10, LARGE = 0x80;
/* Selects entry 4 of the attribute table, which is made write-combining; its place depends on the page's size. */
static const unsigned long COMBINING_SMALL = 0x80, COMBINING_LARGE = 0x1000;
static const unsigned long FOUR_GIB = 1UL << 32;

enum { ENTRIES = 512, TABLES = 96, MODEL_EFER = 0xC0000080, MODEL_ATTRIBUTES = 0x277 };

extern unsigned long board_page_level4[ENTRIES], board_page_level3[ENTRIES], board_page_level2[4 * ENTRIES];

static unsigned long tables[TABLES][ENTRIES] __attribute__((aligned(4096)));
static int tables_used;
static unsigned long no_execute;

enum kind { ABSENT, MEMORY, CODE, CONSTANTS, DEVICE, PICTURE };

static unsigned long attributes(enum kind kind, int large) {
    unsigned long size = large ? LARGE : 0;
    switch (kind) {
    case MEMORY:
        return PRESENT | WRITABLE | no_execute | size;
    case CODE:
        return PRESENT | size;
    case CONSTANTS:
        return PRESENT | no_execute | size;
    case DEVICE:
        return PRESENT | WRITABLE | NOT_CACHED | WRITE_THROUGH | no_execute | size;
    case PICTURE:
        return PRESENT | WRITABLE | no_execute | (large ? LARGE | COMBINING_LARGE : COMBINING_SMALL);
    case ABSENT:
        break;
    }
    return 0;
}

static unsigned long *new_table(void) {
    return tables_used < TABLES ? tables[tables_used++] : 0;
}

/* The table that an entry points to, made when there is none; null when tables have run out. */
static unsigned long *table_below(unsigned long *entry) {
    if (*entry & PRESENT) {
        return (unsigned long *)(*entry & 0x000FFFFFFFFFF000UL);
    }
    unsigned long *table = new_table();
    if (table != 0) {
        *entry = (unsigned long)table | PRESENT | WRITABLE;
    }
    return table;
}

static unsigned long *large_entry(unsigned long address) {
    unsigned long *level3 = table_below(&board_page_level4[address >> 39 & (ENTRIES - 1)]);
    unsigned long *level2 = level3 == 0 ? 0 : table_below(&level3[address >> 30 & (ENTRIES - 1)]);
    return level2 == 0 ? 0 : &level2[address >> 21 & (ENTRIES - 1)];
}

static unsigned long *small_entry(unsigned long address) {
    unsigned long *large = large_entry(address);
    if (large == 0) {
        return 0;
    }
    if (*large & LARGE) {
        unsigned long *table = new_table();
        if (table == 0) {
            return 0;
        }
        /* A large page's write-combining bit lies where a small page's address begins. */
        unsigned long flags = *large & ~(LARGE | COMBINING_LARGE);
        flags |= *large & COMBINING_LARGE ? COMBINING_SMALL : 0;
        for (unsigned long i = 0; i < ENTRIES; i++) {
            table[i] = flags + i * PAGE_SIZE;
        }
        *large = (unsigned long)table | PRESENT | WRITABLE;
        return &table[address >> 12 & (ENTRIES - 1)];
    }
    unsigned long *table = table_below(large);
    return table == 0 ? 0 : &table[address >> 12 & (ENTRIES - 1)];
}

/* From page to page; large pages wherever they fit and the place is not already cut up. */
static int set(unsigned long start, unsigned long end, enum kind kind) {
    unsigned long at = start & ~(PAGE_SIZE - 1);
    while (at < end) {
        unsigned long *large = large_entry(at);
        if (large == 0) {
            return 0;
        }
        int whole = at % LARGE_PAGE_SIZE == 0 && end - at >= LARGE_PAGE_SIZE;
        if (whole && ((*large & PRESENT) == 0 || *large & LARGE)) {
            *large = at | attributes(kind, 1);
            at += LARGE_PAGE_SIZE;
        } else {
            unsigned long *small = small_entry(at);
            if (small == 0) {
                return 0;
            }
            *small = kind == ABSENT ? 0 : at | attributes(kind, 0);
            at += PAGE_SIZE;
        }
    }
    return 1;
}

static void load(void) {
    __asm__ volatile("mov %0, %%cr3" : : "r"(board_page_level4) : "memory");
}

static void guard(char *page) {
    if (!set((unsigned long)page, (unsigned long)page + PAGE_SIZE, ABSENT)) {
        board_refuse("page tables have run out.");
    }
}

static void set_first_four_gib(void) {
    set(0, FOUR_GIB, DEVICE);
    for (int i = 0; i < board_handover_state.range_count; i++) {
        unsigned long start = board_handover_state.ranges[i].start & ~(LARGE_PAGE_SIZE - 1);
        unsigned long end = (board_handover_state.ranges[i].end + LARGE_PAGE_SIZE - 1) & ~(LARGE_PAGE_SIZE - 1);
        if (start < FOUR_GIB) {
            set(start, end < FOUR_GIB ? end : FOUR_GIB, MEMORY);
        }
    }
    /* Text memory and option ROMs. */
    set(0xA0000, 0x100000, DEVICE);
}

void paging_start(void) {
    /* Write-combining for entry 4; the other seven keep their meaning from reset. */
    write_model_register(MODEL_ATTRIBUTES, (read_model_register(MODEL_ATTRIBUTES) & ~(0xFFUL << 32)) | 1UL << 32);
    no_execute = read_model_register(MODEL_EFER) >> 11 & 1 ? 1UL << 63 : 0;
    set_first_four_gib();
    int done = set((unsigned long)board_image_start, (unsigned long)board_image_end, MEMORY) &&
               set((unsigned long)board_image_start, (unsigned long)board_text_end, CODE) &&
               set((unsigned long)board_constants_start, (unsigned long)board_constants_end, CONSTANTS);
    if (!done) {
        board_refuse("page tables have run out.");
    }
    guard(0);
    guard(board_main_stack_guard);
    guard(board_double_fault_stack_guard);
    guard(board_nmi_stack_guard);
    guard(board_machine_check_stack_guard);
    guard(board_exception_stack_guard);
    guard(board_processor_stack_guard);
    load();
}

/* What the processor can address, and no more than the lower half of the linear addresses. */
static unsigned long identity_end(void) {
    unsigned int bits = board_identify(0x80000008, 0).a & 0xFF;
    return 1UL << (bits == 0 ? 36 : bits < 47 ? bits : 47);
}

static void *map(unsigned long physical, unsigned long length, enum kind kind) {
    if (length == 0 || physical + length < physical || physical + length > identity_end() ||
        !set(physical, physical + length, kind)) {
        return 0;
    }
    load();
    return (void *)physical;
}

void *board_map(unsigned long physical, unsigned long length) {
    if (physical + length >= physical && physical + length <= FOUR_GIB) {
        return (void *)physical;
    }
    /* Whole large pages: tables are few, and all there is up there is devices. */
    unsigned long start = physical & ~(LARGE_PAGE_SIZE - 1);
    unsigned long end = (physical + length + LARGE_PAGE_SIZE - 1) & ~(LARGE_PAGE_SIZE - 1);
    return map(start, end - start, DEVICE) == 0 ? 0 : (void *)physical;
}

void *map_framebuffer(unsigned long physical, unsigned long length) {
    return map(physical, length, PICTURE);
}
