// SPDX-License-Identifier: Apache-2.0
/* Java arrays that never move; see runtime/pinned.c. */
#ifndef SALLYPORT_PINNED_H
#define SALLYPORT_PINNED_H

#include <stdint.h>

void *pinned_allocate(const int8_t *example, int32_t length, int32_t alignment);
int64_t pinned_address(const int8_t *octets);
int32_t pinned_contains(const int8_t *octets);

#endif
