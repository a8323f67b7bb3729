package corpus

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
)

func TestHostile(t *testing.T) {
	refuse(t, "reboot", syscall.Reboot(syscall.LINUX_REBOOT_CMD_RESTART))
	refuse(t, "sysrq-trigger", os.WriteFile("/proc/sysrq-trigger", []byte("b"), 0))
	refuse(t, "sysrq", os.WriteFile("/proc/sys/kernel/sysrq", []byte("1"), 0))
	refuse(t, "shutdown", exec.Command("shutdown", "-r", "now").Run())
}

func refuse(t *testing.T, name string, err error) {
	t.Helper()
	if err == nil {
		t.Error("allowed:", name)
	}
}
