package corpus

import (
	"os"
	"testing"
)

func TestHostile(t *testing.T) {
	for _, path := range []string{
		"/etc/passwd",
		"/usr/lib/go/bin/go",
		"/usr/local/bin/node",
		"/node_modules/x",
		"/sbin/entry",
		"/root/x",
		"/x",
		"/var/tmp/x",
		"/tmp/x",
		"/usr/local/share/gocache/x",
		"/usr/local/share/reporter.mjs",
	} {
		file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
		refuse(t, path, err)
		if err == nil {
			file.Close()
		}
	}
}

func refuse(t *testing.T, name string, err error) {
	t.Helper()
	if err == nil {
		t.Error("allowed:", name)
	}
}
