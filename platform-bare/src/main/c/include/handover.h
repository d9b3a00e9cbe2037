// SPDX-License-Identifier: Apache-2.0
/* What the loader handed over, in a form that Java can call for; see runtime/handover.c. */
#ifndef SALLYPORT_HANDOVER_H
#define SALLYPORT_HANDOVER_H

#include <stdint.h>

int64_t handover_module_length(const int8_t *name);
void handover_module_copy(const int8_t *name, int8_t *to);
int32_t handover_option(const int8_t *name, int8_t *value, int32_t size);

#endif
