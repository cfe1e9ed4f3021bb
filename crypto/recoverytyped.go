package crypto

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// RecoveryTypo says where a typed recovery key departs from any that was ever
// shown. errors.Is finds [ErrNotIdentity] in it.
type RecoveryTypo struct {
	// Group is the number of the first group to look at, from 1 to
	// [RecoveryGroups].
	Group int
	// Groups are all groups to look at, in order.
	Groups []int
}

// Error implements error.
func (e *RecoveryTypo) Error() string {
	return fmt.Sprintf("%v: a slip in group %d", ErrNotIdentity, e.Group)
}

// Unwrap returns [ErrNotIdentity].
func (e *RecoveryTypo) Unwrap() error { return ErrNotIdentity }

// ParseRecovery reads a recovery key as people type it: in groups or without, with
// any white space, dashes and punctuation, capital or small, with or without
// AGE-SECRET-KEY-PQ-1 before it. Groups may be numbered (all or the first at
// least), and then stand in any order, as when the columns on screen are copied.
// Lines that begin with '#' are passed over. bech32 has no 1, B, I and O, so O is
// read as 0, I and 1 as L, B as 8.
//
// Where up to two characters are wrong, or a group has one too many or too few,
// the error is a [*RecoveryTypo] with the group; nothing is ever corrected. Where
// that cannot be told it is [ErrNotIdentity].
func ParseRecovery(s string) (*Recovery, error) {
	typed, err := readTyped(s)
	if err != nil {
		return nil, err
	}
	values := typed.values()
	if len(values) == recoveryLen && checksumOf(values) == 0 {
		seed, ok := bech32Bytes(values[:recoveryLen-bech32ChecksumLen])
		if !ok {
			return nil, notIdentity("not 32 bytes")
		}
		defer clear(seed)
		return recoveryFromSeed(seed)
	}
	groups := typed.suspects(values)
	if len(groups) == 0 {
		return nil, notIdentity("not a recovery key")
	}
	return nil, &RecoveryTypo{Group: groups[0], Groups: groups}
}

// MatchGroups tells for each group of r, in order, whether it stands so in typed,
// which is read as by [ParseRecovery] and may be incomplete.
func MatchGroups(r *Recovery, typed string) []bool {
	match := make([]bool, RecoveryGroups)
	t, err := readTyped(typed)
	if err != nil {
		return match
	}
	for i, want := range r.Groups() {
		match[i] = t.groups[i] == strings.ToLower(strings.ReplaceAll(want, " ", ""))
	}
	return match
}

// ReadGroups splits typed text into groups as [ParseRecovery] reads it: capital
// letters without blanks, O read as 0 and so on. What is too much is left out; the
// text may be incomplete or wrong. It returns an error where the text is another
// kind of key.
func ReadGroups(typed string) ([]string, error) {
	t, err := readTyped(typed)
	if err != nil {
		return nil, err
	}
	groups := make([]string, RecoveryGroups)
	for i, g := range t.groups {
		groups[i] = strings.ToUpper(g)
	}
	return groups, nil
}

// typedKey is typed text split into groups, in the small letters of bech32; what
// is too much at the end is in rest.
type typedKey struct {
	groups [RecoveryGroups]string
	rest   string
	// seen says that the groups were told apart by what was typed, not counted
	// off, so that the length of each means something.
	seen bool
}

func readTyped(s string) (*typedKey, error) {
	var text strings.Builder
	for line := range strings.Lines(s) {
		if !strings.HasPrefix(strings.TrimSpace(line), "#") {
			text.WriteString(line)
		}
	}
	prefix := regexp.MustCompile(`^\W*age\W*secret\W*key\W*(pq\W*)?1`)
	s = strings.ToLower(text.String())
	if m := prefix.FindStringSubmatchIndex(s); m != nil {
		if m[2] < 0 {
			return nil, notIdentity("another kind of age key")
		}
		s = s[m[1]:]
	}
	tokens := strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	t := &typedKey{}
	switch {
	case len(tokens) == 0:
	case groupNumber(tokens[0]) > 0 && len(tokens) > 1 && len(tokens[1]) > 1:
		t.readNumbered(tokens)
	case tokensOf(tokens, 3, 5):
		t.readPairs(tokens)
	case tokensOf(tokens, 6, 10):
		t.seen = true
		for i, token := range tokens {
			t.add(i, token)
		}
	default:
		t.readCounted(tokens)
	}
	return t, nil
}

