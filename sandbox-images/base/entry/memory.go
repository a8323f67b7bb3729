package main

import (
	"fmt"
	"syscall"
)

// closeMemory makes this process's files below /proc root's. The command has the same user, and would otherwise read and
// write the memory of process 1, its environment and its place among those that the kernel ends when memory is short.
func closeMemory() {
	const setDumpable = 4
	if _, _, errno := syscall.RawSyscall(syscall.SYS_PRCTL, setDumpable, 0, 0); errno != 0 {
		refuse(fmt.Errorf("closing the memory of process 1: %w", errno))
	}
}
