package corpus

import (
	"syscall"
	"testing"
)

func TestHostile(t *testing.T) {
	sockets := []struct {
		name                   string
		family, kind, protocol int
	}{
		{"AF_PACKET", syscall.AF_PACKET, syscall.SOCK_RAW, 0x0300},
		{"raw ICMP", syscall.AF_INET, syscall.SOCK_RAW, syscall.IPPROTO_ICMP},
		{"raw IPv6", syscall.AF_INET6, syscall.SOCK_RAW, 58},
	}
	for _, socket := range sockets {
		_, err := syscall.Socket(socket.family, socket.kind, socket.protocol)
		refuse(t, socket.name, err)
	}
	link, err := syscall.Socket(syscall.AF_NETLINK, syscall.SOCK_RAW, syscall.NETLINK_ROUTE)
	if err != nil {
		return
	}
	// RTM_NEWLINK for an interface that does not exist yet, acknowledged or refused by the kernel.
	request := make([]byte, 32)
	request[0], request[4], request[6], request[7] = 32, syscall.RTM_NEWLINK, 0x05, 0x06
	refuse(t, "send", nil2(syscall.Sendto(link, request, 0, &syscall.SockaddrNetlink{Family: syscall.AF_NETLINK})))
	answer := make([]byte, 4096)
	count, _, err := syscall.Recvfrom(link, answer, 0)
	if err == nil && count >= 20 && answer[16] == 0 && answer[17] == 0 {
		t.Error("allowed: a new interface")
	}
}

func refuse(t *testing.T, name string, err error) {
	t.Helper()
	if err == nil {
		t.Error("allowed:", name)
	}
}

// Sending is allowed; what counts is the kernel's answer.
func nil2(err error) error {
	if err == nil {
		return syscall.EPERM
	}
	return err
}
