package corpus

import (
	"bytes"
	"os"
	"testing"
)

func TestHostile(t *testing.T) {
	block := bytes.Repeat([]byte("x"), 1<<20)
	for range 1024 {
		_, _ = os.Stdout.Write(block)
	}
}
