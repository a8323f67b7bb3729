package corpus

import (
	"os"
	"os/exec"
	"testing"
)

func TestHostile(t *testing.T) {
	if os.Getenv("EAT") != "" {
		var kept [][]byte
		for {
			block := make([]byte, 1<<20)
			for index := range block {
				block[index] = 1
			}
			kept = append(kept, block)
		}
	}
	child := exec.Command(os.Args[0], "-test.run=TestHostile")
	child.Env = append(os.Environ(), "EAT=1")
	_ = child.Run()
}
