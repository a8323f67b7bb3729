package corpus

import (
	"os"
	"path/filepath"
	"testing"
)

func TestHostile(t *testing.T) {
	for _, folder := range []string{"/", "/box", "/box/work", "/box/tmp", "/box/tmp/gocache", "/box/tmp/go-build", "/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run", "/usr/local/share/gocache", "/home", "/root", "/etc"} {
		path := filepath.Join(folder, "left-behind")
		if _, err := os.Stat(path); err == nil {
			t.Error("another run was here:", path)
		}
		_ = os.MkdirAll(folder, 0o777)
		_ = os.WriteFile(path, []byte("here"), 0o666)
	}
}
