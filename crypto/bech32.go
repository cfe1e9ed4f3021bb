package crypto

import "strings"

// bech32 as age uses it (BIP 173 without its limit of length). age keeps its own
// inside; it is needed here to turn 32 bytes into an age key and to tell in which
// group of a recovery key the slip of the pen is.

const bech32Letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// bech32ChecksumLen is the number of characters of the checksum.
const bech32ChecksumLen = 6

// bech32Step takes one five-bit value into the checksum register. It is linear
// over xor, so the difference that one wrong character makes in the end does not
// depend on the others.
func bech32Step(sum uint32, value byte) uint32 {
	generator := [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3}
	top := sum >> 25
	sum = (sum&0x1ffffff)<<5 ^ uint32(value)
	for i, g := range generator {
		if top>>i&1 == 1 {
			sum ^= g
		}
	}
	return sum
}

// bech32Polymod is the checksum register over five-bit values: 1 where they are
// whole.
func bech32Polymod(values []byte) uint32 {
	sum := uint32(1)
	for _, v := range values {
		sum = bech32Step(sum, v)
	}
	return sum
}

// bech32Prefix expands the human readable part for the checksum.
func bech32Prefix(hrp string) []byte {
	hrp = strings.ToLower(hrp)
	out := make([]byte, 0, 2*len(hrp)+1)
	for i := range len(hrp) {
		out = append(out, hrp[i]>>5)
	}
	out = append(out, 0)
	for i := range len(hrp) {
		out = append(out, hrp[i]&31)
	}
	return out
}

// bech32Encode writes data after hrp in capitals, padded with zero bits to whole
// characters, with its checksum.
func bech32Encode(hrp string, data []byte) string {
	var values []byte
	acc, bits := uint32(0), 0
	for _, b := range data {
		acc, bits = acc<<8|uint32(b), bits+8
		for bits >= 5 {
			bits -= 5
			values = append(values, byte(acc>>bits)&31)
		}
	}
	if bits > 0 {
		values = append(values, byte(acc<<(5-bits))&31)
	}
	sum := bech32Polymod(append(append(bech32Prefix(hrp), values...), make([]byte, bech32ChecksumLen)...)) ^ 1
	for i := range bech32ChecksumLen {
		values = append(values, byte(sum>>(5*(bech32ChecksumLen-1-i)))&31)
	}
	var text strings.Builder
	text.WriteString(strings.ToLower(hrp))
	text.WriteByte('1')
	for _, v := range values {
		text.WriteByte(bech32Letters[v])
	}
	return strings.ToUpper(text.String())
}

// bech32Bytes turns five-bit values, checksum taken off, back into bytes. It
// reports false where the bits left over are more than a value's worth or not
// zero.
func bech32Bytes(values []byte) ([]byte, bool) {
	var out []byte
	acc, bits := uint32(0), 0
	for _, v := range values {
		acc, bits = acc<<5|uint32(v), bits+5
		if bits >= 8 {
			bits -= 8
			out = append(out, byte(acc>>bits))
		}
	}
	return out, bits < 5 && acc&(1<<bits-1) == 0
}
