package corpus

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestHostile(t *testing.T) {
	files := []string{"/etc/passwd", "/bin/sh", "/usr/bin/go", "/dev/null", "/dev/zero", "/proc/version", "/sbin/entry"}
	for _, path := range files {
		file, err := os.Open(path)
		if err != nil {
			continue
		}
		defer file.Close()
		if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err == syscall.EWOULDBLOCK {
			t.Error("a lock of the other run:", path)
		}
	}
	listener, err := net.Listen("unix", "@collude")
	if err != nil {
		t.Error("an abstract socket of the other run:", err)
	} else {
		defer listener.Close()
	}
	port, err := net.Listen("tcp", "127.0.0.1:45454")
	if err != nil {
		t.Error("a port of the other run:", err)
	} else {
		defer port.Close()
	}
	const sharedMemoryGet, key, createOnly = 29, 4242, 0o3600
	if _, _, errno := syscall.RawSyscall(sharedMemoryGet, key, 4096, createOnly); errno == syscall.EEXIST {
		t.Error("shared memory of the other run")
	}
	for _, folder := range []string{"/dev/shm", "/dev/mqueue", "/tmp", "/var/tmp"} {
		if _, err := os.Stat(folder + "/collude"); err == nil {
			t.Error("a file of the other run in", folder)
		}
		_ = os.WriteFile(folder+"/collude", []byte("hello"), 0o666)
	}
	lines, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	tests := 0
	for _, line := range lines {
		content, _ := os.ReadFile(line)
		if strings.Contains(string(content), ".test\x00") {
			tests++
		}
	}
	if tests > 1 {
		t.Error("a process of the other run")
	}
	time.Sleep(4 * time.Second)
}
