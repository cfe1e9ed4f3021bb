package storage

// lock takes the device's lock, so that two windows never give one number
// twice, and then the vault's, so that two programs do not make each other
// merge. A vault that cannot be locked (a network drive, a folder that nobody
// may write to) is written all the same: what is lost by that is time.
func (s *Store) lock() (unlock func(), err error) {
	if err := s.memory.ensure(); err != nil {
		return nil, err
	}
	device, err := s.device.Lock(deviceLock, deviceWait)
	if err != nil {
		return nil, err
	}
	vault, err := s.vault.Lock(vaultLock, vaultWait)
	if err != nil {
		return device, nil
	}
	return func() { vault(); device() }, nil
}
