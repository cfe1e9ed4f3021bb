package storage

import (
	"encoding/binary"
	"fmt"
	"strings"

	"golang.org/x/sys/windows"
)

// mediumOf a folder: of a volume Windows tells the numbers of its disks, also to
// whoever may not read them.
func mediumOf(dir string) medium {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return medium{}
	}
	mount := make([]uint16, windows.MAX_LONG_PATH)
	if windows.GetVolumePathName(path, &mount[0], uint32(len(mount))) != nil {
		return medium{}
	}
	if windows.GetDriveType(&mount[0]) == windows.DRIVE_REMOTE {
		return medium{remote: true}
	}
	volume := make([]uint16, windows.MAX_PATH)
	if windows.GetVolumeNameForVolumeMountPoint(&mount[0], &volume[0], uint32(len(volume))) != nil {
		return medium{}
	}
	device, err := windows.UTF16PtrFromString(strings.TrimSuffix(windows.UTF16ToString(volume), `\`))
	if err != nil {
		return medium{}
	}
	h, err := windows.CreateFile(device, 0, windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		return medium{}
	}
	defer func() { _ = windows.CloseHandle(h) }()
	const (
		diskExtents = 0x00560000 // IOCTL_VOLUME_GET_VOLUME_DISK_EXTENTS
		head, each  = 8, 24      // bytes of VOLUME_DISK_EXTENTS and of a DISK_EXTENT
		most        = 32
	)
	out := make([]byte, head+most*each)
	var n uint32
	if windows.DeviceIoControl(h, diskExtents, nil, 0, &out[0], uint32(len(out)), &n, nil) != nil {
		return medium{}
	}
	var m medium
	for i := range min(int(binary.LittleEndian.Uint32(out)), most) {
		m.disks = append(m.disks, fmt.Sprint(binary.LittleEndian.Uint32(out[head+i*each:])))
	}
	return m
}
