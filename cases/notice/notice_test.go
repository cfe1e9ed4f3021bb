package notice_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"brobygger/cases/notice"
)

// found is what Find sees, as "kind:text".
func found(text string) (out []string) {
	for _, n := range notice.Find(text) {
		out = append(out, string(n.Kind)+":"+text[n.Start:n.End])
	}
	return out
}

// The numbers here are of people who are not born: a seventh digit of 5 to 8 with
// the year 57 or less is the years 2000 to 2057.
func TestNumbersThatLookLikeCPR(t *testing.T) {
	for text, want := range map[string]string{
		"CPR 010157-6001.":                  "010157-6001",
		"0101576001":                        "0101576001",
		"010157 6001":                       "010157 6001",
		"010157 - 6001":                     "010157 - 6001",
		"010157–6001":                       "010157–6001",
		"010157\u00a06001":                  "010157\u00a06001",
		"01.01.57-6001":                     "01.01.57-6001",
		"01-01-57-6001":                     "01-01-57-6001",
		"01/01/57 - 6001":                   "01/01/57 - 6001",
		"01 01 57 6001":                     "01 01 57 6001",
		"(311257-6001)":                     "311257-6001",
		"CPR010157-6001født":                "010157-6001",
		"2 børn, 010157-6001 og en til":     "010157-6001",
		"290256-6001":                       "290256-6001", // 2056 is a leap year
		"mor: 010157-6001\nfar: 28355885":   "010157-6001",
		"26-7RQ4, 03-001-03 og 010157-6001": "010157-6001",
	} {
		if got := found(text); !slices.Equal(got, []string{"cpr:" + want}) {
			t.Errorf("Find(%q) = %q, want %q", text, got, want)
		}
	}
	if got := found("010157-6001 og 020257-6002"); len(got) != 2 {
		t.Errorf("two numbers: %q", got)
	}
}

func TestOtherNumbersAreLeftAlone(t *testing.T) {
	for _, text := range []string{
		"28355885", "28 35 58 85", "28 35 58 85 12", "tlf. 2835 5885", "+45 28 35 58 85", "+4528355885", "0045 28355885",
		"10 10 57 60", "1010 5760", // telephone numbers that begin as a date
		"26-7RQ4", "26-2345", "03-001-03", "01-014-03", "02-010-01", // cases and tenancies
		"07-12-2026", "2026-12-07", "07.12.2026 14.30", "7/12-2026 1430", "10.12.26 1400", "20261207", "uge 50 2026",
		"2026-12-10T14:00:00", "20-12-2026 1400",
		"320157-6001", "011357-6001", "310457-6001", "000157-6001", "290257-6001", // no such day
		"010157-600", "010157-60011", "10101576001", "01015760011234", "010157--------6001",
		"010157-600a", "01.01 57-6001", "01 01 576001", "kr. 1.234.567,89", "16.037,08", "CVR 12345678",
		"DK50 0040 0440 1162 43",
	} {
		if got := found(text); len(got) != 0 {
			t.Errorf("Find(%q) = %q", text, got)
		}
	}
}

// TestTheCenturyDecidesWhetherTheDayExists: 29 February was in 2000 and 1904, not
// in 1900; the seventh digit says which year is meant. (None of the numbers passes
// the control of modulus 11, so none of those years has one.)
func TestTheCenturyDecidesWhetherTheDayExists(t *testing.T) {
	for number, want := range map[string]bool{
		"290200-0000": false, // 1900
		"290200-4000": true,  // 2000
		"290200-5000": true,  // 2000
		"290200-9000": true,  // 2000
		"290236-4000": true,  // 2036
		"290237-4000": false, // 1937
		"290240-9000": true,  // 1940
		"290258-8000": false, // 1858
		"290260-8000": true,  // 1860
	} {
		if got := len(notice.Find(number)) == 1; got != want {
			t.Errorf("Find(%q) finds it: %v, want %v", number, got, want)
		}
	}
}

