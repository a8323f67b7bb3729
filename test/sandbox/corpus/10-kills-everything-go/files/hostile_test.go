package corpus

import (
	"syscall"
	"testing"
)

func TestHostile(t *testing.T) {
	_ = syscall.Kill(-1, syscall.SIGKILL)
}
