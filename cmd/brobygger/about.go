package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"runtime/debug"
)

func (a *app) aboutCommand() *builder {
	return a.command("about", "", (*call).about).saves()
}

type jsonPaths struct {
	Vault    string `json:"vault"`
	Identity string `json:"identity"`
	State    string `json:"state"`
	Cache    string `json:"cache"`
	Demo     string `json:"demo"`
}

// about says which program this is and all that it can touch. It needs no
// vault. The program's version is called "program" in JSON, where "version" is
// that of the object.
func (c *call) about() error {
	var p jsonPaths
	var err error
	for to, find := range map[*string]func() (string, error){
		&p.Vault: func() (string, error) { dir, _, err := c.vaultPath(); return dir, err }, &p.Identity: c.identityFile, &p.State: c.place.stateRoot, &p.Cache: c.place.cacheRoot, &p.Demo: c.place.demo,
	} {
		if *to, err = find(); err != nil {
			return err
		}
	}
	if p.Identity == "" {
		p.Identity = p.State
	}
	out := struct {
		Program string    `json:"program"`
		Hash    string    `json:"hash"`
		Paths   jsonPaths `json:"paths"`
		Hosts   []string  `json:"hosts"`
	}{programVersion(), programHash(), p, []string{}}
	t := &table{rows: [][]string{
		{c.w.T("cli.about.version"), out.Program}, {c.w.T("cli.about.hash"), out.Hash},
		{c.w.T("cli.about.vault"), p.Vault}, {c.w.T("cli.about.identity"), p.Identity}, {c.w.T("cli.about.state"), p.State},
		{c.w.T("cli.about.cache"), p.Cache}, {c.w.T("cli.about.demo"), p.Demo},
		{c.w.T("cli.about.hosts"), c.w.T("cli.about.none")},
	}, head: nil}
	return c.result(out, t)
}

// programVersion is the version that the program was built from.
func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	version := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && (version == "" || version == "(devel)") {
			version = s.Value[:min(12, len(s.Value))]
		}
	}
	return version
}

// programHash is the SHA-256 of the program's own file, to compare with the one
// that was handed out; "" where it cannot be read.
func programHash() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}
