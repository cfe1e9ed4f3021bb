package storage_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"brobygger/cases"
	"brobygger/cases/history"
	"brobygger/cases/when"
	"brobygger/crypto"
	"brobygger/storage"
	"brobygger/storage/storagetest"
)

// markerStart begins every text that is typed in these tests.
const markerStart = "Zqmærke"

// typist types a text of its own into every field.
type typist struct{ typed []string }

func (y *typist) text() string {
	y.typed = append(y.typed, fmt.Sprintf("%s-%d-.", markerStart, len(y.typed)))
	return y.typed[len(y.typed)-1]
}

// fill types into every field of a form that takes free text, but those named.
func (y *typist) fill(form any, but ...string) {
	v := reflect.ValueOf(form).Elem()
	for i := range v.NumField() {
		f, name := v.Field(i), v.Type().Field(i).Name
		switch {
		case slices.Contains(but, name):
		case f.Type() == reflect.TypeFor[string]():
			f.SetString(y.text())
		case f.Type() == reflect.TypeFor[[]string]():
			f.Set(reflect.ValueOf([]string{y.text(), y.text()}))
		}
	}
}

// written is every byte that a program gave to the file system, and every name.
type written struct {
	mu    sync.Mutex
	bytes []byte
	names []string
}

func (w *written) before(o storagetest.Op) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.bytes = append(append(w.bytes, o.Data...), 0)
	w.names = append(w.names, o.Name, o.To)
	return nil
}

// disguises are the ways in which a text may stand in bytes.
func disguises(text string) map[string][]byte {
	out := map[string][]byte{"plain": []byte(text), "hex": []byte(hex.EncodeToString([]byte(text)))}
	for _, u := range utf16.Encode([]rune(text)) {
		out["utf-16"] = append(out["utf-16"], byte(u), byte(u>>8))
	}
	escaped, _ := json.Marshal(text)
	out["json"] = bytes.Trim(escaped, `"`)
	for shift := range 3 {
		// What stands before and after changes the characters at the ends.
		enc := base64.StdEncoding.EncodeToString(append(make([]byte, shift), text...))
		out[fmt.Sprintf("base64 %d", shift)] = []byte(strings.TrimRight(enc, "=")[shift+1 : len(strings.TrimRight(enc, "="))-1])
	}
	return out
}

func (w *written) holds(text string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	for how, b := range disguises(text) {
		if i := bytes.Index(w.bytes, b); i >= 0 {
			return fmt.Errorf("%s: written in %s: %q", text, how, w.bytes[max(0, i-40):min(len(w.bytes), i+40)])
		}
		for _, n := range w.names {
			if strings.Contains(n, string(b)) {
				return fmt.Errorf("%s: in a name in %s: %q", text, how, n)
			}
		}
	}
	return nil
}

// stands says which of the texts stand in files of the vault and of the device,
// when they are opened with the key.
func stands(m *machine, key *crypto.Identity, typed []string, dirs ...string) map[string][]string {
	out := map[string][]string{}
	for _, dir := range dirs {
		for name, data := range m.under(dir) {
			plain, _, _ := crypto.Open(data, key)
			for _, text := range typed {
				if bytes.Contains(plain, []byte(text)) || bytes.Contains(data, []byte(text)) {
					out[text] = append(out[text], dir+"/"+name)
				}
			}
		}
	}
	return out
}

