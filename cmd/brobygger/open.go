package main

import (
	"context"
	"errors"
	"path/filepath"
	"sync/atomic"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/storage"
	"brobygger/tui/words"
)

// nowVariable fixes the time in demo vaults (RFC 3339), so that pictures and
// tests of them are the same every day. Elsewhere it means nothing.
const nowVariable = "BROBYGGER_NOW"

// session is an unlocked vault and what the commands ask of it again and again.
type session struct {
	*storage.Store
	dir  string
	demo atomic.Bool // whether the clock obeys BROBYGGER_NOW
}

// identityFile is the key file that the user named, "" for the usual place.
func (a *app) identityFile() (string, error) {
	file := a.opt.identity
	if file == "" {
		file = a.place.env("BROBYGGER_IDENTITY")
	}
	if file == "" {
		return "", nil
	}
	return filepath.Abs(file)
}

// storageOptions say where the vault, the key and this device's folder are.
func (a *app) storageOptions(ctx context.Context, dir string) (storage.Options, error) {
	identity, err := a.identityFile()
	if err != nil {
		return storage.Options{}, err
	}
	state, err := a.place.stateRoot()
	if err != nil {
		return storage.Options{}, err
	}
	cache, err := a.place.cacheRoot()
	if err != nil {
		return storage.Options{}, err
	}
	return storage.Options{
		Dir: dir, Identity: identity, DeviceRoot: state, CacheRoot: cache,
		Now: a.clock, Passphrase: a.passphrase(ctx), Progress: a.progress(), KDF: a.kdf,
	}, nil
}

// unlock opens the vault, or gives the one that this batch has open.
func (a *app) unlock(ctx context.Context) (*session, error) {
	if a.session != nil {
		return a.session, nil
	}
	dir, err := a.vaultDir()
	if err != nil {
		return nil, err
	}
	o, err := a.storageOptions(ctx, dir)
	if err != nil {
		return nil, err
	}
	s := &session{dir: dir}
	o.Now = a.clockOf(&s.demo)
	for try := 1; ; try++ {
		s.Store, err = storage.Open(ctx, o)
		// Someone at a terminal may have mistyped; a file says the same each time.
		if !errors.Is(err, cases.ErrWrongKey) || try == 3 || !a.asks() || a.place.env(passphraseVariable) != "" {
			break
		}
		a.say(a.w.T("cli.passphrase.again"))
	}
	if err != nil {
		return nil, about(subjectOf(err, o), noKey(err))
	}
	a.adopt(s)
	return s, nil
}

// subjectOf says whether it is the vault or the key file that was named that an
// error of opening is about.
func subjectOf(err error, o storage.Options) string {
	for _, key := range []error{cases.ErrNotIdentity, cases.ErrNotAMember, cases.ErrWrongKey} {
		if o.Identity != "" && errors.Is(err, key) {
			return o.Identity
		}
	}
	return o.Dir
}

// adopt makes an opened vault this run's session.
func (a *app) adopt(s *session) {
	a.session = s
	info := s.Info()
	s.demo.Store(info.Demo)
	a.remember(s.dir, info.Demo)
	if l := s.Settings().Lang; a.opt.lang == "" && l != "" && l != string(a.w.Language()) {
		if language, err := words.ParseLanguage(l); err == nil {
			a.speak(language)
		}
	}
	if info.MemoryLost {
		a.warn(a.w.T("cli.warn.memory"))
	}
}

// closeSession writes what waits and forgets the keys.
func (a *app) closeSession() error {
	if a.session == nil {
		return nil
	}
	s := a.session
	a.session = nil
	return s.Close()
}

// clockOf is the time that BROBYGGER_NOW says where the vault is a demo, else
// the real one.
func (a *app) clockOf(demo *atomic.Bool) func() time.Time {
	fixed, ok := a.fixedNow()
	return func() time.Time {
		if ok && demo.Load() {
			return fixed
		}
		return a.clock()
	}
}

// fixedNow is the time that BROBYGGER_NOW says, if it says one.
func (a *app) fixedNow() (time.Time, bool) {
	t, err := time.Parse(time.RFC3339, a.place.env(nowVariable))
	return t, err == nil
}

// now is the present time of the session.
func (a *app) now() time.Time {
	if a.session == nil {
		return a.clock()
	}
	return a.clockOf(&a.session.demo)()
}

// today is the present day of the session.
func (a *app) today() calendar.Date { return calendar.Of(a.now()) }
