package corpus

import (
	"testing"
)

func TestHostile(t *testing.T) {
	huge[0] = 1
}

var huge [1 << 40]byte
