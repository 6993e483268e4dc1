#!/bin/sh
# Stands in for rustdoc: keeps the programs of the examples, so that they can run again.
case " $* " in
*" --test "*)
    RUSTC_BOOTSTRAP=1 exec rustdoc "$@" -Z unstable-options --persist-doctests "$KEPT_EXAMPLES"
    ;;
*) exec rustdoc "$@" ;;
esac