// typeAll writes a case with something in every field that takes text, and more
// of this device's own.
func typeAll(s *storage.Store, y *typist) error {
	ctx := context.Background()
	save := func(writes []cases.Write, err error) error {
		if err == nil {
			_, err = s.Save(ctx, writes...)
		}
		return err
	}
	one := func(w cases.Write, err error) error { return save([]cases.Write{w}, err) }
	var errs []error
	for _, id := range []string{karimID, idaID} {
		f := cases.CaseForm{Kind: cases.KindMentoring}
		y.fill(&f, "Born", "Worker")
		errs = append(errs, one(cases.NewCase(f, id, "26-7RQ4", today(), s.Me())))
	}
	read := func(id string) *cases.Case {
		c, err := s.Case(ctx, id)
		if err != nil {
			errs = append(errs, err)
			c = &cases.Case{}
		}
		return c
	}
	now := when.Moment{Date: today()}
	contact := cases.ContactForm{At: now, FollowUp: &now}
	y.fill(&contact, "Arenas", "Themes")
	errs = append(errs, save(contact.Save(read(karimID), read(idaID))))
	edited := read(karimID).Contacts[0].Form()
	edited.Text = y.text()
	errs = append(errs, one(read(karimID).EditContact(read(karimID).Contacts[0].ID, edited)))
	var party cases.PartyForm
	y.fill(&party)
	errs = append(errs, one(read(karimID).AddParty(party)))
	follow := cases.FollowUpForm{Due: now}
	y.fill(&follow)
	errs = append(errs, one(read(karimID).AddFollowUp(follow, today())))
	errs = append(errs, one(read(karimID).AddGoal(cases.GoalForm{Text: y.text()})))
	errs = append(errs, save(read(karimID).LinkTo(read(idaID), y.text())))
	errs = append(errs, one(read(karimID).SetDeputy(y.text())))
	errs = append(errs, one(read(karimID).StrikeEntry(read(karimID).Goals[0].ID, y.text())))
	dir, err := s.Directory(ctx)
	var service cases.ServiceForm
	y.fill(&service, "Keys")
	if err == nil {
		var ch cases.Change
		if ch, err = dir.Add(service); err == nil {
			_, err = s.SaveDirectory(ctx, ch)
		}
	}
	errs = append(errs, err)
	closing := cases.CloseForm{Outcome: cases.KindMentoring.Outcomes()[0], On: today()}
	y.fill(&closing)
	errs = append(errs, one(read(karimID).Close(closing, today())))
	errs = append(errs, one(read(karimID).Reopen(cases.KindMentoring.Phases()[0], y.text(), today())))

	draft := cases.Draft{Fields: map[string]string{y.text(): y.text()}}
	y.fill(&draft, "ID", "Case")
	draft.ID, draft.Case = draftA, karimID
	errs = append(errs, s.PutDraft(ctx, draft), s.SetDeputy(ctx, y.text()), s.Remember(ctx, "filter", y.text()))
	settings := s.Settings()
	y.fill(&settings)
	return errors.Join(append(errs, s.PutSettings(ctx, settings))...)
}

