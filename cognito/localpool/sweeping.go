package localpool

// sweeping is a map whose dead entries are dropped whenever it has doubled
// since it was last swept, so that it stays within twice what is alive and a
// write costs the same at any size. The zero value is ready to use.
type sweeping[K comparable, V any] struct {
	m     map[K]V
	limit int
}

func (s *sweeping[K, V]) get(key K) (V, bool) {
	v, ok := s.m[key]
	return v, ok
}

func (s *sweeping[K, V]) delete(key K) { delete(s.m, key) }

// put stores v; dead tells which entries a sweep may drop.
func (s *sweeping[K, V]) put(key K, v V, dead func(V) bool) {
	if s.m == nil {
		s.m, s.limit = map[K]V{}, 1024
	}
	if len(s.m) >= s.limit {
		for k, x := range s.m {
			if dead(x) {
				delete(s.m, k)
			}
		}
		s.limit = max(1024, 2*len(s.m))
	}
	s.m[key] = v
}