// groupNumber is the number of a group, where token is one, else 0.
func groupNumber(token string) int {
	if len(token) == 1 && token[0] >= '1' && token[0] <= '0'+RecoveryGroups {
		return int(token[0] - '0')
	}
	return 0
}

// tokensOf reports whether there are several tokens, each but the last from low to
// high characters long.
func tokensOf(tokens []string, low, high int) bool {
	return len(tokens) > 1 && !slices.ContainsFunc(tokens[:len(tokens)-1], func(t string) bool {
		return len(t) < low || len(t) > high
	})
}

func (t *typedKey) readNumbered(tokens []string) {
	t.seen = true
	group := 0
	for _, token := range tokens {
		if n := groupNumber(token); n > 0 {
			group = n - 1
			continue
		}
		if group < RecoveryGroups && len(t.groups[group]) >= groupSize(group) {
			group++
		}
		t.add(group, token)
	}
}

func (t *typedKey) readPairs(tokens []string) {
	t.seen = true
	for i, token := range tokens {
		t.add(i/2, token)
	}
}

func (t *typedKey) readCounted(tokens []string) {
	all := []rune(strings.Join(tokens, ""))
	for i, r := range all {
		t.add(i/groupLen, string(r))
	}
}

func (t *typedKey) add(group int, token string) {
	token = strings.NewReplacer("o", "0", "i", "l", "1", "l", "b", "8").Replace(token)
	if group < RecoveryGroups {
		t.groups[group] += token
	} else {
		t.rest += token
	}
}

func groupSize(group int) int { return min(groupLen, recoveryLen-group*groupLen) }

// values are the five-bit values typed, with 0xff for what bech32 does not have.
func (t *typedKey) values() []byte {
	var values []byte
	for _, r := range strings.Join(t.groups[:], "") + t.rest {
		values = append(values, byte(strings.IndexRune(bech32Letters, r)))
	}
	return values
}

// checksumOf is 0 where the values are whole, else the sum of the differences that
// the wrong ones make.
func checksumOf(values []byte) uint32 {
	return bech32Polymod(append(bech32Prefix(hybridPrefix), values...)) ^ 1
}

// suspects are the groups, from 1, in which the slip must be, or none where that
// cannot be told.
func (t *typedKey) suspects(values []byte) []int {
	var groups []int
	for i, g := range t.groups {
		wrongLength := t.seen && len(g) != groupSize(i)
		if wrongLength || strings.Trim(g, bech32Letters) != "" {
			groups = append(groups, i+1)
		}
	}
	// A text in which half the groups are wrong is no slip of the pen.
	if len(groups) > 0 || t.rest != "" && t.seen {
		if len(groups) > RecoveryGroups/2 {
			return nil
		}
		if len(groups) == 0 {
			groups = []int{RecoveryGroups}
		}
		return groups
	}
	var positions []int
	switch len(values) {
	case recoveryLen:
		positions = wrongCharacters(checksumOf(values))
	case recoveryLen - 1, recoveryLen + 1:
		positions = wrongLength(values)
	}
	for _, p := range positions {
		groups = append(groups, min(p, recoveryLen-1)/groupLen+1)
	}
	slices.Sort(groups)
	return slices.Compact(groups)
}

// wrongCharacters finds the one or two positions where a change explains the
// checksum. bech32 of this length has distance 5: if no more than two characters
// are wrong, these are they.
func wrongCharacters(sum uint32) []int {
	type change struct {
		position   int
		difference uint32
	}
	changes := make([]change, 0, recoveryLen*31)
	where := make(map[uint32]int, recoveryLen*31)
	for p := range recoveryLen {
		for delta := byte(1); delta < 32; delta++ {
			difference := uint32(delta)
			for range recoveryLen - 1 - p {
				difference = bech32Step(difference, 0)
			}
			changes = append(changes, change{p, difference})
			where[difference] = p
		}
	}
	if p, ok := where[sum]; ok {
		return []int{p}
	}
	for _, c := range changes {
		if q, ok := where[sum^c.difference]; ok {
			return []int{c.position, q}
		}
	}
	return nil
}

// wrongLength finds the position where one character more or one less makes the
// checksum right.
func wrongLength(values []byte) []int {
	for p := range len(values) + 1 {
		if len(values) > recoveryLen {
			if p < len(values) && checksumOf(slices.Delete(slices.Clone(values), p, p+1)) == 0 {
				return []int{p}
			}
			continue
		}
		for v := range byte(32) {
			if checksumOf(slices.Insert(slices.Clone(values), p, v)) == 0 {
				return []int{p}
			}
		}
	}
	return nil
}
