package corpus

import (
	"fmt"
	"os/exec"
	"syscall"
	"testing"
)

func TestHostile(t *testing.T) {
	for _, flag := range []uintptr{0x10000000, 0x00020000, 0x40000000, 0x20000000, 0x08000000, 0x04000000, 0x02000000} {
		refuse(t, fmt.Sprintf("unshare %x", flag), call(272, flag))
		child := exec.Command("true")
		child.SysProcAttr = &syscall.SysProcAttr{Cloneflags: flag}
		refuse(t, fmt.Sprintf("clone %x", flag), child.Run())
	}
	refuse(t, "mount", syscall.Mount("none", "/box/tmp", "tmpfs", 0, ""))
	refuse(t, "umount", syscall.Unmount("/proc", 0))
	refuse(t, "pivot_root", syscall.PivotRoot("/box", "/box/tmp"))
	refuse(t, "setns", call(308, 0, 0))
	refuse(t, "fsopen", call(430, 0, 0))
	refuse(t, "open_tree", call(428, ^uintptr(99), 0, 0))
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