func TestWordsOfCriminalLaw(t *testing.T) {
	for text, want := range map[string][]string{
		"fordi han har en dom. Vi øver":      {"dom"},
		"DOMMEN faldt i går":                 {"DOMMEN"},
		"har en betinget dom for vold":       {"betinget dom"},
		"fik ubetinget fængsel":              {"ubetinget fængsel"},
		"en voldsdom fra 2024":               {"voldsdom"},
		"er dømt for tyveri":                 {"dømt"},
		"den dømte":                          {"dømte"},
		"han er narkodømt":                   {"narkodømt"},
		"sigtet for hærværk":                 {"sigtet"},
		"de to sigtede":                      {"sigtede"},
		"en sigtelse":                        {"sigtelse"},
		"voldssigtelsen er frafaldet":        {"voldssigtelsen"},
		"er tiltalt i en sag":                {"tiltalt"},
		"der er rejst tiltale":               {"rejst tiltale"},
		"rejst tiltale for vold":             {"rejst tiltale for"},
		"fik tiltalefrafald":                 {"tiltalefrafald"},
		"tidligere straffet":                 {"straffet"},
		"tidl. strafet":                      {"strafet"},
		"er ustraffet":                       {"ustraffet"},
		"afventer straffen":                  {"straffen"},
		"straffeattesten er ikke ren":        {"straffeattesten"},
		"en bødestraf":                       {"bødestraf"},
		"sidder i fængsel":                   {"fængsel"},
		"i faengsel":                         {"faengsel"},
		"doemt":                              {"doemt"},
		"blev fængslet":                      {"fængslet"},
		"varetægtsfængslet i fire uger":      {"varetægtsfængslet"},
		"sidder varetægt":                    {"varetægt"},
		"blev anholdt i nat":                 {"anholdt"},
		"afsoner i Møgelkær":                 {"afsoner"},
		"går med fodlænke":                   {"fodlænke"},
		"prøveløsladt i maj":                 {"prøveløsladt"},
		"fik samfundstjeneste":               {"samfundstjeneste"},
		"mødte i ungdomskriminalitetsnævnet": {"ungdomskriminalitetsnævnet"},
		"bror frifundet, far sigtet":         {"frifundet", "sigtet"},
		"fæng\u00adsel":                      {"fæng\u00adsel"},
		"he was charged with assault":        {"charged with"},
		"convicted twice, on remand":         {"convicted", "on remand"},
		"has a criminal record":              {"criminal record"},
		"volds-dom":                          {"dom"},
		"dom/sigtelse":                       {"dom", "sigtelse"},
		"tre gange: dom, dom, dom":           {"dom", "dom", "dom"},
		"betinget, dom":                      {"dom"},
	} {
		var prefixed []string
		for _, w := range want {
			prefixed = append(prefixed, "sentence:"+w)
		}
		if got := found(text); !slices.Equal(got, prefixed) {
			t.Errorf("Find(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestEverydayWordsAreLeftAlone: a notice that comes too often is not read.
func TestEverydayWordsAreLeftAlone(t *testing.T) {
	for _, text := range []string{
		"spiller domino", "dommeren fløjtede", "Dommerens datter", "domæne", "domkirken", "dommedag", "dommerkursus", "dømmekraft",
		"ungdom", "ungdommen", "ejendom", "sygdommen", "barndom", "visdom", "rigdom", "ungdomsklub", "kingdom", "freedom",
		"du må ikke dømme mig", "de dømmer ham", "bedømt til 7", "blev bedømte", "fordømt", "fordømte penge",
		"med sigte på job", "på sigt", "sigter mod 9. klasse", "hensigten", "sigtbarhed", "udsigt", "forsigtig", "i den hensigt",
		"tiltaler hende pænt", "svarede på tiltale", "en tiltalende ung mand", "vi taler sammen for lidt",
		"scorede på straffe", "straffespark", "straffer", "en fængslende bog",
		"fik en bøde", "en parkeringsbøde", "betinget af, at han møder", "betinget. Dommer", "afsondret", "afsat",
		"fogedretten", "udsættelse", "politiet ringede", "SSP", "indsat på kontoen", "er flyttet ind",
		"the phone is charged", "on probationary terms", "sentence", "jailbreak", "kriminalitetsforebyggende",
		"", " ", "Mødte Karim i frikvarteret. Han har været i skole alle dage i denne uge og er stolt af det.",
	} {
		if got := found(text); len(got) != 0 {
			t.Errorf("Find(%q) = %q", text, got)
		}
	}
}

func TestFindGoesThroughTheTextInOrder(t *testing.T) {
	text := "Dømt. 010157-6001 sidder i varetægt; 020257-6002 er sigtet."
	want := []string{"sentence:Dømt", "cpr:010157-6001", "sentence:varetægt", "cpr:020257-6002", "sentence:sigtet"}
	if got := found(text); !slices.Equal(got, want) {
		t.Errorf("Find = %q, want %q", got, want)
	}
	if got := notice.Kinds(); !slices.Equal(got, []notice.Kind{notice.CPRLike, notice.Sentence}) {
		t.Errorf("Kinds = %q", got)
	}
}

func FuzzFind(f *testing.F) {
	for _, seed := range []string{"CPR 010157-6001", "01 01 57 6001", "betinget dom", "rejst tiltale for", "tiltale for tiltale for", "\xff010157\xff6001", "dø\u00admt", "fæng\u0301sel", "010157 –6001"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, n := range notice.Find(text) {
			if n.Start < end || n.End <= n.Start || n.End > len(text) {
				t.Fatalf("Find(%q) gives %v after %d", text, n, end)
			}
			end = n.End
			if utf8.ValidString(text) && !utf8.ValidString(text[n.Start:n.End]) {
				t.Fatalf("Find(%q) cuts a letter: %v", text, n)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("Mødte Karim i frikvarteret. Han har været i skole alle dage i denne uge, ring 28 35 58 85. ", 90)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		notice.Find(text)
	}
}
