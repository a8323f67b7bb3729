package corpus

import (
	"testing"
)

func TestHostile(t *testing.T) {
	t.Log()
}
