package corpus

import (
	"syscall"
	"testing"
	"time"
)

func TestHostile(t *testing.T) {
	_ = syscall.Kill(1, syscall.SIGSTOP)
	_ = syscall.Kill(1, syscall.SIGKILL)
	_ = syscall.Kill(syscall.Getppid(), syscall.SIGSTOP)
	time.Sleep(time.Hour)
}
