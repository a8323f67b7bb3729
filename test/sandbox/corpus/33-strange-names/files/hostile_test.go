package corpus

import (
	"os"
	"strings"
	"syscall"
	"testing"
)

func TestHostile(t *testing.T) {
	for _, name := range []string{"line\nbreak", "escape\x1b[2J", "right\u202eto-left", "invalid\xff\xfe", strings.Repeat("n", 255)} {
		if err := os.WriteFile("/box/tmp/"+name, nil, 0o600); err != nil {
			t.Error(err)
		}
		t.Logf("%q %s", name, name)
	}
	if err := os.Chdir("/box/tmp"); err != nil {
		t.Fatal(err)
	}
	for range 5_000 {
		if syscall.Mkdir("d", 0o700) != nil || syscall.Chdir("d") != nil {
			t.Fatal("not deep enough")
		}
	}
}
