package main

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"brobygger/cases"
	"brobygger/cases/danish"
)

func (a *app) serviceCommand() *builder {
	return a.group("service", a.serviceList(), a.serviceAdd(), a.serviceEdit(), a.serviceStrike(), a.serviceImport())
}

func (a *app) serviceList() *builder {
	return a.command("service list", "[query...]", (*call).listServices).scopeFlag().saves()
}

// listServices shows the directory, or what of it has all the words and any of
// the keys.
func (c *call) listServices() error {
	s, err := c.unlock(c.Context())
	if err != nil {
		return err
	}
	d, err := c.directory(s)
	if err != nil {
		return err
	}
	words := strings.Fields(danish.Fold(strings.Join(c.args, " ")))
	out := struct {
		Services []jsonService `json:"services"`
	}{[]jsonService{}}
	field := func(f string) string { return c.label("domain.field.", f) }
	t := &table{head: []string{c.w.T("cli.col.id"), field("name"), field("unit"), field("keys"), field("phone"), field("mail"), field("hours"),
		field("for"), field("authority"), c.w.T("cli.col.notes")}, empty: c.w.T("clibridge.service.none"), plain: true}
	for _, x := range d.Live() {
		in := danish.Fold(strings.Join([]string{x.Name, x.Unit, x.Phone, x.Mail, x.Hours, x.For, x.KLE, c.labels("domain.arena.", x.Keys)}, " "))
		if slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(in, w) }) ||
			c.has("scope") && !slices.ContainsFunc(c.list("scope"), func(k string) bool { return slices.Contains(x.Keys, k) }) {
			continue
		}
		note := ""
		if inDirectoryConflict(d, x.ID) {
			note = c.w.T("cli.case.versions")
		}
		out.Services = append(out.Services, serviceJSON(d, x))
		t.add(x.ID.Short(), x.Name, dash(x.Unit), dash(c.labels("domain.arena.", x.Keys)), dash(x.Phone), dash(x.Mail), dash(x.Hours), dash(x.For),
			c.yesOrNo(&x.Authority), note)
	}
	return c.result(out, t)
}

func (b *builder) serviceFlags() *builder {
	return b.text("name", "unit").scopeFlag().text("phone", "mail", "hours", "for", "kle").yesNo("authority")
}

// serviceForm puts what the flags say into a form.
func (c *call) serviceForm(f *cases.ServiceForm) error {
	for _, x := range []struct {
		flag string
		to   *string
	}{{"name", &f.Name}, {"unit", &f.Unit}, {"phone", &f.Phone}, {"mail", &f.Mail}, {"hours", &f.Hours}, {"for", &f.For}, {"kle", &f.KLE}} {
		if err := c.textTo(x.flag, x.to); err != nil {
			return err
		}
	}
	if c.has("scope") {
		f.Keys = c.list("scope")
	}
	if b := c.yes("authority"); b != nil {
		f.Authority = *b
	}
	return nil
}

func (a *app) serviceAdd() *builder {
	return a.command("service add", "", (*call).addService).serviceFlags()
}

// addService adds a service to the directory.
func (c *call) addService() error {
	s, err := c.unlock(c.Context())
	if err != nil {
		return err
	}
	d, err := c.directory(s)
	if err != nil {
		return err
	}
	var f cases.ServiceForm
	if err := c.serviceForm(&f); err != nil {
		return err
	}
	if f.Name == "" {
		if f.Name, err = c.need(c.Context(), "name", c.w.T("clibridge.ask.service")); err != nil {
			return err
		}
	}
	ch, err := d.Add(f)
	if err != nil {
		return err
	}
	return c.savedService(s, "", ch)
}

func (a *app) serviceEdit() *builder {
	return a.command("service edit", "service", (*call).editService).serviceFlags()
}

// theService opens the directory and finds the service of the first argument.
func (c *call) theService() (*session, *cases.Directory, cases.Service, error) {
	s, err := c.unlock(c.Context())
	if err != nil {
		return nil, nil, cases.Service{}, err
	}
	d, err := c.directory(s)
	if err != nil {
		return nil, nil, cases.Service{}, err
	}
	arg, err := c.word(0, c.w.T("clicmd.arg.service"))
	if err != nil {
		return nil, nil, cases.Service{}, err
	}
	x, err := c.service(d, arg)
	return s, d, x, err
}

