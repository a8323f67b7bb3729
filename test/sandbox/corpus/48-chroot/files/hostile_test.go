package corpus

import (
	"os"
	"syscall"
	"testing"
)

func TestHostile(t *testing.T) {
	refuse(t, "chroot", syscall.Chroot("/box"))
	if _, err := os.ReadFile("/proc/1/root/etc/shadow"); err == nil {
		t.Error("allowed: /etc/shadow")
	}
	for _, path := range []string{"/proc/1/root/var/lib/docker", "/proc/1/root/home", "/proc/1/cwd/../../var/lib/docker"} {
		if entries, err := os.ReadDir(path); err == nil && len(entries) > 0 {
			t.Error("folders of the host:", path)
		}
	}
}

func refuse(t *testing.T, name string, err error) {
	t.Helper()
	if err == nil {
		t.Error("allowed:", name)
	}
}
