package corpus

import (
	"fmt"
	"testing"
)

func TestHostile(t *testing.T) {
	for {
		fmt.Println("yes")
	}
}