// What is typed into any field of a case is found in no byte and no name that
// the program gives to the file system, whatever it does. And with the key it is
// found, so that this is not true of nothing.
func TestHardMarkerNotInPlain(t *testing.T) {
	t.Parallel()
	m, w, y := newMachine(t), &written{}, &typist{}
	m = m.watched(storagetest.Watcher{Before: w.before})
	s, err := m.init()
	if err != nil {
		t.Fatal(err)
	}
	if err := typeAll(s, y); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil { // what may wait is written now
		t.Fatal(err)
	}
	key := m.key(t)
	found := stands(m, key, y.typed, "vault", "state", "cache")
	for _, text := range y.typed {
		if len(found[text]) < 1 {
			t.Errorf("%s was typed and is nowhere, also with the key", text)
		}
	}
	if len(y.typed) < 40 {
		t.Errorf("only %d fields", len(y.typed))
	}
	if s, err = m.open(); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	for _, to := range []string{"stick", "stick.tar"} {
		if _, err := s.Backup(ctx, filepath.Join(m.top, to)); err != nil {
			t.Fatal(err)
		}
	}
	c := mustCase(t, s, karimID)
	ch, err := c.Erase(c.Contacts[0].ID, cases.EraseNotNeeded, s.Authors()[s.Me().Keys[0]], func(history.Key) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	save(t, s, karimID, ch)
	if _, err := s.Delete(ctx, idaID, "forkert-sag"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Check(ctx, cases.CheckOptions{Deep: true, Repair: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Restore(ctx, filepath.Join(m.top, "stick")); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.DropDraft(ctx, draftA), s.Close()); err != nil {
		t.Fatal(err)
	}
	if err := w.holds(markerStart); err != nil {
		t.Error(err)
	}
	if n := len(w.names); n < 500 {
		t.Errorf("only %d operations were seen", n)
	}
}

// What was erased is found nowhere on the computer, also when every file is
// opened with the key; what has not been erased is still there; and no backup
// from before brings it back.
func TestHardMarkerErased(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	m, y := newMachine(t), &typist{}
	s, err := m.init()
	if err != nil {
		t.Fatal(err)
	}
	if err := typeAll(s, y); err != nil {
		t.Fatal(err)
	}
	if err := s.PutDraft(ctx, cases.Draft{ID: draftB, Form: "contact", Case: karimID, Fields: map[string]string{"text": "Det samme igen: " + mustCase(t, s, karimID).Contacts[0].Text}}); err != nil {
		t.Fatal(err)
	}
	key := m.key(t)
	stick := filepath.Join(m.top, "stick.tar")
	if _, err := s.Backup(ctx, stick); err != nil {
		t.Fatal(err)
	}
	gone := eraseEverything(t, s, y.typed)
	nowhere := func(when string, texts []string, dirs ...string) {
		t.Helper()
		for text, where := range stands(m, key, texts, dirs...) {
			t.Errorf("%s: %s stands in %v", when, text, where)
		}
	}
	nowhere("after the erase", gone, "vault", "state", "cache")
	if rest := stands(m, key, y.typed, "vault"); len(rest) == 0 || len(gone) < 20 {
		t.Errorf("%d texts were erased, %d are left", len(gone), len(rest))
	}
	if _, err := s.Backup(ctx, filepath.Join(m.top, "later")); err != nil {
		t.Fatal(err)
	}
	nowhere("in a backup made after it", gone, "later")
	if _, err := s.Restore(ctx, stick); err != nil {
		t.Fatal(err)
	}
	nowhere("after an old backup was restored", gone, "vault", "state", "cache")
	var said []string
	for text, where := range stands(m, key, y.typed, "vault/cases") {
		if strings.Contains(strings.Join(where, " "), karimID) && !strings.Contains(strings.Join(where, " "), idaID) {
			said = append(said, text)
		}
	}
	if _, err := s.Delete(ctx, karimID, "forkert-sag"); err != nil {
		t.Fatal(err)
	}
	nowhere("after the deletion", said, "vault", "state", "cache")
	if _, err := s.Restore(ctx, stick); err != nil {
		t.Fatal(err)
	}
	nowhere("after an old backup of the deleted case was restored", said, "vault", "state", "cache")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	nowhere("when the session is over", slices.Concat(gone, said), "vault", "state", "cache")
}

// eraseEverything erases every entry of a case that can be, and gives the texts
// that were only there.
func eraseEverything(t *testing.T, s *storage.Store, typed []string) []string {
	t.Helper()
	c := mustCase(t, s, karimID)
	for _, e := range c.State.Order {
		c = mustCase(t, s, karimID)
		if e.ID == c.Root || e.Head.Kind == history.KindErase || e.Head.Kind == history.KindStrike || c.State.Erased[e.ID] != nil {
			continue
		}
		ch, err := c.Erase(e.ID, cases.EraseNotNeeded, s.Authors()[s.Me().Keys[0]], func(history.Key) bool { return true })
		if err != nil {
			t.Fatalf("%s: %v", e.Head.Kind, err)
		}
		save(t, s, karimID, ch)
	}
	dir := mustDirectory(t, s)
	ch, err := dir.Erase(dir.Services[0].ID, cases.EraseNotNeeded, s.Authors()[s.Me().Keys[0]], func(history.Key) bool { return true })
	if err == nil {
		_, err = s.SaveDirectory(context.Background(), ch)
	}
	if err != nil {
		t.Fatal(err)
	}
	kept := ""
	for _, id := range []string{karimID, idaID} {
		for _, e := range mustCase(t, s, id).State.Order {
			kept += string(e.RawBody)
		}
	}
	drafts, err := s.Drafts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range drafts {
		kept += fmt.Sprint(d)
		if d.ID == draftB {
			t.Error("a draft that repeats an erased text is still there")
		}
	}
	settings, _ := json.Marshal(s.Settings())
	kept += string(settings) + s.Recall("filter") + s.Me().Deputy
	var gone []string
	for _, text := range typed {
		if !strings.Contains(kept, text) {
			gone = append(gone, text)
		}
	}
	return gone
}

// A program is killed, or the power goes, at any moment while a note is saved
// and a draft of it is kept. What it leaves behind does not hold the note any
// more when that is erased minutes later.
func TestHardMarkerErasedAfterKill(t *testing.T) {
	t.Parallel()
	const text = "Det her må ikke stå nogen steder."
	base, k := established(t)
	m := base.with(base.disk.Clone())
	f := newFilm(m, k)
	f.on = false
	s, err := m.open()
	if err != nil {
		t.Fatal(err)
	}
	u := f.user(s)
	f.on = true
	f.must(t, u.all(draftOf(draftB, karimID, "Halvt skrevet: "+text), noteIn(text, karimID), noteIn("Noget andet.", karimID)))
	f.on = false
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	key := base.key(t)
	// Killed, and what it left was written out in peace: then it may come back.
	f.cuts = []storagetest.Cut{{Name: "all kept", Names: func(string) bool { return true }, Data: storagetest.Whole}}
	f.replay(t, func(m *machine, _ *kept, _ storagetest.Cut) error {
		s, err := m.open()
		if err != nil {
			return err
		}
		u := &user{s: s, k: newKept()}
		err = u.do(eraseIn(karimID, text))
		if errors.Is(err, errNoNote) { // it was not saved: then it is saved again
			err = u.all(noteIn(text, karimID), eraseIn(karimID, text))
		}
		if err := errors.Join(err, s.Close()); err != nil {
			return err
		}
		for _, d := range []*storagetest.Disk{m.disk, m.disk.Cut(storagetest.Cut{Name: "all unsynced lost"})} {
			if where := holding(d.Files(), key, text); len(where) > 0 {
				return fmt.Errorf("%q was erased and stands in %v", text, where)
			}
		}
		return nil
	})
}
