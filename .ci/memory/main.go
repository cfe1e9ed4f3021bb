// Command memory says whether a text stands in the memory of running processes:
// it prints the numbers of those that hold it. Linux only.
//
//	go run ./.ci/memory TEXT PID…
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: memory TEXT PID…")
		os.Exit(2)
	}
	looked := 0
	for _, pid := range os.Args[2:] {
		n, found, err := search(pid, []byte(os.Args[1]))
		if err != nil {
			fmt.Fprintln(os.Stderr, "cannot look:", err)
			os.Exit(1)
		}
		looked += n
		if found {
			fmt.Println(pid)
		}
	}
	if looked == 0 {
		fmt.Fprintln(os.Stderr, "no memory could be read")
		os.Exit(1)
	}
}

// search reads every readable region; regions overlap by the text's length, so
// that none is missed between two pieces.
func search(pid string, text []byte) (read int, found bool, err error) {
	maps, err := os.Open("/proc/" + pid + "/maps")
	if err != nil {
		return 0, false, err
	}
	defer maps.Close()
	mem, err := os.Open("/proc/" + pid + "/mem")
	if err != nil {
		return 0, false, err
	}
	defer mem.Close()
	lines := bufio.NewScanner(maps)
	buf := make([]byte, 4<<20)
	for lines.Scan() {
		var from, to int64
		var mode string
		if _, err := fmt.Sscanf(lines.Text(), "%x-%x %s", &from, &to, &mode); err != nil || !strings.HasPrefix(mode, "r") {
			continue
		}
		for at := from; at < to; at += int64(len(buf) - len(text)) {
			n, err := mem.ReadAt(buf[:min(int64(len(buf)), to-at)], at)
			read += n
			if bytes.Contains(buf[:n], text) {
				return read, true, nil
			}
			if err != nil && err != io.EOF {
				break
			}
		}
	}
	return read, false, lines.Err()
}
