package corpus

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestHostile(t *testing.T) {
	for _, path := range []string{
		"/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/proc/sys/kernel/modprobe", "/proc/sys/vm/overcommit_memory", "/proc/1/oom_score_adj",
		"/sys/kernel/uevent_helper", "/proc/irq/0/smp_affinity", "/proc/self/attr/current/x",
	} {
		refuse(t, path, open(path))
	}
	_ = filepath.WalkDir("/sys/fs/cgroup", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			refuse(t, path, open(path))
		}
		return nil
	})
}

func refuse(t *testing.T, name string, err error) {
	t.Helper()
	if err == nil {
		t.Error("allowed:", name)
	}
}

func open(path string) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err == nil {
		file.Close()
	}
	return err
}
