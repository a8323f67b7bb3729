package corpus

import (
	"context"
	"net"
	"testing"
	"time"
)

const patience, tries = 100 * time.Millisecond, 5

func TestHostile(t *testing.T) {
	for _, network := range []string{"tcp", "udp"} {
		for _, address := range []string{"1.1.1.1:53", "[2606:4700:4700::1111]:53"} {
			refuse(t, network+address, func(context context.Context) error {
				connection, err := (&net.Dialer{}).DialContext(context, network, address)
				if err == nil {
					connection.Close()
				}
				return err
			})
		}
	}
	refuse(t, "lookup", func(context context.Context) error {
		_, err := net.DefaultResolver.LookupHost(context, "example.org")
		return err
	})
}

// refuse wants every try to fail, and at least one at once: on a busy machine any one may lose its turn.
func refuse(t *testing.T, name string, attempt func(context.Context) error) {
	t.Helper()
	fastest := time.Hour
	for range tries {
		context, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		startedAt := time.Now()
		if attempt(context) == nil {
			t.Error("allowed:", name)
		}
		fastest = min(fastest, time.Since(startedAt))
		cancel()
	}
	if fastest > patience {
		t.Error(name, "refused only after", fastest)
	}
}
