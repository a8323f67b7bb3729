package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestHostile(t *testing.T) {
	for _, path := range []string{"/proc/1/exe", "/sbin/entry", "/proc/1/root/sbin/entry", "/proc/self/exe", "/proc/thread-self/exe"} {
		file, err := os.OpenFile(path, os.O_WRONLY, 0)
		refuse(t, path, err)
		if err == nil {
			file.Close()
		}
	}
	links, _ := filepath.Glob("/proc/[0-9]*/fd/*")
	for _, link := range links {
		target, err := os.Readlink(link)
		if err == nil && (strings.HasPrefix(target, "/sys/fs/cgroup") || strings.Contains(target, "runc") || strings.Contains(target, "overlay")) {
			t.Error("an open file of the host:", link, target)
		}
	}
	for fd := range 64 {
		target := fmt.Sprintf("/proc/self/fd/%d/../../../../etc/shadow", fd)
		if _, err := os.ReadFile(target); err == nil {
			t.Error("left the box through", target)
		}
	}
}

func refuse(t *testing.T, name string, err error) {
	t.Helper()
	if err == nil {
		t.Error("allowed:", name)
	}
}
