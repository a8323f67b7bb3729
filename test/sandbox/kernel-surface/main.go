// Tries one call of each kind and prints how the kernel answered, a line for each.
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"unsafe"
)

// Numbers of the AMD64 kernel. Arguments are such that a kernel that let the call pass would say something else than EPERM.
var calls = map[string]uintptr{
	"add_key": 248, "bpf": 321, "fsconfig": 431, "fsmount": 432, "fsopen": 430, "fspick": 433, "get_mempolicy": 239,
	"io_uring_enter": 426, "io_uring_register": 427, "io_uring_setup": 425, "kcmp": 312, "keyctl": 250, "mbind": 237,
	"memfd_secret": 447, "modify_ldt": 154, "mount_setattr": 442, "move_mount": 429, "move_pages": 279, "mq_open": 240,
	"name_to_handle_at": 303, "open_by_handle_at": 304, "open_tree": 428, "perf_event_open": 298, "pidfd_getfd": 438,
	"process_madvise": 440, "process_vm_readv": 310, "process_vm_writev": 311, "ptrace": 101, "remap_file_pages": 216,
	"request_key": 249, "sched_setaffinity": 203, "set_mempolicy": 238, "setns": 308, "unshare": 272, "uselib": 134,
	"userfaultfd": 323,
	// These the kernel refuses anybody without a capability, with the same word.
	"acct": 163, "chroot": 161, "clock_settime": 227, "delete_module": 176, "finit_module": 313, "init_module": 175,
	"ioperm": 173, "iopl": 172, "kexec_file_load": 320, "kexec_load": 246, "mount": 165, "pivot_root": 155, "quotactl": 179,
	"reboot": 169, "sethostname": 170, "settimeofday": 164, "swapoff": 168, "swapon": 167, "syslog": 103, "umount2": 166,
	"vhangup": 153,
}

var families = map[string]int{
	"AX25": 3, "KEY": 15, "PACKET": 17, "RDS": 21, "CAN": 29, "TIPC": 30, "BLUETOOTH": 31, "ALG": 38, "VSOCK": 40, "KCM": 41,
	"QIPCRTR": 42, "SMC": 43, "XDP": 44,
}

var namespaces = map[string]uintptr{
	"mount": 0x20000, "cgroup": 0x2000000, "uts": 0x4000000, "ipc": 0x8000000, "user": 0x10000000,
	"pid": 0x20000000, "network": 0x40000000,
}

// Machine code for "which process am I": by the door of this kind of program, and by the two of others.
var doors = map[string][]byte{
	"native":   {0xb8, 39, 0, 0, 0, 0x0f, 0x05},
	"int 0x80": {0xb8, 20, 0, 0, 0, 0xcd, 0x80},
	"x32":      {0xb8, 39, 0, 0, 0x40, 0x0f, 0x05},
}

func main() {
	page := make([]byte, 4096)
	pointer := uintptr(unsafe.Pointer(&page[0]))
	for name, number := range calls {
		_, _, errno := syscall.RawSyscall6(number, 1, pointer, 0, 0, 0, 0)
		tell(name, errno)
	}
	for name, family := range families {
		for _, kind := range []uintptr{syscall.SOCK_STREAM, syscall.SOCK_DGRAM, syscall.SOCK_RAW} {
			_, _, errno := syscall.RawSyscall(syscall.SYS_SOCKET, uintptr(family), kind, 0)
			tell(fmt.Sprintf("socket %s %d", name, kind), errno)
		}
	}
	for name, flag := range namespaces {
		_, _, errno := syscall.RawSyscall6(syscall.SYS_CLONE, flag|uintptr(syscall.SIGCHLD), 0, 0, 0, 0, 0)
		tell("clone "+name, errno)
	}
	_, _, errno := syscall.RawSyscall(435, pointer, 88, 0)
	tell("clone3", errno)
	for name, code := range doors {
		fmt.Println(name, knock(strings.ReplaceAll(name, " ", ""), code))
	}
}

func tell(name string, errno syscall.Errno) {
	words := map[syscall.Errno]string{0: "allowed", syscall.EPERM: "EPERM", syscall.ENOSYS: "ENOSYS"}
	if word, known := words[errno]; known {
		fmt.Println(name, word)
		return
	}
	fmt.Println(name, fmt.Sprintf("errno-%d", errno))
}

// The exit code of a program whose call the kernel answered with a process id.
const answeredExitCode = 1

// knock runs a program of one thread, so that the end of the thread is that of the program. It exits with answeredExitCode where
// the call gave a process id. A kernel may refuse with an error number or with one of several signals: a machine whose kernel has
// no 32-bit entry ends the caller with SIGSEGV, one that has it lets seccomp end the caller with SIGSYS.
func knock(name string, call []byte) string {
	// xor edi, edi; test eax, eax; setg dil; mov eax, 60; syscall
	code := append(call, 0x31, 0xff, 0x85, 0xc0, 0x40, 0x0f, 0x9f, 0xc7, 0xb8, 60, 0, 0, 0, 0x0f, 0x05)
	const headers, address = 120, 0x400000
	program := make([]byte, headers, headers+len(code))
	little := binary.LittleEndian
	copy(program, "\x7fELF\x02\x01\x01")
	little.PutUint16(program[16:], 2)
	little.PutUint16(program[18:], 62)
	little.PutUint32(program[20:], 1)
	little.PutUint64(program[24:], address+headers)
	little.PutUint64(program[32:], 64)
	little.PutUint16(program[52:], 64)
	little.PutUint16(program[54:], 56)
	little.PutUint16(program[56:], 1)
	little.PutUint32(program[64:], 1)
	little.PutUint32(program[68:], 5)
	little.PutUint64(program[80:], address)
	little.PutUint64(program[96:], uint64(headers+len(code)))
	little.PutUint64(program[104:], uint64(headers+len(code)))
	little.PutUint64(program[112:], 4096)
	path := os.TempDir() + "/" + name
	if err := os.WriteFile(path, append(program, code...), 0o700); err != nil {
		return err.Error()
	}
	child := exec.Command(path)
	_ = child.Run()
	if child.ProcessState == nil {
		return "did-not-start"
	}
	if child.ProcessState.ExitCode() == answeredExitCode {
		return "answered"
	}
	return "refused"
}
