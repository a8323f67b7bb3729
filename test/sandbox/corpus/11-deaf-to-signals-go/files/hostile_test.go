package corpus

import (
	"os/signal"
	"testing"
	"time"
)

func TestHostile(t *testing.T) {
	signal.Ignore()
	time.Sleep(time.Hour)
}
