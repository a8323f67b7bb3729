package corpus

import (
	"fmt"
	"os"
	"testing"
)

func TestHostile(t *testing.T) {
	block := make([]byte, 32<<20)
	for number := 0; ; number++ {
		if err := os.WriteFile(fmt.Sprint("/box/tmp/file", number), block, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
