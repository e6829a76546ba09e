//! `config.toml` in, settings out.
