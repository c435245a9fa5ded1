"""make bench: de tunga sidorna bredvid en bar sida, i samma körning, på samma maskin."""
