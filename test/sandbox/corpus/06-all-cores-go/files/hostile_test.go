package corpus

import (
	"testing"
)

func TestHostile(t *testing.T) {
	for range 16 {
		go func() {
			for {
			}
		}()
	}
	select {}
}
