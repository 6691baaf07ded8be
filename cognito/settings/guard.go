package settings

// unreadPools is the reason of ReadOnly where the pools file can't be read.
const unreadPools = "pools.toml can't be read, so what it protects isn't known"

// Guarded returns a copy that heeds what the pools file says of the user pool,
// whichever way it was come to: by name, by flags, by the environment or by a list.
// Who is protected is a rule of the pool, so each kept pool of this id adds its own.
// Read-only may be one name's of two, so it is taken from the name where one was
// given, else from any. A file that can't be read makes the copy read-only. The
// embedded pool is in nobody's file. It reads the file.
func (s Settings) Guarded() Settings {
	if s.ReadOnly == unreadPools { // it may be mended
		s.ReadOnly = ""
	}
	s.PoolsFault = ""
	id, path := s.Get(UserPoolID), s.PoolsFile
	if s.Local || id == "" {
		return s
	}
	if path == "" {
		var err error
		if path, err = PoolsPath(); err != nil {
			return s // there is no place for a file
		}
	}
	all, err := ReadPools(path)
	if err != nil {
		s.PoolsFault = err.Error()
		if s.ReadOnly == "" {
			s.ReadOnly = unreadPools
		}
		return s
	}
	for _, p := range all.List {
		if p.UserPoolID != id {
			continue
		}
		s.PoolsFile, s.PoolsLoose = path, all.Loose
		s.ProtectedUsers = union(s.ProtectedUsers, p.ProtectedUsers)
		s.ProtectedGroups = union(s.ProtectedGroups, p.ProtectedGroups)
		if !p.ReadOnly || s.Pool != "" && s.Pool != p.Name {
			continue
		}
		s.readOnlyPool = true
		if s.ReadOnly == "" {
			s.ReadOnly = readOnlyInPool
		}
	}
	return s
}
