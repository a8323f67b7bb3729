package corpus

import (
	"syscall"
	"testing"
)

func TestHostile(t *testing.T) {
	const noReserve = 0x4000
	memory, err := syscall.Mmap(-1, 0, 1<<40, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE|noReserve)
	if err != nil {
		t.Fatal(err)
	}
	for page := 0; page < len(memory); page += 4096 {
		memory[page] = 1
	}
}
