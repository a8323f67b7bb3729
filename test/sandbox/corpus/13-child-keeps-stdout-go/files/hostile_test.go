package corpus

import (
	"os"
	"os/exec"
	"testing"
)

func TestHostile(t *testing.T) {
	child := exec.Command("sleep", "300")
	child.Stdout, child.Stderr = os.Stdout, os.Stderr
	_ = child.Start()
}
