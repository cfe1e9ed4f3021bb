package demo

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"brobygger/cases"
)

//go:embed data
var files embed.FS

// errData means that the embedded data is wrong; a test reads all of it.
var errData = errors.New("demo data is wrong")

// world is the embedded data, read once for each demo.
type world struct {
	scenes   map[cases.Kind]map[string]*scene
	stories  map[cases.Kind][]*story
	tails    map[cases.Kind][]*tails
	names    struct{ Grupper []nameGroup }
	places   places
	roles    map[string]role
	small    small
	plans    map[string]*planTexts // by key, or key and kind
	services []service
	bridges  map[string]*bridgeTexts // by the key of a service, the slot of a party, or "alle"
	first    []first
	texts    int // how many texts there are
}

type nameGroup struct {
	Navn              string
	Maend, Kvinder    []string
	Efternavne, Sprog []string
}

type places struct {
	Gader, Skoler, Foreninger, Klubber, Pladser []string
	Arbejdssteder, Vaerksteder, Moedesteder     []string
	Kontor, Mail                                string
}

// role is a place in the network that a text can name.
type role struct {
	Relation, Kort, Org, Koen, Hilsen string
	Familie                           bool
	EgenAdresse                       bool `json:"egen_adresse"`
	Tal                               int
	Omraader                          []string // what may be said to them
}

type small struct {
	Lukkegrunde     map[cases.Outcome]string
	Stregegrunde    []string
	Sletninger      map[cases.EraseReason]string
	Genaabnet       string
	Opfoelgninger   []string
	Stedfortraedere []string
	SoeskendeBesoeg []string `json:"soeskende_besoeg"`
	SoeskendeGrund  string   `json:"soeskende_grund"`
	Venter          map[string]string
	Rettet          string
	FlyttetHertil   string                  `json:"flyttet_hertil"`
	Oplyst          map[cases.Kind][]string // how the person was told that a case is kept

	visits []*text // SoeskendeBesoeg, parsed
}

// scene is something that happens, in several wordings.
type scene struct {
	key      string
	channels []cases.Channel
	reached  string // "ja", "nej", or "" where neither the person nor the mother took part
	role     cases.Role
	arenas   []string
	themes   []string
	with     []string // slots of who was present
	place    string   // slot of the place, "" for the channel's own
	noTail   bool
	texts    []*text
}

// tails are sentences that may end a note after one kind of contact.
type tails struct {
	before   bool            // an observation, which may stand before a last sentence
	channels []cases.Channel // nil for all
	texts    []*text
}

// story is a year in a case: phases and what happens in them.
type story struct {
	name     string
	from, to int // age at opening
	weight   int
	needs    []string
	outcomes []cases.Outcome // nil for all that no other story ends in
	source   cases.Source
	goals    []string          // arenas
	area     cases.FundingArea // "" for the kind's own
	phases   []chapter
	farewell bool // ends with a farewell before it is closed
}

// chapter is a phase of a story.
type chapter struct {
	phase    cases.Phase
	from, to int // days
	scenes   []beat
}

// beat is a place in a chapter: one of several scenes, some of them maybe.
type beat struct {
	choice [][]string // one of these, each one or more scenes
	maybe  bool
	most   int // how many times
}

// first is one of the cases made by hand.
type first struct {
	Nummer, Navn, Koen, Gruppe, Historie, Adresse string
	Sagstype                                      cases.Kind
	Alder, Aabnet, Truffet                        int
	Forsoeg                                       []int
	Fase                                          cases.Phase
	Navne, Steder                                 map[string]string
	Maal                                          []string
	Opfoelgninger                                 []firstFollowUp
	Plan                                          *firstPlan
	Bro                                           []firstCrossing
	Gennemgaaet                                   int // the last review, 0 for when it is due
	LukketMaaneder                                int `json:"lukket_maaneder"`
	LukketOm                                      int `json:"lukket_om"`
	Udfald                                        cases.Outcome
	Restance, Maaneder                            int
}

type firstFollowUp struct {
	Tekst, Kl, Hvem string
	Om              int // days from today
}

// slots that are no person in the network.
func factSlots() []string {
	return []string{"ung", "beboer", "han", "ham", "hans", "naeste", "naestedato", "kl", "skolen", "forening", "klubben", "plads",
		"arbejdet", "vaerksted", "moedested", "klnu", "gade", "klasse", "alder", "restance", "mdr", "husleje", "rate", "sprog"}
}

