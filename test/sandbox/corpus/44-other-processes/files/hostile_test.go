package corpus

import (
	"os"
	"syscall"
	"testing"
	"unsafe"
)

func TestHostile(t *testing.T) {
	page := make([]byte, 4096)
	vector := syscall.Iovec{Base: &page[0], Len: 64}
	pointer := uintptr(unsafe.Pointer(&vector))
	for _, pid := range []int{1, os.Getppid()} {
		refuse(t, "ptrace attach", syscall.PtraceAttach(pid))
		refuse(t, "process_vm_readv", call(310, uintptr(pid), pointer, 1, pointer, 1, 0))
		refuse(t, "pidfd_getfd", call(438, uintptr(pid), 0, 0))
	}
	_, err := os.OpenFile("/proc/1/mem", os.O_RDWR, 0)
	if err == nil {
		t.Error("allowed: /proc/1/mem")
	}
}

func refuse(t *testing.T, name string, err error) {
	t.Helper()
	if err == nil {
		t.Error("allowed:", name)
	}
}

func call(number uintptr, args ...uintptr) error {
	full := [6]uintptr{}
	copy(full[:], args)
	_, _, errno := syscall.RawSyscall6(number, full[0], full[1], full[2], full[3], full[4], full[5])
	if errno == 0 {
		return nil
	}
	return errno
}
