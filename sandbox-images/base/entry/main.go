// Command entry is process 1 of every box: it unpacks a tar archive from standard input, runs one command, reaps
// whatever that leaves behind, and exits with the command's status. As process 1 it cannot be stopped or killed from
// inside the box, and the kernel ends every other process of the box when it exits.
//
// A box that is started before its run is known gets no command as arguments. It waits on standard input for one line, the
// order, which comes before the archive: nothing that an archive holds can be taken for it.
//
// It says on both output streams when the command has ended and how, under a secret that came with the order. The engine tells
// the same, but later.
package main

import (
	"archive/tar"
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path"
	"slices"
	"strings"
	"syscall"
	"time"
)

// exitRefused tells the worker that the box itself failed, before any code of a candidate ran.
const exitRefused = 125

// exitExpired is the status when the last-resort limit ended the box because nobody outside did.
const exitExpired = 124

// longestOrder bounds the line that is read before anything is known of the run.
const longestOrder = 64 * 1024

// order is what a waiting box is told to do.
type order struct {
	Command  []string `json:"command"`
	Env      []string `json:"env"`
	ExpireMs int64    `json:"expireMs"`
	// EndMark is the secret under which the end is told. Without it nothing is.
	EndMark string `json:"endMark"`
}

func main() {
	closeMemory()
	closeSignals()
	root := flag.String("root", "/box", "folder that the archive is unpacked into")
	cwd := flag.String("cwd", "work", "working folder of the command, inside the root")
	expire := flag.Duration("expire", 15*time.Minute, "the box ends itself after this time")
	flag.Parse()
	end := time.AfterFunc(*expire, func() { os.Exit(exitExpired) })
	input := bufio.NewReaderSize(os.Stdin, longestOrder)
	todo := order{Command: flag.Args()}
	if flag.NArg() == 0 {
		var err error
		if todo, err = readOrder(input); err != nil {
			refuse(err)
		}
		end.Reset(time.Duration(todo.ExpireMs) * time.Millisecond)
	}
	if err := unpack(input, *root, *cwd); err != nil {
		refuse(err)
	}
	signals := take()
	child, err := start(todo, path.Join(*root, *cwd))
	if err != nil {
		refuse(err)
	}
	forward(signals, child)
	status := reap(child)
	if todo.EndMark != "" {
		tellEnd(todo.EndMark, status)
	}
	os.Exit(status)
}

func readOrder(input *bufio.Reader) (order, error) {
	var read order
	line, err := input.ReadSlice('\n')
	if err != nil {
		return read, fmt.Errorf("reading the order: %w", err)
	}
	if err := json.Unmarshal(line, &read); err != nil {
		return read, fmt.Errorf("reading the order: %w", err)
	}
	if len(read.Command) == 0 || read.ExpireMs <= 0 {
		return read, errors.New("the order names no command or no end")
	}
	return read, nil
}

func refuse(err error) {
	fmt.Fprintln(os.Stderr, "entry:", err)
	os.Exit(exitRefused)
}

// unpack writes regular files and folders only; os.Root keeps every name inside the root, links or not.
func unpack(input io.Reader, rootPath string, cwd string) error {
	root, err := os.OpenRoot(rootPath)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := makeFolders(root, cwd); err != nil {
		return err
	}
	archive := tar.NewReader(input)
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading the archive: %w", err)
		}
		if err := unpackEntry(root, header, archive); err != nil {
			return fmt.Errorf("unpacking %q: %w", header.Name, err)
		}
	}
}

func unpackEntry(root *os.Root, header *tar.Header, content io.Reader) error {
	name := path.Clean(header.Name)
	switch header.Typeflag {
	case tar.TypeDir:
		return makeFolders(root, name)
	case tar.TypeReg:
		if err := makeFolders(root, path.Dir(name)); err != nil {
			return err
		}
		mode := os.FileMode(0o644)
		if header.Mode&0o100 != 0 {
			mode = 0o755
		}
		file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if err != nil {
			return err
		}
		if _, err := io.Copy(file, content); err != nil {
			file.Close()
			return err
		}
		return file.Close()
	default:
		return errors.New("only files and folders are accepted")
	}
}

func makeFolders(root *os.Root, name string) error {
	if name == "." || name == "/" {
		return nil
	}
	if err := makeFolders(root, path.Dir(name)); err != nil {
		return err
	}
	if err := root.Mkdir(name, 0o755); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	return nil
}

// start gives the command its own process group, so that a forwarded signal reaches all of it, and no standard input.
func start(todo order, dir string) (int, error) {
	program, err := lookUp(todo.Command[0])
	if err != nil {
		return 0, err
	}
	null, err := os.Open(os.DevNull)
	if err != nil {
		return 0, err
	}
	defer null.Close()
	return syscall.ForkExec(program, todo.Command, &syscall.ProcAttr{
		Dir:   dir,
		Env:   environment(todo.Env),
		Files: []uintptr{null.Fd(), os.Stdout.Fd(), os.Stderr.Fd()},
		Sys:   &syscall.SysProcAttr{Setpgid: true},
	})
}

// environment is the image's own, with what the order sets instead: a name that came twice would be read either way.
func environment(ordered []string) []string {
	kept := slices.DeleteFunc(os.Environ(), func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		return slices.ContainsFunc(ordered, func(line string) bool { return strings.HasPrefix(line, name+"=") })
	})
	return append(kept, ordered...)
}

func lookUp(name string) (string, error) {
	for _, folder := range []string{"", "/usr/local/bin", "/usr/bin", "/bin"} {
		program := path.Join(folder, name)
		info, err := os.Stat(program)
		if path.IsAbs(program) && err == nil && info.Mode().IsRegular() {
			return program, nil
		}
	}
	return "", fmt.Errorf("no program %q in this image", name)
}

// take hears the signals by which a box is asked to end, from before its command can send any.
func take() chan os.Signal {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	return signals
}

func forward(signals chan os.Signal, child int) {
	go func() {
		for received := range signals {
			if number, ok := received.(syscall.Signal); ok {
				_ = syscall.Kill(-child, number)
			}
		}
	}()
}

// reap waits for every orphan of the box and returns the status of the one child that counts.
func reap(child int) int {
	for {
		var status syscall.WaitStatus
		pid, err := syscall.Wait4(-1, &status, 0, nil)
		if errors.Is(err, syscall.EINTR) {
			continue
		}
		if err != nil {
			return exitRefused
		}
		if pid != child {
			continue
		}
		if status.Signaled() {
			return 128 + int(status.Signal())
		}
		return status.ExitStatus()
	}
}
