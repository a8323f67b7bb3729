package corpus

import (
	"os"
	"runtime/debug"
	"syscall"
	"testing"
)

func TestHostile(t *testing.T) {
	heap := make([]byte, 100<<20)
	for index := range heap {
		heap[index] = 1
	}
	var limit syscall.Rlimit
	_ = syscall.Getrlimit(syscall.RLIMIT_CORE, &limit)
	if limit.Max != 0 {
		t.Log("CORE-ALLOWED")
	}
	debug.SetTraceback("crash")
	_ = syscall.Kill(os.Getpid(), syscall.SIGABRT)
	select {}
}
