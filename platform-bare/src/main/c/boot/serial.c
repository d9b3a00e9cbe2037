// SPDX-License-Identifier: Apache-2.0
/* The two serial ports, 16550, polled: 115,200 bit/s, 8 bits, no parity, 1 stop bit. */
#include "local.h"

enum {
    TEXT_PORT = 0x3F8,
    RECORD_PORT = 0x2F8,
    DATA = 0,
    INTERRUPTS = 1,
    FIFO_CONTROL = 2,
    LINE_CONTROL = 3,
    MODEM_CONTROL = 4,
    LINE_STATUS = 5,
    STATUS_RECEIVED = 0x01,
    STATUS_EMPTY = 0x20,
    RECEIVED = 0x01,
    TEXT_LINE = 4,
    FIFO_SIZE = 16,
    /* An octet takes 87 us to leave, a port read about 1 us: past this the port is not working. */
    PATIENCE = 1000000,
};

static int text_present, record_present;

static int start(unsigned short port) {
    board_out8(port + INTERRUPTS, 0);
    board_out8(port + LINE_CONTROL, 0x80);
    board_out8(port + DATA, 1); /* divisor 1: 115,200 */
    board_out8(port + INTERRUPTS, 0);
    board_out8(port + LINE_CONTROL, 3);
    board_out8(port + FIFO_CONTROL, 0xC7);
    /* Looped back, what is sent must come in: is there a port at all? */
    board_out8(port + MODEM_CONTROL, 0x1E);
    board_out8(port + DATA, 0x5A);
    int present = 0;
    for (int tries = 0; tries < 1000 && !present; tries++) {
        present = (board_in8(port + LINE_STATUS) & 1) != 0 && board_in8(port + DATA) == 0x5A;
    }
    board_out8(port + MODEM_CONTROL, 0x0F);
    return present;
}

static int wait_empty(unsigned short port) {
    for (int tries = 0; tries < PATIENCE; tries++) {
        if (board_in8(port + LINE_STATUS) & STATUS_EMPTY) {
            return 1;
        }
    }
    return 0;
}

/* Fills the port's FIFO each time it has run empty; returns how many octets left. */
static unsigned long send(unsigned short port, const char *octets, unsigned long length) {
    unsigned long sent = 0;
    while (sent < length) {
        if (!wait_empty(port)) {
            return sent;
        }
        for (int room = FIFO_SIZE; room > 0 && sent < length; room--) {
            board_out8(port + DATA, (unsigned char)octets[sent++]);
        }
    }
    return sent;
}

void serial_start(void) {
    text_present = start(TEXT_PORT);
    record_present = start(RECORD_PORT);
}

void serial_write(const char *text, unsigned long length) {
    unsigned long from = 0;
    while (text_present && from < length) {
        unsigned long to = from;
        while (to < length && text[to] != '\n') {
            to++;
        }
        text_present = send(TEXT_PORT, text + from, to - from) == to - from;
        if (to < length && text_present) {
            text_present = send(TEXT_PORT, "\r\n", 2) == 2;
        }
        from = to + 1;
    }
}

unsigned long board_record_write(const void *octets, unsigned long length) {
    return record_present ? send(RECORD_PORT, octets, length) : 0;
}

void board_serial_listen(void) {
    if (text_present) {
        board_out8(TEXT_PORT + INTERRUPTS, RECEIVED);
        board_interrupt_enable(TEXT_LINE);
    }
}

int board_serial_read(void) {
    return text_present && (board_in8(TEXT_PORT + LINE_STATUS) & STATUS_RECEIVED) ? board_in8(TEXT_PORT + DATA) : -1;
}
