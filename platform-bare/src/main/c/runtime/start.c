// SPDX-License-Identifier: Apache-2.0
/* Where the board hands over to Java. */
#include <board.h>

#include "runtime.h"

/* The generated main: sets up heap and classes, then runs org.sallyport.bare.machine.Main. */
int main(int count, char **arguments);

int sallyport_main(void) {
    static char name[] = "sallyport";
    char *arguments[] = {name, 0};
    return main(1, arguments);
}
