package main

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"brobygger/cases"
	"brobygger/cases/danish"
	docs "brobygger/cases/paper"
)

func (a *app) settingsCommand() *builder {
	return a.group("settings", a.settingsGet(), a.settingsSet())
}

func (a *app) settingsGet() *builder {
	return a.command("settings get", "[setting]", (*call).getSettings).saves()
}

// setting is one setting by its name on the command line.
type setting struct {
	name string
	get  func(cases.Settings) any
	set  func(s *cases.Settings, value string) error
}

// limitPrefix begins the names of the limits: "limits.mentoring/udslusning".
const limitPrefix = "limits."

// settings are this device's settings; the deputy is the member's own and stands
// in the member list.
func (c *call) settings() []setting {
	number := func(name string, of func(*cases.Settings) *int, min, max int) setting {
		return setting{name, func(s cases.Settings) any { return *of(&s) }, func(s *cases.Settings, v string) error {
			n, err := strconv.Atoi(v)
			if err != nil || n < min || n > max {
				return misuse(c.w.T("clierr.setting.number", name, min, max), c.Command)
			}
			*of(s) = n
			return nil
		}}
	}
	oneOf := func(name string, of func(*cases.Settings) *string, allowed ...string) setting {
		return setting{name, func(s cases.Settings) any { return *of(&s) }, func(s *cases.Settings, v string) error {
			if !slices.Contains(allowed, v) {
				return misuse(c.w.T("clierr.usage.key", name, strings.Join(allowed, ", ")), c.Command)
			}
			*of(s) = v
			return nil
		}}
	}
	all := []setting{
		oneOf("lang", func(s *cases.Settings) *string { return &s.Lang }, "da", "en"),
		number("idle_minutes", func(s *cases.Settings) *int { return &s.IdleMinutes }, 1, 120),
		number("backup_days", func(s *cases.Settings) *int { return &s.BackupDays }, 1, 365),
		{"mouse", func(s cases.Settings) any { return s.Mouse }, func(s *cases.Settings, v string) error {
			if v != "true" && v != "false" {
				return misuse(c.w.T("clierr.usage.key", "mouse", "true, false"), c.Command)
			}
			s.Mouse = v == "true"
			return nil
		}},
		{"arena_label", func(s cases.Settings) any { return s.ArenaLabel }, func(s *cases.Settings, v string) error {
			s.ArenaLabel = v
			return nil
		}},
		oneOf("employed_by", func(s *cases.Settings) *string { return &s.EmployedBy }, "boligorganisation", "kommune"),
	}
	all = append(all, setting{templatePrefix + docs.TemplateReferral, func(s cases.Settings) any { return s.Templates[docs.TemplateReferral] },
		func(s *cases.Settings, v string) error {
			templates := maps.Clone(s.Templates)
			if delete(templates, docs.TemplateReferral); v == "" {
				s.Templates = templates
				return nil
			}
			if err := docs.CheckTemplate(v); err != nil {
				return c.badTemplate(err)
			}
			if templates == nil {
				templates = map[string]string{}
			}
			templates[docs.TemplateReferral] = v
			s.Templates = templates
			return nil
		}})
	for _, k := range cases.LimitKeys() {
		all = append(all, setting{limitPrefix + k, func(s cases.Settings) any {
			if of, is := strings.CutPrefix(k, "review"); is {
				kind, phase, _ := strings.Cut(strings.TrimPrefix(of, "/"), "/")
				return s.ReviewLimit(cases.Kind(kind), cases.Phase(phase))
			}
			kind, phase, _ := strings.Cut(k, "/")
			n, _ := s.Limit(cases.Kind(kind), cases.Phase(phase))
			return n
		}, func(s *cases.Settings, v string) error {
			n, err := strconv.Atoi(v)
			if err != nil || n < -1 || n > 365 {
				return misuse(c.w.T("clierr.setting.number", limitPrefix+k, -1, 365), c.Command)
			}
			limits := map[string]int{k: n}
			for other, days := range s.Limits {
				if other != k {
					limits[other] = days
				}
			}
			s.Limits = limits
			return nil
		}})
	}
	return all
}

// maxTemplate is how long the text of a letter may be, in bytes.
const maxTemplate = 64 << 10

const settingDeputy = "deputy"

// templatePrefix begins the names of the texts of letters, which have several
// lines; one that is empty is as the language files have it.
const templatePrefix = "template."

// badTemplate says what is wrong with the text of a letter.
func (c *call) badTemplate(err error) error {
	var slot *docs.SlotError
	text := c.w.T("clibridge.template.content", "{"+docs.SlotContent+"}")
	if errors.As(err, &slot) {
		all := docs.Slots()
		for i := range all {
			all[i] = "{" + all[i] + "}"
		}
		text = c.w.T("clibridge.template.slot", danish.Harmless(slot.Slot, false), strings.Join(all, ", "))
	}
	return &sentence{codeUsage, "template", text}
}

// getSettings shows all settings or one.
func (c *call) getSettings() error {
	s, err := c.unlock(c.Context())
	if err != nil {
		return err
	}
	return c.showSettings(s, c.arg(0))
}

func (c *call) showSettings(s *session, only string) error {
	now := s.Settings()
	shown := map[string]any{}
	t := &table{head: []string{c.w.T("cli.col.setting"), c.w.T("cli.col.value")}, plain: true}
	put := func(name string, value any, text string) {
		if only == "" || only == name {
			shown[name] = value
			t.add(name, text)
		}
	}
	for _, x := range c.settings() {
		v := x.get(now)
		text, ok := v.(string)
		switch v := v.(type) {
		case int:
			text = strconv.Itoa(v)
		case bool:
			text = c.yesOrNo(&v)
		}
		if ok || text != "" {
			put(x.name, v, dash(text))
		}
	}
	deputy := s.Me().Deputy
	text := dash(s.memberName(deputy))
	if deputy == cases.DeputyNone {
		text = c.w.T("cli.deputy.none")
	}
	put(settingDeputy, deputy, text)
	if len(shown) == 0 {
		return &missingError{"setting"}
	}
	return c.result(struct {
		Settings map[string]any `json:"settings"`
	}{shown}, t)
}

func (a *app) settingsSet() *builder {
	return a.command("settings set", "setting value", (*call).setSetting)
}

// setSetting changes one setting.
func (c *call) setSetting() error {
	name := c.arg(0)
	value, err := c.resolve(name, c.arg(1))
	switch {
	case err != nil:
		return err
	case !strings.HasPrefix(name, templatePrefix):
		value = oneLine(value)
	case len(value) > maxTemplate:
		return about(name, cases.ErrTooLarge)
	default:
		value = strings.Trim(danish.Paste(value), "\n")
	}
	s, err := c.unlock(c.Context())
	if err != nil {
		return err
	}
	if name == settingDeputy {
		deputy, err := c.deputyOf(s, name, value)
		if err != nil {
			return err
		}
		if err := s.SetDeputy(c.Context(), deputy); err != nil {
			return err
		}
		return c.showSettings(s, name)
	}
	for _, x := range c.settings() {
		if x.name != name {
			continue
		}
		now := s.Settings()
		if err := x.set(&now, value); err != nil {
			return err
		}
		if err := s.PutSettings(c.Context(), now); err != nil {
			return err
		}
		return c.showSettings(s, name)
	}
	return &missingError{"setting"}
}
