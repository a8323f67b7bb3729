package corpus

import (
	"runtime"
	"syscall"
	"testing"
)

func TestHostile(t *testing.T) {
	for range 10_000 {
		go func() {
			runtime.LockOSThread()
			var pair [2]int
			_ = syscall.Pipe(pair[:])
			_, _ = syscall.Read(pair[0], make([]byte, 1))
		}()
	}
	select {}
}
