package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"syscall"
	"unsafe"
)

// closeSignals makes this process deaf to what its box may send it. The command has the same user and may send anything; the
// runtime would end at most of it, and write its own stack among what the command printed. It is asked of the kernel, because
// the runtime's own way leaves out the signals of faults, which a sender may forge. The runtime sets them back in its children.
func closeSignals() {
	debug.SetTraceback("none")
	const lastSignal = 64
	ignore := struct {
		handler, flags, restorer uintptr
		mask                     uint64
	}{handler: 1}
	for number := syscall.Signal(1); number <= lastSignal; number++ {
		if isHeard(number) {
			continue
		}
		_, _, errno := syscall.RawSyscall6(syscall.SYS_RT_SIGACTION, uintptr(number),
			uintptr(unsafe.Pointer(&ignore)), 0, unsafe.Sizeof(ignore.mask), 0, 0)
		if errno != 0 {
			fmt.Fprintln(os.Stderr, "entry: closing signal", int(number), errno)
			os.Exit(exitRefused)
		}
	}
}

// isHeard names what ends a box from outside, what tells of a child's end, and what the runtime sends to itself. Two others
// nobody can refuse. The rest of them the runtime leaves alone: the kernel keeps them from a first process, and it would not set
// them back in a child.
func isHeard(number syscall.Signal) bool {
	switch number {
	case syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP, syscall.SIGCHLD, syscall.SIGURG, syscall.SIGKILL, syscall.SIGSTOP,
		syscall.SIGCONT, syscall.SIGTSTP, syscall.SIGTTIN, syscall.SIGTTOU, 32, 33, 34:
		return true
	}
	return false
}