func loadWorld() (*world, error) {
	w := &world{scenes: map[cases.Kind]map[string]*scene{}, stories: map[cases.Kind][]*story{}, tails: map[cases.Kind][]*tails{},
		plans: map[string]*planTexts{}, bridges: map[string]*bridgeTexts{}}
	for name, to := range map[string]any{"navne": &w.names, "steder": &w.places, "personer": &w.roles, "mindre": &w.small, "foerste": &w.first,
		"tjenester": &w.services} {
		raw, err := files.ReadFile("data/" + name + ".json")
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(raw, to); err != nil {
			return nil, fmt.Errorf("%w: %s: %w", errData, name, err)
		}
	}
	known := factSlots()
	for slot := range w.roles {
		known = append(known, slot)
	}
	r := &reader{w: w, known: known}
	for _, f := range []struct {
		name string
		kind cases.Kind
	}{
		{"mentor-start", cases.KindMentoring}, {"mentor-indsats", cases.KindMentoring}, {"mentor-faelles", cases.KindMentoring},
		{"vicevaert", cases.KindTenancy}, {"netvaerk", cases.KindNetwork},
	} {
		if err := r.file(f.name, func(n int, line string) error { return r.scene(f.kind, line) }); err != nil {
			return nil, err
		}
	}
	if err := r.file("haler", func(_ int, line string) error { return r.tail(line) }); err != nil {
		return nil, err
	}
	if err := r.file("historier", func(_ int, line string) error { return r.story(line) }); err != nil {
		return nil, err
	}
	if err := r.file("plan", func(_ int, line string) error { return r.plan(line) }); err != nil {
		return nil, err
	}
	if err := r.file("bro", func(_ int, line string) error { return r.bridge(line) }); err != nil {
		return nil, err
	}
	for _, s := range w.small.SoeskendeBesoeg {
		t, err := r.text(s)
		if err != nil {
			return nil, err
		}
		w.small.visits = append(w.small.visits, t)
	}
	w.texts = r.texts
	return w, nil
}

// reader reads the text files of the data folder line by line.
type reader struct {
	w     *world
	known []string
	texts int

	at       *scene
	tailKind cases.Kind
	of       *story
	planAt   *planTexts
	bridgeAt *bridgeTexts
}

func (r *reader) file(name string, take func(n int, line string) error) error {
	raw, err := files.ReadFile("data/" + name + ".txt")
	if err != nil {
		return err
	}
	for n, line := range strings.Split(string(raw), "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := take(n, line); err != nil {
			return fmt.Errorf("%w: %s, line %d: %w", errData, name, n+1, err)
		}
	}
	return nil
}

func (r *reader) text(s string) (*text, error) {
	t, err := parseText(s, r.known)
	if err != nil {
		return nil, err
	}
	t.id = r.texts
	r.texts++
	return t, nil
}

func (r *reader) scene(kind cases.Kind, line string) error {
	switch {
	case strings.HasPrefix(line, "== "):
		s, err := parseScene(line[3:])
		if err != nil {
			return err
		}
		if r.w.scenes[kind] == nil {
			r.w.scenes[kind] = map[string]*scene{}
		}
		if r.w.scenes[kind][s.key] != nil {
			return fmt.Errorf("scene %q twice", s.key)
		}
		r.at, r.w.scenes[kind][s.key] = s, s
		return nil
	case r.at == nil:
		return errors.New("text without scene")
	case strings.HasPrefix(line, "- "):
		t, err := r.text(line[2:])
		if err != nil {
			return err
		}
		r.at.texts = append(r.at.texts, t)
		return nil
	case strings.HasPrefix(line, "> "):
		t, err := parseText(line[2:], r.known)
		if err != nil {
			return err
		}
		if len(t.parts) > 0 {
			t.parts[0].capital = false
		}
		if len(r.at.texts) == 0 {
			return errors.New("what comes next of no text")
		}
		of := r.at.texts[len(r.at.texts)-1]
		of.next = append(of.next, t)
		return nil
	}
	return fmt.Errorf("line %q", line)
}

func (r *reader) tail(line string) error {
	if head, ok := strings.CutPrefix(line, "== "); ok {
		kind, rest, _ := strings.Cut(head, " ")
		r.tailKind = cases.Kind(kind)
		if !r.tailKind.Valid() {
			return fmt.Errorf("kind %q", kind)
		}
		t := &tails{}
		for _, word := range strings.Fields(rest) {
			list, isChannels := strings.CutPrefix(word, "kanal=")
			switch {
			case word == "midt":
				t.before = true
			case isChannels:
				var err error
				if t.channels, err = channelsOf(list); err != nil {
					return err
				}
			default:
				return fmt.Errorf("key %q", word)
			}
		}
		r.w.tails[r.tailKind] = append(r.w.tails[r.tailKind], t)
		return nil
	}
	s, ok := strings.CutPrefix(line, "- ")
	all := r.w.tails[r.tailKind]
	if !ok || len(all) == 0 {
		return fmt.Errorf("line %q", line)
	}
	t, err := r.text(s)
	if err != nil {
		return err
	}
	all[len(all)-1].texts = append(all[len(all)-1].texts, t)
	return nil
}

