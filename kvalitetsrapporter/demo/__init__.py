"""Demons kvalitetsrapporter: textbanken, bedömningarna och årets gång. Källa: demoberättelsen §5–7."""
