package unlocked

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"

	"brobygger/cases"
	"brobygger/storage"
)

func (o *Outside) defaults() {
	if o.fs == nil {
		o.fs = storage.OS()
	}
	if o.now == nil {
		o.now = time.Now
	}
	if o.start == nil {
		o.start = start
	}
	if o.os == "" {
		o.os = runtime.GOOS
	}
	if o.env == nil {
		o.env = os.Getenv
	}
}

// Show implements cases.Outside. No shell is in between, so a name means nothing
// but itself.
func (o *Outside) Show(path string) error {
	if !filepath.IsAbs(path) {
		return fmt.Errorf("file: %w", cases.ErrNotFound)
	}
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return fmt.Errorf("file: %w: %w", cases.ErrNotFound, errors.Join(err))
	}
	name, args := "xdg-open", []string{path}
	switch o.os {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", path}
	default:
		// Without a screen it would look for a browser of the terminal, which is ours.
		if o.env("DISPLAY") == "" && o.env("WAYLAND_DISPLAY") == "" {
			return fmt.Errorf("viewer: %w", cases.ErrNotShown)
		}
	}
	if err := o.start(name, args...); err != nil {
		return fmt.Errorf("viewer: %w: %w", cases.ErrNotShown, err)
	}
	return nil
}

// soon is how long a program may take to say that it cannot show a file.
const soon = 2 * time.Second

// start starts a program without a terminal, and says when it fails soon.
func start(name string, args ...string) error {
	c := exec.Command(name, args...)
	apart(c)
	if err := c.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-time.After(soon):
		return nil
	}
}
