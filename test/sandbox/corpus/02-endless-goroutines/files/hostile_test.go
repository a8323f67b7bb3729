package corpus

import (
	"testing"
)

func TestHostile(t *testing.T) {
	for {
		go func() { select {} }()
	}
}
