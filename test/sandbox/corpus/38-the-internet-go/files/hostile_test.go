package corpus

import (
	"context"
	"net"
	"testing"
	"time"
)

func TestHostile(t *testing.T) {
	startedAt := time.Now()
	for _, network := range []string{"tcp", "udp"} {
		for _, address := range []string{"1.1.1.1:53", "[2606:4700:4700::1111]:53"} {
			connection, err := net.DialTimeout(network, address, 2*time.Second)
			refuse(t, network+address, err)
			if err == nil {
				connection.Close()
			}
		}
	}
	context, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	_, err := net.DefaultResolver.LookupHost(context, "example.org")
	refuse(t, "lookup", err)
	if took := time.Since(startedAt); took > time.Second {
		t.Error("refused only after", took)
	}
}

func refuse(t *testing.T, name string, err error) {
	t.Helper()
	if err == nil {
		t.Error("allowed:", name)
	}
}
