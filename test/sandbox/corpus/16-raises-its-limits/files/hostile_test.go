package corpus

import (
	"syscall"
	"testing"
	"unsafe"
)

func TestHostile(t *testing.T) {
	priority := int32(50)
	const setScheduler, fifo, setAffinity, prlimit64 = 144, 1, 203, 302
	if _, _, errno := syscall.RawSyscall(setScheduler, 0, fifo, uintptr(unsafe.Pointer(&priority))); errno == 0 {
		t.Error("allowed: SCHED_FIFO")
	}
	processors := [128]byte{1}
	if _, _, errno := syscall.RawSyscall(setAffinity, 0, 128, uintptr(unsafe.Pointer(&processors[0]))); errno != syscall.EPERM {
		t.Error("allowed: sched_setaffinity", errno)
	}
	refuse(t, "nice", syscall.Setpriority(syscall.PRIO_PROCESS, 0, -20))
	for _, kind := range []int{syscall.RLIMIT_NOFILE, syscall.RLIMIT_CORE, syscall.RLIMIT_FSIZE} {
		higher := syscall.Rlimit{Cur: 1 << 40, Max: 1 << 40}
		refuse(t, "limit", syscall.Setrlimit(kind, &higher))
		if _, _, errno := syscall.RawSyscall6(prlimit64, 0, uintptr(kind), uintptr(unsafe.Pointer(&higher)), 0, 0, 0); errno == 0 {
			t.Error("allowed: prlimit")
		}
	}
}

func refuse(t *testing.T, name string, err error) {
	t.Helper()
	if err == nil {
		t.Error("allowed:", name)
	}
}
