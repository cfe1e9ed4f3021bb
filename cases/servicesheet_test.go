package cases

import (
	"encoding/csv"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"brobygger/cases/history"

	"pgregory.net/rapid"
)

func services(t *testing.T) [][]string {
	t.Helper()
	f, err := os.Open("testdata/tjenester.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// table is a spreadsheet with these columns; cells are parted by bars.
func table(lines ...string) [][]string {
	var rows [][]string
	for _, l := range lines {
		rows = append(rows, strings.Split(l, "|"))
	}
	return rows
}

// bring imports into a shelf and says what came of it.
func (s *shelf) bring(rows [][]string) ServiceImport {
	s.t.Helper()
	p, err := ImportServices(rows, s.read())
	if err != nil {
		s.t.Fatal(err)
	}
	s.save("bo", p.Changes...)
	return p
}

func TestServicesOfTheSample(t *testing.T) {
	s := newShelf(t)
	p := s.bring(services(t))
	if p.Rows != 14 || p.Created != 14 || p.Updated+p.Unchanged+p.Kept+len(p.Rejected) != 0 || len(p.Changes) != 14 {
		t.Fatalf("%+v", p)
	}
	kui := s.find("Kommunal ungeindsats (KUI)")
	if kui.Unit != "Beskæftigelse" || !slices.Equal(kui.Keys, []string{"skole", "job"}) || kui.Phone != "70 00 10 02" || kui.Mail != "kui@brohoej.example" ||
		kui.Hours != "hverdage 9-15" || kui.For != "unge under 25" || !kui.Authority {
		t.Errorf("%+v", kui)
	}
	for name, key := range map[string]string{"Ydelsescenter": ThemeMoney, "Rusmiddelcenter Brohøj": ThemeHealth, "Boliganvisningen": ThemeHome, "SSP Brohøj": ArenaStreet, "Borgerservice": ArenaAuthorities} {
		if got := s.find(name).Keys; !slices.Equal(got, []string{key}) {
			t.Errorf("%s: %v", name, got)
		}
	}
	var private []string
	for _, v := range s.read().Live() {
		if !v.Authority {
			private = append(private, v.Name)
		}
	}
	if !slices.Equal(private, []string{"Brohøj Boldklub", "Gældsrådgivningen"}) {
		t.Errorf("no authorities: %v", private)
	}
	if p := s.bring(services(t)); p.Rows != 14 || p.Unchanged != 14 || p.Kept != 0 || len(p.Changes) != 0 {
		t.Errorf("the same file again: %+v", p)
	}
}

// What the kommune says anew is taken over, what a person has made of it stays,
// field by field.
func TestServicesAnew(t *testing.T) {
	const head = "navn|enhed|telefon|sikker_mail|åbningstid"
	s := newShelf(t)
	s.bring(table(head, "Jobcenter Brohøj|Beskæftigelse|70 00 10 01|job@brohoej.example|9-14", "PPR|Børn og unge|70 00 10 06||", "SSP|Børn og unge|70 00 10 05||"))
	// A person corrects the telephone, takes the mail away, and says it is no authority.
	f := s.find("Jobcenter Brohøj").Form()
	f.Phone, f.Mail, f.Authority = "70 00 99 99", "", false
	s.do("amira")(s.read().Edit(s.find("Jobcenter Brohøj").ID, f))
	// Another one has another name, a third is struck.
	f = s.find("PPR").Form()
	f.Name = "Pædagogisk rådgivning"
	s.do("amira")(s.read().Edit(s.find("PPR").ID, f))
	s.do("amira")(s.read().Strike(s.find("SSP").ID, "findes ikke mere"))

	next := table(head, "Jobcenter Brohøj|Job og Borger|70 00 10 11|job@brohoej.example|9-15", "PPR|Børn og unge|70 00 10 66||8-15", "SSP|Børn og unge|70 00 10 55||", "Klubben||1||")
	p := s.bring(next)
	if p.Created != 1 || p.Updated != 2 || p.Unchanged != 1 || p.Kept != 3 {
		t.Errorf("%+v", p)
	}
	job := s.find("Jobcenter Brohøj")
	if job.Phone != "70 00 99 99" || job.Mail != "" || job.Authority || job.Unit != "Job og Borger" || job.Hours != "9-15" {
		t.Errorf("%+v", job)
	}
	if ppr := s.find("Pædagogisk rådgivning"); ppr.Phone != "70 00 10 66" || ppr.Hours != "8-15" {
		t.Errorf("%+v", ppr)
	}
	if n := len(s.read().Live()); n != 3 {
		t.Errorf("%d services", n)
	}
	if p := s.bring(next); len(p.Changes) != 0 || p.Unchanged != 4 {
		t.Errorf("the same file again: %+v", p)
	}
	// What the file takes back goes, where a file had said it; what it lacks stays.
	if p := s.bring(table("navn|åbningstid", "Jobcenter Brohøj|")); p.Updated != 1 {
		t.Errorf("%+v", p)
	}
	if job = s.find("Jobcenter Brohøj"); job.Hours != "" || job.Unit != "Job og Borger" || len(s.read().Live()) != 3 {
		t.Errorf("%+v", job)
	}
}

// A service that somebody made by hand is not made twice: the row fills in what
// nobody has said.
func TestServicesBesideHandMade(t *testing.T) {
	s := newShelf(t)
	s.do("amira")(s.read().Add(ServiceForm{Name: "jobcenter brohøj", Phone: "1"}))
	p := s.bring(services(t))
	if p.Created != 13 || p.Updated != 1 || p.Kept != 1 {
		t.Errorf("%+v", p)
	}
	if job := s.find("jobcenter brohøj"); job.Phone != "1" || job.Name != "jobcenter brohøj" || job.Hours != "hverdage 9-14" || job.Authority {
		t.Errorf("%+v", job)
	}
	if p := s.bring(services(t)); len(p.Changes) != 0 {
		t.Errorf("%+v", p)
	}
}

// Where a person has to choose between two versions, an import chooses nothing;
// and two imports apart from each other leave nobody a choice that means nothing.
func TestServicesTwoVersions(t *testing.T) {
	s := newShelf(t)
	s.bring(table("navn|enhed|telefon", "PPR|Børn|1"))
	seen := s.read()
	id := s.find("PPR").ID
	for who, phone := range map[string]string{"amira": "2", "bo": "3"} {
		s.do(who)(seen.Edit(id, ServiceForm{Name: "PPR", Unit: "Børn", Phone: phone, Authority: true}))
	}
	if p := s.bring(table("navn|enhed|telefon", "PPR|Børn|4")); p.Kept != 1 || len(p.Changes) != 0 || len(s.read().Conflicts) != 1 {
		t.Errorf("%+v", p)
	}
	s = newShelf(t)
	s.bring(table("navn|enhed|telefon", "PPR|Børn|1"))
	seen = s.read()
	for who, rows := range map[string][][]string{"amira": table("navn|enhed|telefon", "PPR|Børn|2"), "bo": table("navn|enhed|åbningstid", "PPR|Børn|9-14")} {
		p, err := ImportServices(rows, seen)
		if err != nil {
			t.Fatal(err)
		}
		s.save(who, p.Changes...)
	}
	if d := s.read(); len(d.Conflicts) != 0 {
		t.Errorf("%+v", d.Conflicts)
	}
	if p := s.bring(table("navn|enhed|telefon", "PPR|Børn|5")); p.Updated != 1 || s.find("PPR").Phone != "5" {
		t.Errorf("%+v", p)
	}
}

func TestServiceRows(t *testing.T) {
	long := strings.Repeat("ord ", MaxLine)
	for _, tc := range []struct {
		name string
		rows [][]string
		rej  []Rejection
		want ServiceForm // of the one that was read
	}{
		{"English", table("Name|Department|Area|Phone|Secure mail|Opening hours|For whom|KLE|Authority", "Job centre|Employment|job, Money|1|a@b.example|9-14|all|15.20.00|yes"), nil,
			ServiceForm{Name: "Job centre", Unit: "Employment", Keys: []string{"job", "okonomi"}, Phone: "1", Mail: "a@b.example", Hours: "9-14", For: "all", KLE: "15.20.00", Authority: true}},
		{"titles above, columns in another order", table("Tjenester i Brohøj", "", "Målgruppe|NAVN:|Område", "alle|Klubben|Fritiden"), nil,
			ServiceForm{Name: "Klubben", For: "alle", Keys: []string{"fritid"}}},
		{"words for the keys", table("navn|område", "Huset|Økonomi / sundhed; gadelivet,helbred"), nil, ServiceForm{Name: "Huset", Keys: []string{"gade", "okonomi", "helbred"}}},
		{"an unknown word stays", table("navn|område|for hvem", "Huset|job, kultur,miljø|alle"), nil, ServiceForm{Name: "Huset", Keys: []string{"job"}, For: "alle; kultur, miljø"}},
		{"an unknown word alone", table("navn|område", "Huset|kultur"), nil, ServiceForm{Name: "Huset", For: "kultur"}},
		{"its own word beats ours", table("navn|område|myndighed", "Jobcenter|job|nej"), nil, ServiceForm{Name: "Jobcenter", Keys: []string{"job"}}},
		{"bad rows", table("navn|område", "|job", "Huset|job", "HUSET|fritid", long+"|job"), []Rejection{{2, RejectNoName}, {4, RejectTwice}, {5, RejectTooLong}},
			ServiceForm{Name: "Huset", Keys: []string{"job"}}},
		{"a short row", table("navn|enhed|telefon", "Huset"), nil, ServiceForm{Name: "Huset"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := newShelf(t)
			p := s.bring(tc.rows)
			if !slices.Equal(p.Rejected, tc.rej) || p.Created != 1 || p.Rows != 1+len(tc.rej) {
				t.Fatalf("%+v", p)
			}
			got := s.read().Services[0].Form()
			if keys := got.Keys; !slices.Equal(keys, tc.want.Keys) {
				t.Errorf("keys %v", keys)
			}
			got.Keys, tc.want.Keys = nil, nil
			if got.Name != tc.want.Name || got.Unit != tc.want.Unit || got.Phone != tc.want.Phone || got.Mail != tc.want.Mail || got.Hours != tc.want.Hours ||
				got.For != tc.want.For || got.KLE != tc.want.KLE || got.Authority != tc.want.Authority {
				t.Errorf("%+v, want %+v", got, tc.want)
			}
		})
	}
}

// One name in two departments is two services, also after one of them has moved.
func TestServicesOfOneName(t *testing.T) {
	s := newShelf(t)
	two := table("navn|enhed|telefon", "Rådgivningen|Børn|1", "Rådgivningen|Voksne|2")
	if p := s.bring(two); p.Created != 2 {
		t.Fatalf("%+v", p)
	}
	if p := s.bring(two); p.Unchanged != 2 || len(p.Changes) != 0 {
		t.Errorf("%+v", p)
	}
	if p := s.bring(table("navn|enhed|telefon", "Rådgivningen|Voksne|3", "Rådgivningen|Ældre|4")); p.Updated != 1 || p.Created != 1 {
		t.Errorf("%+v", p)
	}
}

// A list of people is not taken for a directory, and neither is one without
// headings.
func TestServicesNoHeadings(t *testing.T) {
	for _, rows := range [][][]string{nil, table("Karim|12"), table("navn|telefon", "Karim Farah|70 00 00 00"), sample(t)} {
		if p, err := ImportServices(rows, newShelf(t).read()); !errors.Is(err, ErrNoServiceHeadings) {
			t.Errorf("%+v, %v", p, err)
		}
	}
	s := newShelf(t)
	body := history.Change{Kind: "later", Critical: true}
	s.save("bo", body)
	s.entries[0].Head.Critical = true
	if _, err := ImportServices(services(t), s.read()); !errors.Is(err, ErrReadOnly) {
		t.Errorf("read-only: %v", err)
	}
}

func TestIsAuthority(t *testing.T) {
	for _, yes := range []string{"Jobcenter Nord", "Familierådgivningen", "Udbetaling Danmark", "Socialpsykiatri", "Tandplejen", "FGU Brohøj", "Brohøj Skole", "Lokalpolitiet Brohøj Politi", "Hjemløseenheden", "UU"} {
		if !isAuthority("", yes, "") {
			t.Errorf("%s is none", yes)
		}
	}
	for _, no := range []string{"headspace", "Brohøj Boldklub", "Egen læge", "Boligadministrationen", "Retshjælpen", "Idrætsforeningen", "Socialøkonomisk café", "Fritidsklubben"} {
		if isAuthority("", no, "") {
			t.Errorf("%s is one", no)
		}
	}
	if isAuthority("", "Gældsrådgivningen", "Frivillig") || !isAuthority("x", "Boldklubben", "") || isAuthority("nej", "Jobcenter", "") || !isAuthority("", "Fritidsjob", "Kultur og fritid") {
		t.Error("unit, or what the file says")
	}
}

// Whatever stands in a file, importing it twice changes nothing the second time,
// and no row makes a service without a name.
func TestServicesTwiceAlways(t *testing.T) {
	cell := rapid.OneOf(rapid.SampledFrom([]string{"", "job", "Job,Kultur", "PPR", "ppr ", "Børn", "ja", "nej", "1"}), rapid.String())
	rapid.Check(t, func(rt *rapid.T) {
		s := newShelf(t)
		rows := [][]string{{"navn", "enhed", "område", "telefon", "for_hvem", "myndighed"}}
		for range rapid.IntRange(0, 6).Draw(rt, "rows") {
			rows = append(rows, rapid.SliceOfN(cell, 0, 6).Draw(rt, "row"))
		}
		for range 2 {
			p, err := ImportServices(rows, s.read())
			if err != nil {
				rt.Fatal(err)
			}
			if p.Created+p.Updated+p.Unchanged+len(p.Rejected) != p.Rows {
				rt.Fatalf("%+v", p)
			}
			s.save("bo", p.Changes...)
		}
		if p, _ := ImportServices(rows, s.read()); len(p.Changes) != 0 {
			rt.Fatalf("%+v", p)
		}
		for _, v := range s.read().Services {
			if v.Name == "" {
				rt.Fatal("a service without a name")
			}
		}
	})
}
