package corpus

import (
	"testing"
)

func TestHostile(t *testing.T) {
	var kept [][]byte
	for {
		block := make([]byte, 1<<20)
		for index := range block {
			block[index] = 1
		}
		kept = append(kept, block)
	}
}
