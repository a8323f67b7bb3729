package corpus

import (
	"syscall"
	"testing"
)

func TestHostile(t *testing.T) {
	for fd := range 3 {
		_ = syscall.Close(fd)
	}
	sum := 0
	for number := range 50_000_000 {
		sum += number
	}
	if sum == 0 {
		t.Fail()
	}
}
