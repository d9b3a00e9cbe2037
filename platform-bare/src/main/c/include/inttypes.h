// SPDX-License-Identifier: Apache-2.0
/* Whole numbers; there is no formatted output that would want more. */
#ifndef SALLYPORT_INTTYPES_H
#define SALLYPORT_INTTYPES_H

#include <stdint.h>

#endif
