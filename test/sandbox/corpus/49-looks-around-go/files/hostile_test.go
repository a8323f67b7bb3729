package corpus

import (
	"fmt"
	"os"
	"testing"
)

func TestHostile(t *testing.T) {
	for _, path := range []string{
		"/proc/1/environ", "/proc/self/environ", "/proc/1/cmdline", "/proc/self/mountinfo", "/proc/self/cgroup", "/etc/hosts", "/etc/resolv.conf", "/etc/hostname",
	} {
		content, err := os.ReadFile(path)
		fmt.Println(path, err, string(content))
	}
}
