package corpus

import (
	"os"
	"testing"
)

func TestHostile(t *testing.T) {
	_, _ = os.Stdout.Write([]byte("nul \x00 half \xed\xa0\x80 \xff\xfe \x1b[2J\x1b]0;title\x07 end\n"))
}
