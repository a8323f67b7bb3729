package corpus

import (
	"testing"
	"time"
)

func TestHostile(t *testing.T) {
	time.Sleep(time.Hour)
}
