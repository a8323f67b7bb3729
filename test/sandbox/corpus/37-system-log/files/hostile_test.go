package corpus

import (
	"log/syslog"
	"net"
	"os"
	"testing"
)

func TestHostile(t *testing.T) {
	_, err := syslog.New(syslog.LOG_ALERT, "hostile")
	refuse(t, "syslog", err)
	_, err = net.Dial("unixgram", "/dev/log")
	refuse(t, "/dev/log", err)
	refuse(t, "/dev/kmsg", os.WriteFile("/dev/kmsg", []byte("hostile"), 0))
}

func refuse(t *testing.T, name string, err error) {
	t.Helper()
	if err == nil {
		t.Error("allowed:", name)
	}
}
