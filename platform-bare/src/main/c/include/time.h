// SPDX-License-Identifier: Apache-2.0
/* The one clock counts from the machine's start; there is no calendar. */
#ifndef SALLYPORT_TIME_H
#define SALLYPORT_TIME_H

typedef long time_t;

time_t time(time_t *result);

#endif
