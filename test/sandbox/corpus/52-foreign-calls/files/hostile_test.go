package corpus

import (
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestHostile(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		return
	}
	switch os.Getenv("DOOR") {
	case "int80":
		if pid := int80(); int64(pid) == int64(os.Getpid()) {
			os.Stdout.WriteString("ANSWERED")
		}
	case "x32":
		if pid, _, errno := syscall.RawSyscall(0x40000000|syscall.SYS_GETPID, 0, 0, 0); errno == 0 && int(pid) == os.Getpid() {
			os.Stdout.WriteString("ANSWERED")
		}
	default:
		for _, door := range []string{"int80", "x32"} {
			child := exec.Command(os.Args[0], "-test.run=TestHostile")
			child.Env = append(os.Environ(), "DOOR="+door)
			// The kernel ends the thread that knocked, which may leave the rest of the child waiting for it.
			time.AfterFunc(3*time.Second, func() { _ = child.Process.Kill() })
			said, _ := child.CombinedOutput()
			if strings.Contains(string(said), "ANSWERED") {
				t.Error("allowed:", door)
			}
		}
	}
}
