package corpus

import (
	"fmt"
	"syscall"
	"testing"
	"unsafe"
)

func TestHostile(t *testing.T) {
	for _, family := range []int{38, 40, 17, 21, 29, 30, 31, 44} {
		for _, kind := range []int{syscall.SOCK_STREAM, syscall.SOCK_DGRAM, syscall.SOCK_SEQPACKET} {
			_, err := syscall.Socket(family, kind, 0)
			refuse(t, fmt.Sprint("socket family ", family), err)
		}
	}
	page := make([]byte, 4096)
	pointer := uintptr(unsafe.Pointer(&page[0]))
	copy(page[128:], "user\x00")
	refuse(t, "io_uring_setup", call(425, 1, pointer))
	refuse(t, "keyctl", call(250, 0, ^uintptr(2), 1))
	refuse(t, "add_key", call(248, pointer+128, pointer+128, pointer, 1, ^uintptr(2)))
	refuse(t, "request_key", call(249, pointer+128, pointer+128, 0, 0))
	refuse(t, "bpf", call(321, 0, pointer, 72))
	refuse(t, "perf_event_open", call(298, pointer, 0, ^uintptr(0), ^uintptr(0), 0))
	refuse(t, "userfaultfd", call(323, 0))
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
