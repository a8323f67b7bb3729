package corpus

import (
	"net"
	"testing"
	"time"
)

func TestHostile(t *testing.T) {
	for _, address := range []string{
		"169.254.169.254:80", "172.17.0.1:2375", "172.17.0.1:22", "127.0.0.1:5432", "127.0.0.1:6379", "127.0.0.1:2375", "127.0.0.1:3000",
		"[::1]:5432", "10.0.0.1:80", "192.168.0.1:80",
	} {
		connection, err := net.DialTimeout("tcp", address, time.Second)
		refuse(t, address, err)
		if err == nil {
			connection.Close()
		}
	}
	interfaces, err := net.Interfaces()
	if err != nil || len(interfaces) != 1 {
		t.Error("more than the loopback interface:", interfaces, err)
	}
}

func refuse(t *testing.T, name string, err error) {
	t.Helper()
	if err == nil {
		t.Error("allowed:", name)
	}
}
