package corpus

import (
	"os"
	"testing"
)

func TestHostile(t *testing.T) {
	for {
		_, _ = os.StartProcess("/bin/true", []string{"true"}, &os.ProcAttr{})
	}
}