// editService changes a service. Only what is said is changed; what is said of a
// field with two versions settles it.
func (c *call) editService() error {
	s, d, x, err := c.theService()
	if err != nil {
		return err
	}
	f := x.Form()
	if err := c.serviceForm(&f); err != nil {
		return err
	}
	said := c.flagsOf(map[string]any{"name": f.Name, "unit": f.Unit, "phone": f.Phone, "mail": f.Mail, "hours": f.Hours, "for": f.For, "kle": f.KLE,
		"authority": f.Authority})
	if c.has("scope") {
		said["keys"] = f.Keys
	}
	var changes []cases.Change
	ch, err := d.Edit(x.ID, f)
	if err != nil && !errors.Is(err, cases.ErrNothingToDo) {
		return err
	}
	if err == nil {
		changes = append(changes, ch)
	}
	for _, k := range d.Conflicts {
		value, is := said[k.Field]
		if _, set := ch.Set[k.Field]; k.Entity != x.ID || !is || set {
			continue
		}
		if value == "" || value == false {
			value = nil
		}
		ch, err := d.Resolve(x.ID, k.Field, value, "")
		if err != nil {
			return err
		}
		changes = append(changes, ch)
	}
	return c.savedService(s, x.ID, changes...)
}

func (a *app) serviceStrike() *builder {
	return a.command("service strike", "service", (*call).strikeService).text("reason")
}

// strikeService takes a service off the list; what was sent to it stays.
func (c *call) strikeService() error {
	s, d, x, err := c.theService()
	if err != nil {
		return err
	}
	reason, err := c.need(c.Context(), "reason", c.w.T("cli.ask.reason"))
	if err != nil {
		return err
	}
	ch, err := d.Strike(x.ID, reason)
	if err != nil {
		return err
	}
	return c.savedService(s, x.ID, ch)
}

// savedService saves changes of the directory, and shows the service as it is
// then. No change is no error.
func (c *call) savedService(s *session, id cases.EntryID, changes ...cases.Change) error {
	out := struct {
		Entry    *string       `json:"entry"`
		ID       string        `json:"id"`
		Services []jsonService `json:"services"`
	}{nil, string(id), []jsonService{}}
	said := c.w.T("clibridge.service.same")
	if len(changes) > 0 {
		saved, err := s.SaveDirectory(c.Context(), changes...)
		if err != nil {
			return err
		}
		entry := saved.Entries[0][0]
		if id == "" {
			id = entry
		}
		out.Entry, out.ID = opt(string(entry)), string(id)
	}
	d, err := c.directory(s)
	if err != nil {
		return err
	}
	if x := d.Service(id); x != nil {
		word := "clibridge.service.saved"
		if x.Struck != nil {
			word = "clibridge.service.struck"
		} else {
			out.Services = append(out.Services, serviceJSON(d, *x))
		}
		if len(changes) > 0 {
			said = c.w.T(word, danish.Harmless(x.Name, false), id.Short())
		}
	}
	return c.done(out, said)
}

func (a *app) serviceImport() *builder {
	return a.command("service import", "file", (*call).importServices).flag("dry-run").saves()
}

// importServices brings the directory to what a spreadsheet says, but for what a
// person has made otherwise. The same file twice changes nothing.
func (c *call) importServices() error {
	rows, err := readSheet(strings.TrimPrefix(c.arg(0), "@"))
	if err != nil {
		return err
	}
	s, err := c.unlock(c.Context())
	if err != nil {
		return err
	}
	d, err := c.directory(s)
	if err != nil {
		return err
	}
	plan, err := cases.ImportServices(rows, d)
	if err != nil {
		return about(c.arg(0), err)
	}
	if len(plan.Changes) > 0 && !c.on("dry-run") {
		if _, err := s.SaveDirectory(c.Context(), plan.Changes...); err != nil {
			return err
		}
	}
	rejected := append([]cases.Rejection{}, plan.Rejected...)
	if !c.opt.json {
		word := "clibridge.import.done"
		if c.on("dry-run") {
			word = "clibridge.import.dry"
		}
		c.print(c.w.T(word, plan.Rows, plan.Created, plan.Updated, plan.Unchanged, plan.Kept, len(rejected)))
	}
	t := &table{head: []string{c.w.T("cli.col.row"), c.w.T("cli.col.what")}, plain: true}
	for _, r := range rejected {
		t.add(strconv.Itoa(r.Row), c.label("cli.reject.", r.Reason))
	}
	return c.result(struct {
		Rows      int               `json:"rows"`
		Created   int               `json:"created"`
		Updated   int               `json:"updated"`
		Unchanged int               `json:"unchanged"`
		Kept      int               `json:"kept"`
		Rejected  []cases.Rejection `json:"rejected"`
	}{plan.Rows, plan.Created, plan.Updated, plan.Unchanged, plan.Kept, rejected}, t)
}
