/* Named by the generated C, needed by none of it. */
