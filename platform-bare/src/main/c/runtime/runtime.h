// SPDX-License-Identifier: Apache-2.0
/* What the files of the runtime say to each other. */
#ifndef SALLYPORT_RUNTIME_H
#define SALLYPORT_RUNTIME_H

/* Says why on the console and stops the machine with the status of a broken runtime. */
_Noreturn void runtime_fail(const char *why);

/* The statuses with which the machine stops; org.sallyport.bare.machine.ExitStatus has the others. */
#define RUNTIME_STATUS_BROKEN 3

#endif