func channelsOf(list string) ([]cases.Channel, error) {
	names := map[string]cases.Channel{"besoeg": cases.ChannelVisit, "telefon": cases.ChannelPhone, "sms": cases.ChannelSMS,
		"gade": cases.ChannelStreet, "moede": cases.ChannelMeeting, "kontor": cases.ChannelOffice, "brev": cases.ChannelLetter,
		"online": cases.ChannelOnline}
	var out []cases.Channel
	for _, name := range strings.Split(list, ",") {
		ch, ok := names[name]
		if !ok {
			return nil, fmt.Errorf("channel %q", name)
		}
		out = append(out, ch)
	}
	return out, nil
}

func parseScene(line string) (*scene, error) {
	words := strings.Fields(line)
	s := &scene{key: words[0]}
	roles := map[string]cases.Role{"udfoerende": cases.RoleExecuting, "faciliterende": cases.RoleFacilitating,
		"koordinerende": cases.RoleCoordinating, "brobyggende": cases.RoleBridging}
	list := func(v string, of []string) ([]string, error) {
		if v == "" {
			return nil, nil
		}
		out := strings.Split(v, ",")
		for _, k := range out {
			if !slices.Contains(of, k) {
				return nil, fmt.Errorf("key %q", k)
			}
		}
		return out, nil
	}
	for _, word := range words[1:] {
		k, v, _ := strings.Cut(word, "=")
		var err error
		switch k {
		case "kanal":
			s.channels, err = channelsOf(v)
		case "met":
			s.reached = v
		case "arena":
			s.arenas, err = list(v, cases.Arenas())
		case "tema":
			s.themes, err = list(v, cases.Themes())
		case "rolle":
			s.role = roles[v]
			if s.role == "" {
				err = fmt.Errorf("role %q", v)
			}
		case "med":
			if v != "" {
				s.with = strings.Split(v, ",")
			}
		case "sted":
			s.place = v
		case "hale":
			s.noTail = v == "nej"
		default:
			err = fmt.Errorf("key %q", k)
		}
		if err != nil {
			return nil, err
		}
	}
	if s.reached == "" && (slices.Contains(s.with, "ung") || slices.Contains(s.with, "beboer") || slices.Contains(s.with, "mor")) {
		s.reached = "ja"
	}
	return s, nil
}

func (r *reader) story(line string) error {
	if head, ok := strings.CutPrefix(line, "historie "); ok {
		s, kind, err := parseStory(head)
		if err != nil {
			return err
		}
		r.of = s
		r.w.stories[kind] = append(r.w.stories[kind], s)
		return nil
	}
	head, rest, ok := strings.Cut(line, ":")
	if !ok || r.of == nil {
		return fmt.Errorf("line %q", line)
	}
	if head == "slut" {
		r.of.farewell = strings.TrimSpace(rest) == "farvel"
		return nil
	}
	words := strings.Fields(head)
	if len(words) != 2 {
		return fmt.Errorf("phase %q", head)
	}
	c := chapter{phase: cases.Phase(words[0])}
	var err error
	if c.from, c.to, err = span(words[1]); err != nil {
		return err
	}
	for _, word := range strings.Fields(rest) {
		b := beat{most: 1}
		if w, ok := strings.CutSuffix(word, "?"); ok {
			b.maybe, word = true, w
		} else if w, ok := strings.CutSuffix(word, "*"); ok {
			b.maybe, b.most, word = true, 2, w
		}
		for _, one := range strings.Split(word, "|") {
			b.choice = append(b.choice, strings.Split(one, "&"))
		}
		c.scenes = append(c.scenes, b)
	}
	r.of.phases = append(r.of.phases, c)
	return nil
}

func parseStory(head string) (*story, cases.Kind, error) {
	words := strings.Fields(head)
	if len(words) < 2 || !cases.Kind(words[1]).Valid() {
		return nil, "", fmt.Errorf("story %q", head)
	}
	s := &story{name: words[0], weight: 1}
	for _, word := range words[2:] {
		k, v, _ := strings.Cut(word, "=")
		var err error
		switch k {
		case "alder":
			s.from, s.to, err = span(v)
		case "vægt":
			s.weight, err = strconv.Atoi(v)
		case "kræver":
			s.needs = strings.Split(v, ",")
		case "mål":
			s.goals = strings.Split(v, ",")
		case "område":
			s.area = cases.FundingArea(v)
		case "kilde":
			s.source = cases.Source(v)
		case "udfald":
			for _, o := range strings.Split(v, ",") {
				s.outcomes = append(s.outcomes, cases.Outcome(o))
			}
		default:
			err = fmt.Errorf("key %q", k)
		}
		if err != nil {
			return nil, "", err
		}
	}
	return s, cases.Kind(words[1]), nil
}

func span(s string) (from, to int, err error) {
	a, b, _ := strings.Cut(s, "-")
	if from, err = strconv.Atoi(a); err != nil {
		return 0, 0, err
	}
	to, err = strconv.Atoi(b)
	return from, to, err
}
