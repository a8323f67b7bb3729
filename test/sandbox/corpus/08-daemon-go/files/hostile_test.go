package corpus

import (
	"os/exec"
	"syscall"
	"testing"
)

func TestHostile(t *testing.T) {
	daemon := exec.Command("sh", "-c", "(sleep 1000 &) ; exit 0")
	daemon.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := daemon.Run(); err != nil {
		t.Fatal(err)
	}
}
