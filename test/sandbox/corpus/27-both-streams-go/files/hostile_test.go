package corpus

import (
	"fmt"
	"os"
	"testing"
)

func TestHostile(t *testing.T) {
	go func() {
		for {
			fmt.Fprintln(os.Stderr, "no")
		}
	}()
	for {
		fmt.Println("yes")
	}
}
