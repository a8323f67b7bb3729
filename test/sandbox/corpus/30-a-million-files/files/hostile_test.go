package corpus

import (
	"fmt"
	"os"
	"testing"
)

func TestHostile(t *testing.T) {
	for number := range 1_000_000 {
		file, err := os.Create(fmt.Sprint("/box/tmp/file", number))
		if err != nil {
			t.Fatal(err)
		}
		file.Close()
	}
}
